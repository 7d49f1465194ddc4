import {
  degrees,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  rgb,
  StandardFonts,
} from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { aLetterPdf } from './signing.ts';

/** A letter whose last revision has a hybrid cross-reference (`/XRefStm`), as Word writes them; pyHanko refuses to judge such files. */
export async function aHybridPdf(): Promise<Buffer> {
  const base = Buffer.from(await aLetterPdf({ objectStreams: false }));
  const trailer = base.toString('latin1', base.lastIndexOf('trailer'));
  const size = Number(/\/Size (\d+)/.exec(trailer)?.[1]);
  const root = /\/Root (\d+ \d+ R)/.exec(trailer)?.[1];
  const previous = Number(/startxref\s+(\d+)/.exec(trailer)?.[1]);
  const [info, objectStream, xrefStream] = [size, size + 1, size + 2];
  const inside = `${info} 0 <</Title (Hybrid)>>`;
  const first = `${info} 0 `.length;
  const parts: string[] = [];
  let position = base.length;
  const push = (text: string): number => {
    const at = position;
    parts.push(text);
    position += text.length;
    return at;
  };
  push('\n');
  const objectAt = push(
    `${objectStream} 0 obj\n<</Type /ObjStm /N 1 /First ${first} /Length ${inside.length}>>\nstream\n${inside}\nendstream\nendobj\n`,
  );
  const entry = Buffer.alloc(7);
  entry.writeUInt8(2, 0);
  entry.writeUInt32BE(objectStream, 1);
  const streamAt = push(
    `${xrefStream} 0 obj\n<</Type /XRef /W [1 4 2] /Index [${info} 1] /Size ${size + 3} /Root ${root} /Length 7>>\nstream\n${entry.toString('latin1')}\nendstream\nendobj\n`,
  );
  const line = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const tableAt = push(`xref\n${objectStream} 2\n${line(objectAt)}${line(streamAt)}`);
  const entries = `/Size ${size + 3} /Root ${root} /Info ${info} 0 R /Prev ${previous} /XRefStm ${streamAt}`;
  push(`trailer\n<<${entries}>>\nstartxref\n${tableAt}\n%%EOF\n`);
  return Buffer.concat([base, Buffer.from(parts.join(''), 'latin1')]);
}

/** A letter with a white line on its page, a file inside, and a script that runs when it is opened. */
export async function aHidingPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aLetterPdf());
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.getPage(0).drawText('Giao 500 trieu dong', { x: 90, y: 560, size: 13, font, color: rgb(1, 1, 1) });
  await document.attach(Buffer.from('=1+1'), 'du-toan.xlsx', { mimeType: 'application/vnd.ms-excel' });
  document.addJavaScript('mo', 'app.alert(1)');
  return document.save();
}

/** A small file whose page saves its graphics state so many times: reading it takes time that grows with the square of that. */
export async function aNestedPdf(depth: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage();
  page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream('q '.repeat(depth))));
  return document.save();
}

/** A letter that needs a password to open. */
export async function anEncryptedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aLetterPdf());
  document.encrypt({ userPassword: 'mo-ra', ownerPassword: 'mo-ra' });
  return document.save();
}

/** A letter whose page is written turned and shown upright by `/Rotate`, as scanners and landscape tables make them. */
export async function aTurnedPdf(angle: 90 | 180 | 270, base?: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(base ?? (await aLetterPdf()));
  const page = document.getPage(0);
  const { width, height } = page.getSize();
  const turns = { 90: `0 1 -1 0 ${height} 0`, 180: `-1 0 0 -1 ${width} ${height}`, 270: `0 -1 1 0 0 ${width}` };
  page.node.normalize();
  const before = document.context.register(document.context.stream(`q ${turns[angle]} cm\n`));
  const after = document.context.register(document.context.stream('\nQ'));
  const contents = page.node.normalizedEntries().Contents?.asArray() ?? [];
  page.node.set(PDFName.of('Contents'), document.context.obj([before, ...contents, after]));
  if (angle !== 180) page.setSize(height, width);
  page.setRotation(degrees(angle));
  return document.save();
}

/** The boxes of a page as a file may name them. */
export interface PageBoxes {
  readonly media?: readonly number[];
  readonly crop?: readonly number[];
  readonly rotate?: number;
  readonly userUnit?: number;
  /** Named by the page tree instead of the page. */
  readonly inherited?: boolean;
  /** How far the content is moved, to stay on a sheet whose corner is not the origin. */
  readonly moved?: readonly [x: number, y: number];
}

/** A letter whose page has these boxes: negative corners, crop boxes beyond the sheet, units that are no points. */
export async function aBoxedPdf(boxes: PageBoxes, base?: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(base ?? (await aLetterPdf()));
  const { context } = document;
  const { node } = document.getPage(0);
  node.normalize();
  const [x = 0, y = 0] = boxes.moved ?? [];
  const contents = node.normalizedEntries().Contents?.asArray() ?? [];
  const around = [`q 1 0 0 1 ${x} ${y} cm\n`, '\nQ'].map((text) => context.register(context.stream(text)));
  const [before, after] = around;
  node.set(PDFName.of('Contents'), context.obj([...(before ? [before] : []), ...contents, ...(after ? [after] : [])]));
  const parent = node.lookup(PDFName.of('Parent'), PDFDict);
  const holder = boxes.inherited === true ? parent : node;
  for (const key of ['MediaBox', 'CropBox', 'TrimBox', 'BleedBox', 'ArtBox', 'Rotate']) node.delete(PDFName.of(key));
  holder.set(PDFName.of('MediaBox'), context.obj([...(boxes.media ?? [0, 0, 595.28, 841.89])]));
  if (boxes.crop !== undefined) holder.set(PDFName.of('CropBox'), context.obj([...boxes.crop]));
  if (boxes.rotate !== undefined) holder.set(PDFName.of('Rotate'), context.obj(boxes.rotate));
  if (boxes.userUnit !== undefined) node.set(PDFName.of('UserUnit'), context.obj(boxes.userUnit));
  return document.save();
}

/** A file with bytes before its header, as printers, mail and report writers leave them there; offsets count from the header. */
export const behindBytes = (pdf: Uint8Array, before: string): Buffer =>
  Buffer.concat([Buffer.from(before, 'latin1'), pdf]);

/** A letter with Acrobat's usage rights (*Reader-enabled*), as forms of many agencies have them: a signature of a program, nobody's. */
export async function aReaderEnabledPdf({
  key = 'UR3',
  method = 'UR3',
  direct = false,
  extra = '',
} = {}): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aLetterPdf());
  const { context } = document;
  const rights = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'adbe.pkcs7.detached',
    ByteRange: [0, 1_000, 9_000, 12_345],
    Contents: PDFHexString.of('30820f00'.padEnd(8_000, '0')),
    Reference: [
      {
        Type: 'SigRef',
        TransformMethod: method,
        TransformParams: { Type: 'TransformParams', V: '2.2', Document: ['FullSave'], Form: ['FillIn', 'Add'] },
      },
      ...(extra === '' ? [] : [{ Type: 'SigRef', TransformMethod: extra }]),
    ],
  });
  document.catalog.set(PDFName.of('Perms'), context.obj({ [key]: direct ? rights : context.register(rights) }));
  return document.save({ useObjectStreams: !direct });
}
