/** Every import of a TypeScript source as written: static, type-only, re-exported and dynamic ones alike. */
export function importsOf(source: string): string[] {
  const code = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const forms = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|new URL\(\s*)(['"])((?:[^'"\n]|(?!\1)['"])+)\1/g;
  return [...code.matchAll(forms)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
}

/** The imports that name a file of this project. */
export function relativeImports(source: string): string[] {
  return importsOf(source).filter((name) => name.startsWith('.'));
}
