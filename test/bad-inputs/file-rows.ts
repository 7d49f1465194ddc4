import { readPageText } from '../../server/intake/read-page-text.ts';
import { PDFDocument, PDFName } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { files } from '../../server/platform/files/files.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { aZip, type Entry, officeParts } from '../support/archives.ts';
import { ask } from '../support/ask.ts';
import { attackClasses, attacks } from '../support/attacks/attacks.ts';
import { aLetter, upload } from '../support/letters.ts';
import { aHidingPdf, aNestedPdf, anEncryptedPdf } from '../support/odd-pdfs.ts';
import { aPngHeader } from '../support/png-header.ts';
import { aLetterPdf } from '../support/signing.ts';
import { type BadInput, byText, way, ways } from './bad-input.ts';
import type { Office } from './office.ts';
import { uploading } from './upload-rows.ts';
import { answerOf } from './wire.ts';

/** What becomes of a file that somebody drafts and hands to its signer. */
const drafting = (make: () => Promise<Uint8Array>) => async (office: Office) => {
  const { drafter, leader } = office.bureau();
  const uploadId = await upload(drafter, await make());
  const body = aLetter(office.province, { to: ['skhcn'] }, { letter: null, uploadId });
  const { id: documentId, version } = await ask(drafter, outgoingContract.createDraft, { body });
  await ask(drafter, outgoingContract.submitDraft, { params: { documentId }, body: { version } });
  await office.province.work();
  const { state, notice, placeNotes } = await ask(drafter, outgoingContract.getOutgoing, { params: { documentId } });
  if (state !== 'submitted') return `back to its drafter: ${notice?.text}`;
  const { body: looked } = await leader.get(`/api/outgoing/${documentId}/preflight`).expect(200);
  const codes: string[] = looked.findings.map(({ code }: { code: string }) => code);
  const without = placeNotes.includes('acting-content-removed') ? ' without what acts' : '';
  return `prepared${without}; named to its signer: ${[...new Set(codes)].sort().join(', ') || 'nothing'}`;
};

/** A letter whose page has a link that does this. */
async function aPdfThat(action: object): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aLetterPdf());
  const link = { Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 10, 10], A: { Type: 'Action', ...action } };
  document
    .getPage(0)
    .node.set(PDFName.of('Annots'), document.context.obj([document.context.register(document.context.obj(link))]));
  return await document.save();
}

const issuedBytes = (office: Office) => files().read(office.papers().issued.files[0]?.sha256 ?? '');

/** What the check that anybody may ask for says of a file. */
const verifying = (make: (office: Office) => Promise<Uint8Array>) => async (office: Office) => {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), await make(office), Buffer.from('\r\n--b--\r\n')]);
  const type = 'multipart/form-data; boundary=b';
  const got = await office.get({ as: 'nobody', path: '/verifications', body, headers: { 'Content-Type': type } });
  return got.status === 200 ? `200 ${JSON.parse(got.text).verdict}` : answerOf(got);
};

/** The issued letter, changed as the first attack of a class does it. */
const attacked = (name: string) =>
  verifying(async (office) => {
    const attack = attacks.find((one) => one.class === name);
    const certified = await issuedBytes(office);
    return Buffer.from((await attack?.make({ certified, sealed: certified })) ?? []);
  });

const docx = officeParts('word/document.xml');
const archive = (entries: readonly (Entry | string)[], count?: number) =>
  uploading(aZip(entries, '', count === undefined ? {} : { count }), 'a.docx');
const archives = (entries: Readonly<Record<string, Entry>>, answer: string, more = {}) =>
  ways(entries, (entry) => archive([...docx, entry]), answer, more);
const withTypes = (contentTypes: string) => archive(officeParts('word/document.xml', { contentTypes }));

const laughs = (count: number) =>
  Array.from({ length: count }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('');

/** Rows 62 to 69: what files may hold. */
export const fileRows: readonly BadInput[] = [
  {
    row: 62,
    to: 'PDF',
    input: 'encrypted, with scripts, actions, files inside; a header and nothing else',
    promised: '422, or quarantined by rule; never run',
    ways: [
      way('a header of nine bytes', uploading('%PDF-1.4\n'), '422 content-mismatch'),
      way('encrypted', drafting(anEncryptedPdf), 'back to its drafter: pdf-encrypted', { stores: true }),
      way(
        'a script, a file inside, white text',
        drafting(aHidingPdf),
        'prepared without what acts; named to its signer: embedded-file, text-unseen',
        { stores: true },
      ),
      way(
        'a link that launches',
        drafting(() => aPdfThat({ S: 'Launch', F: 'calc.exe' })),
        'prepared without what acts; named to its signer: nothing',
        { stores: true },
      ),
    ],
    differs:
      'a file is kept as it came and never run; what is made of it for signing is without scripts and actions, and what it hides is named to its signer',
  },
  {
    row: 63,
    to: 'PDF',
    input: 'nested drawings, loops, nested arrays',
    promised: '422 too-complex, within the limits of the worker',
    ways: [
      way(
        'drawings nested 100,000 deep',
        drafting(() => aNestedPdf(100_000)),
        'back to its drafter: too-complex',
        { stores: true },
      ),
      ...ways(
        byText(['a cross-reference that continues in itself', 'a page tree that contains itself']),
        bomb,
        '200 invalid',
      ),
      ...ways(byText(['arrays nested 100,000 deep']), bomb, '200 unclear'),
    ],
    differs:
      'whoever asks for a verdict gets one: what could not be read and that nobody may rely on it; whoever drafts gets it back with the same word',
  },
  {
    row: 64,
    to: 'PDF',
    input: 'signed, then changed',
    promised: '200 invalid, never valid',
    ways: attackClasses
      .filter((one) => ['USF', 'SWA', 'ISA', 'shadow', 'EAA', 'removal'].includes(one))
      .map((name) => way(name, attacked(name), '200 invalid')),
  },
  {
    row: 65,
    to: 'ZIP, DOCX',
    input: 'archives that would fill a disk, share their entries, or have a million of them',
    promised: '422 archive-too-large, read no further than the cap',
    ways: [
      ...archives({ 'zeros of 4 GB': { name: 'zeros', size: 0xffffffff } }, '422 archive-too-large'),
      way(
        '10,001 entries',
        archive([...docx, ...Array.from({ length: 10_001 }, (_, at) => `word/media/${at}`)]),
        '422 archive-too-large',
      ),
      way('65,535 announced', archive(docx, 0xffff), '422 archive-too-large'),
      ...archives({ 'entries that share their bytes': { name: 'shared', at: 0 } }, '422 bad-archive'),
      way(
        'a part that grows a thousand times',
        withTypes(`<Types>${' '.repeat(2_000_000)}</Types>`),
        '422 bad-archive',
      ),
    ],
    differs: 'what is not larger than the cap but lies about itself is a bad archive (row 66)',
  },
  {
    row: 66,
    to: 'ZIP, DOCX',
    input: 'entries that leave their folder, are links, or stand twice',
    promised: '422 bad-archive (E)',
    ways: archives(
      {
        '../x': { name: '../x' },
        '/etc/passwd': { name: '/etc/passwd' },
        'C:/x': { name: 'C:/x' },
        '..\\x': { name: '..\\x' },
        'a symbolic link': { name: 'link', mode: 0o120777 },
        'the same name in capitals': { name: 'WORD/document.xml' },
      },
      '422 bad-archive',
      { event: 'bad-archive POST /uploads' },
    ),
  },
  {
    ...{ row: 67, to: 'image', input: 'a PNG of 50,000 × 50,000 in 33 bytes', promised: '422' },
    ways: [
      way('square', uploading(aPngHeader(50_000, 50_000), 'a.png'), '422 image-too-large'),
      way('one line', uploading(aPngHeader(1, 500_000_000), 'a.png'), '422 image-too-large'),
    ],
  },
  {
    row: 68,
    to: 'XML',
    input: 'DOCTYPE, entities of files or addresses, a billion laughs',
    promised: '422 xml-forbidden, no connection made (E)',
    ways: ways(
      {
        'an entity of a file': '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Types>&a;</Types>',
        'an entity of an address': '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><Types/>',
        'a billion laughs': `<!DOCTYPE x [<!ENTITY a0 "ha">${laughs(9)}]><Types>&a9;</Types>`,
      },
      withTypes,
      '422 bad-archive',
    ),
    differs:
      'XML that people bring comes within office files, so what is wrong with it is wrong with the archive, whose event row 66 shows; packets of the axis are refused with xml-forbidden (test/exchange/axis)',
  },
  {
    ...{
      row: 69,
      to: 'XML',
      input: 'wrapped signatures, comments inside values, two ids',
      promised: '422 signature-invalid (E)',
    },
    ways: [],
    notYet:
      'no XML signature is judged; packets of the axis that could be read in two ways are refused (test/exchange/axis)',
  },
];

function bomb(name: string) {
  return verifying(async (office) => {
    const certified = await issuedBytes(office);
    return Buffer.from((await attacks.find((one) => one.name === name)?.make({ certified, sealed: certified })) ?? []);
  });
}

const oldBook =
  (csv: string, over: object = {}) =>
  (office: Office) =>
    office.ask({
      path: '/register-imports',
      body: { kind: 'outgoing', year: 2024, title: 'Sổ quyết định', csv, ...over },
    });
const columns = 'Số;Ký hiệu;Ngày văn bản;Tên loại và trích yếu;Người ký;Nơi nhận;Lý do huỷ số';

/** Whether a previewed letter shows each of these lines as it was typed. */
const previewed = (lines: readonly string[]) => async (office: Office) => {
  const { province, drafter } = office.bureau();
  const body = aLetter(province, { to: ['skhcn'] }, { letter: { body: lines.join('\n') } });
  const { body: pdf } = await drafter.post('/api/letter-preview').send(body).buffer(true).parse(bytesOf).expect(200);
  const { text } = await readPageText(pdf);
  const shown = text.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join('');
  const plain = (one: string) => one.replaceAll(/\s+/g, '').replaceAll(/[“”]/g, '"');
  const missing = lines.filter((line) => !plain(shown).includes(plain(line)));
  return missing.length === 0 ? '200 shown as text' : `200 without ${missing.join(' ')}: ${shown}`;
};

/** Rows 70 to 74: tables and templates. */
export const tableRows: readonly BadInput[] = [
  {
    row: 70,
    to: 'import',
    input: 'wrong columns, too many lines, a quote that never ends, lost letters',
    promised: '422 with the lines; all or nothing; 413',
    ways: [
      way('wrong columns', oldBook('a;b;c\n1;2;3'), '422 import-refused'),
      way(
        'a line with a date that is none',
        oldBook(`${columns}\n1;QĐ-SNV;30/02/2024;Quyết định;Trần Văn Bình;Văn phòng;`),
        '422 import-refused',
      ),
      way('a quote that never ends', oldBook(`${columns}\n1;"QĐ-SNV;03/01/2024;Quyết định;a;b;`), '422 import-refused'),
      way('more than 200 KB', oldBook('a'.repeat(200_001)), '422 too-long'),
      way('1,000,000 lines', oldBook('1;;;;;;\n'.repeat(1_000_000)), '413 too-large'),
    ],
    notYet:
      'XLSX comes with the full outputs of registers; encodings are told apart in the browser (`test/platform/text/table-text.test.ts`)',
  },
  {
    ...{ row: 71, to: 'export', input: 'titles that a spreadsheet would run', promised: 'the cell is text' },
    ways: [],
    notYet: 'no table leaves the system; it comes with the full outputs of registers',
  },
  {
    ...{
      row: 72,
      to: 'export',
      input: '1,000,000 rows',
      promised: 'streamed, memory flat, visible rows only, recorded',
    },
    ways: [],
    notYet: 'it comes with the full outputs of registers',
  },
  {
    row: 73,
    to: 'template',
    input: 'gadgets of the template language',
    promised: 'data shown as text; 422 template-forbidden; 200',
    ways: [
      way(
        'gadgets of Handlebars and of the typesetter',
        previewed([
          '{{constructor.constructor "x"}}',
          '{{> (lookup . "x")}}',
          '{{#with "x"}}{{{html}}}{{/with}}',
          '#import "/etc/passwd"',
        ]),
        '200 shown as text',
      ),
    ],
    notYet: 'templates of an agency’s own; the printed forms come with the program',
  },
  {
    ...{ row: 74, to: 'template', input: 'JSON where a text is meant', promised: '422' },
    ways: [
      way(
        'a syntax tree',
        (office) => {
          const body = {
            ...aLetter(office.province, { to: ['skhcn'] }),
            letter: { body: { type: 'Program', body: [] } },
          };
          return office.ask({ as: 'drafter', path: '/letter-preview', body });
        },
        '422 type-mismatch',
      ),
    ],
  },
];

function bytesOf(response: NodeJS.EventEmitter, done: (error: Error | null, body: unknown) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
