/** An import as written in a source; one of types alone leaves nothing behind at run time. */
export interface SourceImport {
  readonly name: string;
  readonly typesOnly: boolean;
}

const forms =
  /(?:\b(import|export)\s+(type\b)?[^'";]*?\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\bnew URL\(\s*)(['"])([^'"\n]+)\3/g;

/** Every import of a TypeScript source: static, type-only, re-exported and dynamic ones, and files named by `new URL`. */
export function importsOf(source: string): SourceImport[] {
  const code = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  return [...code.matchAll(forms)].map(([, , type, , name = '']) => ({ name, typesOnly: type !== undefined }));
}

/** The imports that name a file of this project. */
export function relativeImports(source: string): string[] {
  return importsOf(source)
    .map(({ name }) => name)
    .filter((name) => name.startsWith('.'));
}
