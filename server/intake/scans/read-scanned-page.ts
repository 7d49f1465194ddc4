import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';
import { DomainError } from '../../platform/errors.ts';
import { isBlank, type Picture, runsAlongRows, type Turn, turnedPicture } from './picture.ts';
import { type FoundLine, type OcrEngine, type PageWord, pageWords, sureness } from './recognised-text.ts';
import { isScan } from './scan-pages.ts';
import { nativeTesseract } from './tesseract-native.ts';
import { wasmTesseract } from './tesseract-wasm.ts';

/** What a page of a scan gave: its words upright, with the size of the page as it is read then; `text` says its text itself. */
export interface PageReading {
  readonly state: 'read' | 'blank' | 'text';
  readonly engine: string | null;
  readonly turn: Turn;
  /** In points, upright. */
  readonly width: number;
  readonly height: number;
  readonly words: readonly PageWord[];
}

/** As scanners make them; a larger sheet gets fewer, so that no page takes more memory than another. */
const dotsPerInch = 300;
const mostPixels = 10_000_000;
/** A page on its head gives letters, but no words: below this it is looked at the other way round as well. */
const upsideDownBelow = 0.6;

let engine: Promise<OcrEngine> | undefined;

/** Runs in a worker process: reads one page (1 = first) of a scanned PDF by recognising it (OCR), whichever way it lies. */
export async function readScannedPage(pdf: Uint8Array, page: number): Promise<PageReading> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(Buffer.from(pdf));
    try {
      return await readPage(document, page);
    } finally {
      document.destroy();
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('invalid', 'pdf-unreadable', 'The page cannot be shown', { cause });
  } finally {
    library.destroy();
  }
}

async function readPage(document: PDFiumDocument, number: number): Promise<PageReading> {
  const page = document.getPage(number - 1);
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
  const nothing = { engine: null, turn: 0, width, height, words: [] } as const;
  if (!isScan(page)) return { ...nothing, state: 'text' };
  const dotsPerPoint = Math.min(dotsPerInch / 72, Math.sqrt(mostPixels / (width * height)));
  const picture = await pictureOf(page, dotsPerPoint);
  if (isBlank(picture)) return { ...nothing, state: 'blank' };
  engine ??= nativeTesseract().then((native) => native ?? wasmTesseract());
  const used = await engine;
  const { turn, lines, shown } = await readUpright(used, picture);
  const isSideways = turn === 90 || turn === 270;
  return {
    state: 'read',
    engine: used.name,
    turn,
    width: isSideways ? height : width,
    height: isSideways ? width : height,
    words: pageWords(lines, shown, dotsPerPoint),
  };
}

async function pictureOf(page: PDFiumPage, dotsPerPoint: number): Promise<Picture> {
  const drawn = await page.render({
    scale: dotsPerPoint,
    render: 'bitmap',
    renderFormFields: true,
    colorSpace: 'Gray',
  });
  return { width: drawn.width, height: drawn.height, grey: drawn.data };
}

interface UprightReading {
  readonly turn: Turn;
  readonly lines: readonly FoundLine[];
  readonly shown: Picture;
}

/** Reads a page along its lines, and once more the other way round where that gave no words. */
async function readUpright(used: OcrEngine, picture: Picture): Promise<UprightReading> {
  const ways: readonly Turn[] = runsAlongRows(picture) ? [0, 180] : [90, 270];
  let best: UprightReading | undefined;
  for (const turn of ways) {
    const shown = turnedPicture(picture, turn);
    const lines = await used.recognise(shown);
    if (best === undefined || sureness(lines) > sureness(best.lines)) best = { turn, lines, shown };
    if (sureness(best.lines) >= upsideDownBelow) break;
  }
  if (best === undefined) throw new Error('A page lies one way or the other');
  return best;
}
