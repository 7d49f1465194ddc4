import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles } from '../../server/platform/render/fonts.ts';

const { resolve: find } = createRequire(import.meta.url);
const liberation = join(dirname(find('pdfjs-dist/package.json')), 'standard_fonts');
const faces = ['Regular', 'Bold', 'Italic', 'BoldItalic'].map((face) => join(liberation, `LiberationSans-${face}.ttf`));

const compiler = NodeCompiler.create({
  workspace: resolve(import.meta.dirname),
  fontArgs: [{ fontBlobs: [...fontFiles, ...faces].map((file) => readFileSync(file)) }],
});

/** A document in Typst as a PDF with text. */
export function print(source: string): Uint8Array {
  try {
    const compiled = compiler.compile({ mainFileContent: source });
    const document = compiled.result;
    if (document === null) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics));
    return new Uint8Array(compiler.pdf(document));
  } finally {
    compiler.evictCache(1);
  }
}
