import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { z } from 'zod';
import { fontFiles } from './fonts.ts';
import { asPrinted, refuseUnprintable } from './glyph-coverage.ts';
import { compileTypstTemplate } from './typst-template.ts';

/** A named rectangle on a page, in PDF points from the lower left corner: where a number, date or signature goes. */
export interface Place {
  readonly name: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rendered document: PDF/A-2a bytes, how many pages, and the places its template marked. */
export interface RenderedPdf {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly places: readonly Place[];
}

const suffix = '.typ.hbs';
const templateFolder = fileURLToPath(new URL('../../../templates/', import.meta.url));
const places = z.array(
  z.object({ name: z.string(), page: z.number(), x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
);

// One compiler and one compiled template per name and process: both are dear to make and never change while it lives.
const compiler = NodeCompiler.create({
  workspace: templateFolder,
  fontArgs: [{ fontBlobs: fontFiles.map((file) => readFileSync(file)) }],
});
const templates = new Map<string, (data: unknown) => string>();

function readTemplates(folder: string): Record<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -suffix.length), readFileSync(join(folder, file), 'utf8')]),
  );
}

function templateNamed(name: string): (data: unknown) => string {
  const known = templates.get(name);
  if (known !== undefined) return known;
  const source = readTemplates(templateFolder)[name];
  if (source === undefined) throw new Error(`There is no template ${name}`);
  const template = compileTypstTemplate(source, readTemplates(join(templateFolder, 'partials')));
  templates.set(name, template);
  return template;
}

/** Runs in the worker process: template and data to Typst to PDF/A-2a. Warnings are failures (a missing font is only a warning). */
export function renderTemplate(name: string, data: unknown, creationSeconds: number): RenderedPdf {
  refuseUnprintable(data);
  return renderTypst(templateNamed(name)(asPrinted(data)), creationSeconds);
}

let rendered = 0;

/**
 * A name for a source that no source had before: of one with the same name Typst 0.14 takes over what both share, counted in bytes, and cuts
 * letters in two. *Khánh* after *Hạnh* was printed as *Kạnh*, and other names ended the process.
 */
function freshPath(): string {
  rendered += 1;
  return join(templateFolder, `document-${rendered}.typ`);
}

/** Runs in the worker process: Typst source to PDF/A-2a; the same source and time give the same bytes, whatever was rendered before. */
export function renderTypst(mainFileContent: string, creationSeconds: number): RenderedPdf {
  const mainFilePath = freshPath();
  compiler.mapShadow(mainFilePath, Buffer.from(mainFileContent));
  try {
    const compiled = compiler.compile({ mainFilePath });
    const document = compiled.result;
    const problems = [...diagnostics(compiled.takeError()), ...diagnostics(compiled.takeWarnings())];
    if (document === null || problems.length > 0) throw new Error(`Typst: ${problems.join('; ')}`);
    const found: unknown = compiler.query(document, { selector: '<place>', field: 'value' });
    const pdf = compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: creationSeconds });
    return { pdf: new Uint8Array(pdf), pages: document.numOfPages, places: places.parse(found) };
  } finally {
    compiler.unmapShadow(mainFilePath);
    // 1, not 0: parsed templates stay, and memory grows by 0.3 MB a document instead of 1.4 (measured over 500).
    compiler.evictCache(1);
  }
}

const diagnostic = z.object({ message: z.string() });

function diagnostics(error: NodeError | null): string[] {
  if (error === null) return [];
  return error.shortDiagnostics.map((entry: unknown) => diagnostic.parse(entry).message);
}
