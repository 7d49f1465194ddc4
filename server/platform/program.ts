import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether this runs as `npm run build` made it: JavaScript, which compiles nothing and writes nothing beside itself. */
export const isBuilt = import.meta.filename.endsWith('.js');

/** The folder with `server`, `scripts`, `templates` and `client`: that of the sources, or of the build. */
export const programFolder = resolve(import.meta.dirname, '../..');

/** What Node is told before it runs a file of ours in another process. */
export const nodeArguments: readonly string[] = isBuilt
  ? []
  : ['--import', pathToFileURL(join(import.meta.dirname, 'typescript.mjs')).href];

/** A file of the program that no import names, by its path without extension: `scripts/demo/seed`. */
export function programFile(path: string): string {
  return join(programFolder, `${path}${isBuilt ? '.js' : '.ts'}`);
}
