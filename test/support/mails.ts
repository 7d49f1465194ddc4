import { mailboxes } from '../../server/intake/mailboxes/store.ts';
import type { Mail } from '../../server/intake/mails/mail.ts';
import { mails } from '../../server/intake/mails/store.ts';
import { PDFDocument } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { systemActor } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';

/** A part of a mail as it travels: its headers and its content, in base64 unless the headers say otherwise. */
export interface MimePart {
  readonly headers: readonly string[];
  readonly content: Uint8Array | string;
}

const head = [
  'From: =?utf-8?B?U+G7nyBO4buZaSB24bul?= <vanthu@snv.saomai.gov.vn>',
  'To: UBND <vanthu@ubnd.saomai.gov.vn>',
  'Date: Wed, 18 Nov 2026 09:12:00 +0700',
  'Message-ID: <18112026.1@snv.saomai.gov.vn>',
  'MIME-Version: 1.0',
];

/** A mail of these parts under one kind of `multipart`, or of one text alone. */
export function aMail(
  parts: readonly MimePart[] | string,
  { subject = 'Gui bao cao', kind = 'mixed', boundary = 'b1', headers = [] as readonly string[] } = {},
): Buffer {
  const said = [...head, `Subject: ${subject}`, ...headers];
  if (typeof parts === 'string') return mailOf([...said, 'Content-Type: text/plain; charset=utf-8'], parts);
  return mailOf([...said, `Content-Type: multipart/${kind}; boundary=${boundary}`], multipartOf(parts, boundary));
}

function mailOf(headers: readonly string[], body: string): Buffer {
  return Buffer.from([...headers, '', body].join('\r\n'));
}

/** Parts between their boundaries. */
export function multipartOf(parts: readonly MimePart[], boundary: string): string {
  const written = parts.map(({ headers, content }) => {
    const isPlain = typeof content === 'string';
    const coded = isPlain ? content : Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');
    const all = isPlain ? headers : [...headers, 'Content-Transfer-Encoding: base64'];
    return [`--${boundary}`, ...all, '', coded].join('\r\n');
  });
  return [...written, `--${boundary}--`, ''].join('\r\n');
}

/** The text of a mail as one of its parts. */
export const aText = (content = 'Kính gửi quý cơ quan.'): MimePart => ({
  headers: ['Content-Type: text/plain; charset=utf-8'],
  content,
});

/** A file that a mail carries, under a name as its headers write it: `filename="a.pdf"`. */
export const aCarried = (
  content: Uint8Array,
  name = 'filename="cong-van.pdf"',
  type = 'application/pdf',
): MimePart => ({
  headers: [`Content-Type: ${type}`, `Content-Disposition: attachment; ${name}`],
  content,
});

/** A small PDF that is one. */
export async function aPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([300, 300]);
  return await document.save();
}

/** A `winmail.dat` with files, by their long names. */
export function aTnef(files: readonly { readonly name: string; readonly content: Uint8Array }[]): Buffer {
  const signature = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]);
  const attributes = files.flatMap(({ name, content }) => [
    attribute(0x9002, Buffer.alloc(14)),
    attribute(0x8010, Buffer.from('TEP~1.PDF\0', 'latin1')),
    attribute(0x800f, Buffer.from(content)),
    attribute(0x9005, longName(name)),
  ]);
  return Buffer.concat([signature, ...attributes]);
}

function attribute(id: number, value: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt8(2, 0);
  header.writeUInt32LE(id | 0x60000, 1);
  header.writeUInt32LE(value.length, 5);
  return Buffer.concat([header, value, Buffer.alloc(2)]);
}

/** The properties of a file (MS-OXTNEF §2.1.3.4): a number, then its long name in UTF-16. */
function longName(name: string): Buffer {
  const text = Buffer.from(`${name}\0`, 'utf16le');
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4)]);
  const words = [2, 0x0e20_0003, 5, 0x3707_001f, 1, text.length];
  const head = Buffer.alloc(words.length * 4);
  for (const [at, word] of words.entries()) head.writeUInt32LE(word, at * 4);
  return Buffer.concat([head, padded]);
}

/** A mail that is proposed to an agency, with one file; nothing of it is stored. */
export async function aProposedMail(agencyId: string, subject = 'Gửi báo cáo'): Promise<Mail> {
  const sha256 = 'ab'.repeat(32);
  return await inTransaction(systemActor(agencyId), async (tx) =>
    tx.insert(mails, {
      ...{ agencyId, subject, contentDigest: newId(), text: subject, isCut: false, smime: 'none', state: 'proposed' },
      ...{ from: { name: subject, address: 'a@saomai.vn' }, to: [], sentAt: null, arrivedAt: tx.now },
      original: { id: newId(), name: 'thu.eml', mediaType: 'message/rfc822', size: 1, sha256 },
      parts: [
        { id: newId(), name: 'a.pdf', size: 1, isInline: false, within: null, mediaType: 'application/pdf', sha256 },
      ],
    }),
  );
}

/** A mailbox of an agency, of which nobody looks into any. */
export async function aMailbox(agencyId: string): Promise<void> {
  const server = {
    host: 'imap.saomai.vn',
    port: 993,
    security: 'tls',
    username: 'vanthu',
    sealedPassword: 'x',
  } as const;
  await inTransaction(systemActor(agencyId), async (tx) =>
    tx.insert(mailboxes, {
      ...{ ...server, agencyId, address: 'vanthu@saomai.vn' },
      ...{ folder: 'INBOX', after: 'leave', moveTo: null, active: false },
    }),
  );
}
