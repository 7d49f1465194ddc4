import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemErrorCode } from '../state/start-up-failure.ts';

/** An import as written in a source; one of types alone leaves nothing behind at run time. */
export interface SourceImport {
  readonly name: string;
  readonly typesOnly: boolean;
  /** Whether it is loaded with the file that names it, not when that asks for it. */
  readonly atOnce: boolean;
}

const forms =
  /(?:\b(import|export)\s+(type\b)?[^'";]*?\bfrom\s*|\b(?:import|require)\s*\(\s*|\bimport\s+|\bnew URL\(\s*)(['"])([^'"\n]+)\3/g;

/** Every import of a TypeScript source: static, type-only, re-exported, dynamic and required ones, and files named by `new URL`. */
export function importsOf(source: string): SourceImport[] {
  const code = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  return [...code.matchAll(forms)].map(([whole, , type, , name = '']) => ({
    name,
    typesOnly: type !== undefined,
    atOnce: type === undefined && !whole.includes('('),
  }));
}

/** The imports that name a file of this project. */
function relativeImports(source: string): string[] {
  return importsOf(source)
    .map(({ name }) => name)
    .filter((name) => name.startsWith('.'));
}

/** The code in which every relative import of a TypeScript file names the JavaScript that is built of it; nothing moves. */
export function importingBuilt(code: string): string {
  return code.replace(forms, (whole, _word, _type, _quote, name: string) =>
    /^\..*\.ts$/.test(name) ? whole.replace(name, name.replace(/ts$/, 'js')) : whole,
  );
}

/** The files with all that they import by relative path, near or far, and what each holds. */
export async function filesReached(paths: readonly string[]): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const waiting = [...paths];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const bytes = await readFile(path).catch((error: unknown) => {
      // A word in quotes that looks like an import, or one that names a folder.
      if (!['ENOENT', 'EISDIR'].includes(systemErrorCode(error) ?? '')) throw error;
      return undefined;
    });
    if (bytes === undefined) continue;
    found.set(path, bytes);
    if (!/\.tsx?$/.test(path)) continue;
    const from = dirname(path);
    waiting.push(...relativeImports(bytes.toString()).map((name) => resolve(from, name.replace(/[?#].*$/, ''))));
  }
  return found;
}
