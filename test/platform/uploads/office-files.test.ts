import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { DomainError } from '../../../server/platform/errors.ts';
import { sniffBytes } from '../../../server/platform/uploads/content-type.ts';
import { anOle, aZip, type Entry, officeParts } from '../../support/archives.ts';
import { aPngHeader } from '../../support/png-header.ts';

const [docx, xlsx, pptx] = ['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
  (kind) => `application/vnd.openxmlformats-officedocument.${kind}`,
);

/** The type of a file, or the code of its refusal. */
const told = (bytes: Uint8Array): Promise<string | undefined> =>
  sniffBytes(bytes).catch((error: unknown) => (error instanceof DomainError ? error.code : String(error)));

const a16 = (...numbers: number[]): Buffer => Buffer.from(numbers.flatMap((one) => [one & 0xff, one >> 8]));

describe('an office document', () => {
  it('is what its content types say its main part is, whatever the part is called', async () => {
    const strict = { relation: 'http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' };
    const sheet = { type: 'spreadsheetml.sheet.main+xml' };
    const slides = { type: 'presentationml.presentation.main+xml' };
    expect(await told(aZip(officeParts('word/document.xml')))).to.equal(docx);
    expect(await told(aZip(officeParts('word/document2.xml')))).to.equal(docx);
    expect(await told(aZip(officeParts('word/document2.xml', { target: '/word/document2.xml' })))).to.equal(docx);
    expect(await told(aZip(officeParts('word/document.xml', strict)))).to.equal(docx);
    expect(await told(aZip(officeParts('xl/workbook3.xml', sheet), 'a comment'))).to.equal(xlsx);
    expect(await told(aZip(officeParts('ppt/presentation.xml', slides)))).to.equal(pptx);
    const usual =
      "<t:Types><t:Default ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml' Extension='XML'/></t:Types>";
    expect(await told(aZip(officeParts('w/d.xml', { contentTypes: usual })))).to.equal(docx);
    // Programs of old .NET write the strokes of their system.
    const [types, rels, part] = officeParts('word/document.xml');
    expect(await told(aZip([types, rels, { ...part, name: 'word\\document.xml' }] as Entry[]))).to.equal(docx);
  });

  it('is not taken with macros, as a template, or without the part that it names', async () => {
    const macros = { type: 'application/vnd.ms-word.document.macroEnabled.main+xml' };
    expect(await told(aZip(officeParts('word/document.xml', macros)))).to.equal(undefined);
    const template = { type: 'wordprocessingml.template.main+xml' };
    expect(await told(aZip(officeParts('word/document.xml', template)))).to.equal(undefined);
    expect(await told(aZip(officeParts('word/document.xml', { target: 'word/other.xml' })))).to.equal(undefined);
    expect(await told(aZip(['[Content_Types].xml', 'word/document.xml']))).to.equal(undefined);
    expect(await told(aZip(officeParts('word/document.xml').slice(1)))).to.equal(undefined);
  });

  it('that opens with a password only is refused for that, under whatever name', async () => {
    expect(await told(anOle({ EncryptedPackage: a16(), EncryptionInfo: a16() }))).to.equal('file-has-password');
    expect(await told(anOle({ WordDocument: a16(0xa5ec, 193, 0, 0, 0, 0x0100) }))).to.equal('file-has-password');
    expect(await told(anOle({ Workbook: a16(0x809, 2, 0, 0x2f, 2, 0) }))).to.equal('file-has-password');
    const encrypted = officeParts('word/document.xml').map((entry) => ({ ...entry, flags: 1 }));
    expect(await told(aZip(encrypted))).to.equal('file-has-password');
    const ole = 'application/x-ole-storage';
    expect(await told(anOle({ WordDocument: a16(0xa5ec, 193, 0, 0, 0, 0x0200) }))).to.equal(ole);
    expect(await told(anOle({ Workbook: a16(0x809, 2, 0, 0x85, 2, 0) }))).to.equal(ole);
    expect(await told(anOle({ VisioDocument: a16() }))).to.equal(ole);
  });

  it('is refused as an unsafe archive when an entry leaves its folder, is a link, or stands twice', async () => {
    const parts = officeParts('word/document.xml');
    const worse: Entry[] = [
      ...['../x', 'word/../../x', '/etc/passwd', 'C:/x', '..\\x', 'a\0b'].map((name) => ({ name })),
      { name: 'link', mode: 0o120777 },
      { name: 'WORD/document.xml' },
      { name: 'shared', at: 0 },
      { name: 'lies', content: 'x'.repeat(500), size: 1 },
      { name: 'lies', content: 'x', size: 900_000 },
      { name: 'long', packed: 900_000, size: 900_000 },
    ];
    for (const entry of worse)
      expect(await told(aZip([...parts, entry])), JSON.stringify(entry)).to.equal('bad-archive');
    expect(await told(aZip(parts, '', { count: 4 }))).to.equal('bad-archive');
    const [first, ...rest] = parts;
    expect(await told(aZip([{ ...first, localName: 'elsewhere' } as Entry, ...rest]))).to.equal('bad-archive');
    const declaring = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Types/>';
    expect(await told(aZip(officeParts('w/d.xml', { contentTypes: declaring })))).to.equal('bad-archive');
  });

  it('is refused as too large when it would fill a disk, without being unpacked', async () => {
    const parts = officeParts('word/document.xml');
    const large = { name: 'large', deflated: true, content: randomBytes(1_100_000), size: 1_000_000_000 };
    expect(await told(aZip([...parts, large]))).to.equal('archive-too-large');
    expect(await told(aZip([...parts, { name: 'zeros', size: 0xffffffff }]))).to.equal('archive-too-large');
    const names = Array.from({ length: 10_001 }, (_, index) => `word/media/${index}`);
    expect(await told(aZip([...parts, ...names]))).to.equal('archive-too-large');
    expect(await told(aZip(parts, '', { count: 0xffff }))).to.equal('archive-too-large');
    const bomb = { contentTypes: `<Types>${' '.repeat(2_000_000)}</Types>` };
    expect(await told(aZip(officeParts('w/d.xml', bomb)))).to.equal('bad-archive');
  });
});

describe('a picture', () => {
  const jpeg = (width: number, height: number): Buffer => {
    const frame = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 0, 0, 0, 3]);
    frame.writeUInt16BE(height, 16);
    frame.writeUInt16BE(width, 18);
    return frame;
  };
  const tiff = (width: number, height: number): Buffer => {
    const file = Buffer.alloc(8 + 2 + 24);
    file.write('4d4d002a00000008', 'hex');
    file.writeUInt16BE(2, 8);
    [width, height].forEach((value, index) => {
      file.writeUInt16BE(256 + index, 10 + index * 12);
      file.writeUInt16BE(4, 12 + index * 12);
      file.writeUInt32BE(value, 18 + index * 12);
    });
    return file;
  };

  it('of more pixels than any sheet has is refused, though its file is small', async () => {
    for (const [type, make] of Object.entries({ png: aPngHeader, jpeg, tiff })) {
      expect(await told(make(50_000, 50_000)), type).to.equal('image-too-large');
      expect(await told(make(9_933, 14_043)), `${type} of an A0 sheet`).to.equal(`image/${type}`);
    }
    expect(await told(aPngHeader(1, 500_000_000))).to.equal('image-too-large');
  });

  it('that is cut off is what its first bytes say', async () => {
    expect(await told(aPngHeader(10, 10).subarray(0, 12))).to.equal('image/png');
    expect(await told(jpeg(10, 10).subarray(0, 8))).to.equal('image/jpeg');
    expect(await told(tiff(10, 10).subarray(0, 9))).to.equal('image/tiff');
  });
});

describe('a PDF of nine bytes', () => {
  it('is none, nor one that is cut off before its end', async () => {
    for (const text of ['%PDF-1.4\n', '%PDF-1.7', `%PDF-1.7\n${'1 0 obj <<>> endobj\n'.repeat(50)}`]) {
      expect(await told(Buffer.from(text)), text.slice(0, 20)).to.equal(undefined);
    }
  });
});
