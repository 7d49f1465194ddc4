import { expect } from 'chai';
import { isSecretMail } from '../../../server/intake/mails/mail.ts';
import { type ReadMail, readMail } from '../../../server/intake/mails/reading/read-mail.ts';
import { sniffBytes } from '../../../server/platform/uploads/content-type.ts';
import { refusalOf } from '../../support/identity.ts';
import { aCarried, aMail, aPdf, aText, aTnef, type MimePart, multipartOf } from '../../support/mails.ts';
import { anOutlookMail } from '../../support/outlook-mail.ts';
import { aPngHeader } from '../../support/png-header.ts';

const message = 'message/rfc822';
const name = 'Báo cáo Quý IV.pdf';
const base64 = Buffer.from(name).toString('base64');
const percent = encodeURIComponent(name);

describe('a mail that is read', () => {
  let pdf: Uint8Array;
  before(async () => {
    pdf = await aPdf();
  });

  const read = (mail: Buffer): Promise<ReadMail> => readMail(mail, message);
  const said = ({ parts }: ReadMail) =>
    parts.map(({ isInline, within, name: called, ...part }) =>
      [called, 'refused' in part ? part.refused : '', isInline ? 'inline' : '', within ?? ''].join('|'),
    );
  const carrying = (...parts: MimePart[]) => read(aMail([aText(), ...parts]));

  it('says who sent it, when, about what, and is known for a mail by its bytes', async () => {
    const mail = aMail('Chào bạn.\r\n\r\n\r\n\r\nHẹn gặp.', { subject: '=?utf-8?Q?G=E1=BB=ADi_b=C3=A1o_c=C3=A1o?=' });
    expect(await sniffBytes(mail)).to.equal(message);
    expect(await read(mail)).to.deep.include({
      from: { name: 'Sở Nội vụ', address: 'vanthu@snv.saomai.gov.vn' },
      to: [{ name: 'UBND', address: 'vanthu@ubnd.saomai.gov.vn' }],
      subject: 'Gửi báo cáo',
      messageId: '<18112026.1@snv.saomai.gov.vn>',
      sentAt: '2026-11-18T02:12:00.000Z',
      text: 'Chào bạn.\n\nHẹn gặp.',
      isCut: false,
      smime: 'none',
      parts: [],
    });
  });

  const names: Readonly<Record<string, string>> = {
    'RFC 2231 in UTF-8': `filename*=utf-8''${percent}`,
    'RFC 2231 in pieces': `filename*0*=utf-8''${percent.slice(0, 12)};\r\n filename*1*=${percent.slice(12)}`,
    'RFC 2047 within quotes, as Outlook writes it': `filename="=?utf-8?B?${base64}?="`,
    'RFC 2047 over two words': `filename="=?utf-8?B?${Buffer.from('Báo cáo ').toString('base64')}?=\r\n =?utf-8?B?${Buffer.from('Quý IV.pdf').toString('base64')}?="`,
    'bare UTF-8': `filename="${name}"`,
    'a path, of which the last step counts': `filename*=utf-8''C%3A%5Cvan%20thu%5C${percent}`,
    'decomposed letters': `filename*=utf-8''${encodeURIComponent(name.normalize('NFD'))}`,
  };
  for (const [how, written] of Object.entries(names)) {
    it(`names its files right: ${how}`, async () => {
      expect(said(await carrying(aCarried(pdf, written)))).to.deep.equal([`${name}|||`]);
    });
  }

  it('takes the name from the type where the disposition has none, and gives one to what has none', async () => {
    const typed: MimePart = { headers: [`Content-Type: application/pdf; name="=?utf-8?B?${base64}?="`], content: pdf };
    const nameless: MimePart = {
      headers: ['Content-Type: application/pdf', 'Content-Disposition: attachment'],
      content: pdf,
    };
    expect(said(await carrying(typed, nameless))).to.deep.equal([`${name}|||`, 'tep-khong-ten|||']);
  });

  it('tells pictures within the text from files beside it', async () => {
    const picture = (over: readonly string[]): MimePart => ({
      headers: ['Content-Type: image/png; name="logo.png"', ...over],
      content: aPngHeader(20, 20),
    });
    const html: MimePart = {
      headers: ['Content-Type: text/html; charset=utf-8'],
      content: '<style>p{}</style><p>K&iacute;nh &#103;ửi</p><p>ông<br>bà <img src="cid:anh1"></p>',
    };
    const related = multipartOf([html, picture(['Content-ID: <anh1>', 'Content-Disposition: inline'])], 'b2');
    const mail = await read(
      aMail([
        { headers: ['Content-Type: multipart/related; boundary=b2'], content: related },
        picture(['Content-Disposition: attachment; filename="ban-quet.png"']),
      ]),
    );
    expect(said(mail)).to.deep.equal(['logo.png||inline|', 'ban-quet.png|||']);
    expect(mail.text).to.include('ông\nbà');
  });

  it('unpacks what Outlook has packed into winmail.dat, and keeps what is none', async () => {
    const packed = aTnef([
      { name, content: pdf },
      { name: 'phụ lục.pdf', content: pdf },
    ]);
    const winmail = (content: Uint8Array) => aCarried(content, 'filename="winmail.dat"', 'application/ms-tnef');
    expect(said(await carrying(winmail(packed)))).to.deep.equal([`${name}|||`, 'phụ lục.pdf|||']);
    expect(said(await carrying(winmail(packed.subarray(0, 200))))).to.deep.equal(['winmail.dat|content-mismatch||']);
  });

  it('brings the files of attached mails, with the mail in which they lie', async () => {
    const inner = aMail([aText(), aCarried(pdf, 'filename="trong.pdf"')], { subject: 'Chuyen tiep', boundary: 'b2' });
    const attached = { headers: [`Content-Type: ${message}`, 'Content-Disposition: attachment; filename="thu.eml"'] };
    expect(said(await carrying({ ...attached, content: inner.toString() }))).to.deep.equal([
      'thu.eml|||',
      'trong.pdf|||Chuyen tiep',
    ]);
  });

  it('says of what is not taken out of it why', async () => {
    const beside = [
      aCarried(Buffer.from('MZ\u0090\0'), 'filename="hoa-don.exe"', 'application/octet-stream'),
      aCarried(pdf, 'filename="bao-cao.docx"'),
      aCarried(Buffer.alloc(0), 'filename="rong.pdf"'),
    ];
    expect(said(await carrying(...beside))).to.deep.equal([
      'hoa-don.exe|content-mismatch||',
      'bao-cao.docx|content-mismatch||',
      'rong.pdf|empty-file||',
    ]);
  });

  it('is signed by what lies beside it, which is no file of its own, and sealed where nobody here opens it', async () => {
    const signature = aCarried(Buffer.from([0x30, 0]), 'filename="smime.p7s"', 'application/pkcs7-signature');
    const signed = await read(aMail([aCarried(pdf), signature], { kind: 'signed' }));
    expect([signed.smime, said(signed)]).to.deep.equal(['signed', ['cong-van.pdf|||']]);
    const sealed = await read(
      aMail([aCarried(Buffer.from([0x30, 0x80]), 'filename="smime.p7m"', 'application/pkcs7-mime')]),
    );
    expect(sealed.smime).to.equal('sealed');
  });

  it('is shown as a letter would be: nothing that hides, a charset of its own, one line for its subject', async () => {
    const plain = await read(
      Buffer.concat([
        aMail('', { subject: 'a\u202eb', headers: ['X-Note: 1'] }).subarray(0, -2),
        Buffer.from('\r\n\u0007Chu\u0000y'),
      ]),
    );
    expect([plain.subject, plain.text]).to.deep.equal(['ab', 'Chuy']);
    const old = await read(
      Buffer.concat([
        Buffer.from('From: a@b.vn\r\nDate: x\r\nSubject: 1\r\nContent-Type: text/plain; charset=windows-1258\r\n\r\n'),
        Buffer.from([0xd0, 0xe2, 0x79]),
      ]),
    );
    expect([old.text, old.sentAt]).to.deep.equal(['Đây', null]);
  });

  it('of Outlook says and carries the same', async () => {
    const bytes = anOutlookMail({
      subject: 'Gửi báo cáo',
      text: 'Kính gửi',
      sender: 'Sở Nội vụ',
      file: { name, content: pdf },
    });
    expect(await sniffBytes(bytes)).to.equal('application/vnd.ms-outlook');
    const mail = await readMail(bytes, 'application/vnd.ms-outlook');
    expect(mail).to.include({ subject: 'Gửi báo cáo', text: 'Kính gửi' });
    expect([mail.from.name, ...said(mail)]).to.deep.equal(['Sở Nội vụ', `${name}|||`]);
  });

  it('is refused where it is none, or carries more than anybody looks through', async () => {
    expect((await refusalOf(readMail(pdf, 'application/pdf'))).code).to.equal('mail-unreadable');
    expect((await refusalOf(readMail(Buffer.alloc(600), 'application/vnd.ms-outlook'))).code).to.equal(
      'mail-unreadable',
    );
    const many = Array.from({ length: 101 }, () => aCarried(Buffer.from('x'), 'filename="a.txt"', 'text/plain'));
    expect((await refusalOf(carrying(...many))).code).to.equal('too-complex');
  });

  it('is refused where it is damaged; damaged within another, it is a file of that one and no more', async () => {
    const whole = anOutlookMail({
      subject: 'a',
      text: 'b',
      sender: 'c',
      file: { name, content: Buffer.alloc(9_000, 1) },
    });
    const damaged = Buffer.from(whole);
    // The first sector of the root directory's small files (MS-CFB §2.6.1) lies far beyond the end.
    damaged.writeUInt32LE(0x00ff_ffff, damaged.indexOf(Buffer.from('Root Entry', 'utf16le')) + 116);
    const outlook = 'application/vnd.ms-outlook';
    expect((await refusalOf(readMail(damaged, outlook))).code).to.equal('mail-unreadable');
    const mail = await carrying(aCarried(damaged, 'filename="thu.msg"', outlook), aCarried(pdf));
    expect(said(mail)).to.deep.equal(['thu.msg|||', 'cong-van.pdf|||']);
  });

  it('bears a degree of secrecy in its subject, at the head of its text or in the name of a file, and nowhere else', () => {
    const mail = { subject: 'Báo cáo', text: 'Kính gửi', parts: [] };
    const secret = [
      { ...mail, subject: 'TỐI MẬT: Kế hoạch' },
      { ...mail, text: 'Kính gửi\n  MẬT  \nKế hoạch' },
      { ...mail, text: 'Độ mật: Tối mật' },
      {
        ...mail,
        parts: [{ name: '(Mật) ke-hoach.pdf', size: 1, isInline: false, within: null, refused: 'empty-file' }],
      },
    ];
    expect(secret.map(isSecretMail)).to.deep.equal([true, true, true, true]);
    expect(
      isSecretMail({ ...mail, subject: 'Mật ong xuất khẩu', text: 'giữ bí mật nhà nước\nMật khẩu: 123' }),
    ).to.equal(false);
  });
});
