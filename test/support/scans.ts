import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import fontkit from '@cantoo/fontkit';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { type Picture, type Turn, turnedPicture } from '../../server/intake/scans/picture.ts';
import { PDFDocument, PDFName, PDFRawStream } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { fontFiles } from '../../server/platform/render/fonts.ts';

/** A sheet on the glass of a scanner: the first page of a PDF, or nothing, lying upright or turned clockwise. */
export interface Sheet {
  readonly pdf?: Uint8Array;
  readonly turned?: Turn;
}

const dotsPerPoint = 200 / 72;
const a4 = { width: 595, height: 842 };

/** Sheets as a scanner gives them: a PDF of grey pictures without a letter of text, a little grey where the paper is. */
export async function aScan(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const scan = await PDFDocument.create({ updateMetadata: false });
  for (const { pdf, turned = 0 } of sheets) {
    addPicture(scan, turnedPicture(pdf ? await pictureOf(pdf) : emptySheet(), turned));
  }
  return await scan.save();
}

function addPicture(scan: PDFDocument, { width, height, grey }: Picture): void {
  const size: [number, number] = [width / dotsPerPoint, height / dotsPerPoint];
  const page = scan.addPage(size);
  const { context } = scan;
  const image = PDFRawStream.of(
    context.obj({
      ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height, Filter: 'FlateDecode' },
      ...{ ColorSpace: 'DeviceGray', BitsPerComponent: 8 },
    }),
    deflateSync(grey, { level: 1 }),
  );
  page.node.set(PDFName.of('Resources'), context.obj({ XObject: { Im: context.register(image) } }));
  const content = context.stream(`q ${size[0]} 0 0 ${size[1]} 0 0 cm /Im Do Q`);
  page.node.set(PDFName.of('Contents'), context.register(content));
}

async function pictureOf(pdf: Uint8Array): Promise<Picture> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(Buffer.from(pdf));
  const drawn = await document.getPage(0).render({ scale: dotsPerPoint, render: 'bitmap', colorSpace: 'Gray' });
  const grey = drawn.data.map((light) => Math.min(light, 240));
  document.destroy();
  library.destroy();
  return { width: drawn.width, height: drawn.height, grey };
}

function emptySheet(): Picture {
  const [width, height] = [Math.floor(a4.width * dotsPerPoint), Math.floor(a4.height * dotsPerPoint)];
  return { width, height, grey: new Uint8Array(width * height).fill(240) };
}

/** A PDF with a text alone at the head of its page: a degree of secrecy, as a stamp bears it. */
export async function aMarkedPdf(mark: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const font = await document.embedFont(await readFile(fontFiles[0] ?? ''), { subset: true });
  document.addPage([595, 842]).drawText(mark.normalize('NFC'), { x: 80, y: 740, size: 14, font });
  return await document.save();
}
