import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, type Line, type Worker } from 'tesseract.js';
import { pgmOf } from './picture.ts';
import type { FoundLine, OcrEngine } from './recognised-text.ts';

const { resolve } = createRequire(import.meta.url);
const model = dirname(resolve('@tesseract.js-data/vie/package.json'));

/** Tesseract as it comes with the project, for machines that have none of their own; asks no network and writes nothing. */
export async function wasmTesseract(): Promise<OcrEngine> {
  const worker = await createWorker('vie', 1, {
    langPath: join(model, '4.0.0_best_int'),
    gzip: true,
    cacheMethod: 'none',
    // What goes wrong with a picture is told by the call about it.
    errorHandler: () => undefined,
  });
  return { name: 'tesseract.js 7', recognise: (picture) => recognise(worker, pgmOf(picture)) };
}

async function recognise(worker: Worker, picture: Buffer): Promise<FoundLine[]> {
  const { data } = await worker.recognize(picture, {}, { text: false, blocks: true });
  const paragraphs = (data.blocks ?? []).flatMap((block) => block.paragraphs);
  return paragraphs.flatMap((paragraph) => paragraph.lines).map(lineOf);
}

function lineOf({ words, baseline, rowAttributes, bbox }: Line): FoundLine {
  return {
    words: words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
      ...{ text, confidence: confidence / 100 },
      ...{ left: x0, top: y0, right: x1, bottom: y1 },
    })),
    base: baseline,
    height: rowAttributes.rowHeight || bbox.y1 - bbox.y0,
  };
}
