import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles } from '../../server/platform/render/fonts.ts';

const root = resolve(import.meta.dirname, '../..');
/** The faces without serifs that the browser of the tests brings (`npm run check` fetches it); they have every Vietnamese letter. */
const tools = join(root, 'storage/tools');
const sans = readdirSync(tools, { recursive: true, encoding: 'utf8' })
  .filter((file) => /Open_Sans\/.*\.ttf$/.test(file))
  .map((file) => join(tools, file));

const compiler = NodeCompiler.create({
  workspace: resolve(import.meta.dirname),
  fontArgs: [{ fontBlobs: [...fontFiles, ...sans].map((file) => readFileSync(file)) }],
});

/** A document in Typst as a PDF with text; refuses one that its faces cannot draw. */
export function print(source: string): Uint8Array {
  try {
    const compiled = compiler.compile({ mainFileContent: source });
    const document = compiled.result;
    if (document === null) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics));
    return new Uint8Array(compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: 0 }));
  } finally {
    compiler.evictCache(1);
  }
}
