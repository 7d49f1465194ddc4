import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readSources } from './arrows.ts';

export const root = join(import.meta.dirname, '../..');

/** Files of the server that these are made of: what they import, what that imports, and work in processes of its own. */
export function filesReachedFrom(beginnings: readonly string[]): string[] {
  const sources = readSources(root, ['server']);
  const reached = new Set<string>();
  const reach = (file: string): void => {
    if (reached.has(file) || !sources.has(file)) return;
    reached.add(file);
    for (const { name, typesOnly } of sources.get(file) ?? []) if (!typesOnly) reach(name);
    // Work in processes of its own is named by its address.
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g))
      reach(resolve('/', dirname(file), path).slice(1));
  };
  for (const file of beginnings) reach(file);
  return [...reached];
}

const slug = /^[a-z]+(?:-[a-z0-9]+)+$|^immutable$/;

/** The slugs that a file throws: literally, or by a name for codes that stand in the file. */
export function slugsIn(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const named = [...text.matchAll(/new DomainError\(\s*'[a-z-]+',\s*(?:'([a-z0-9-]+)'|[A-Za-z])/g)];
  const literal = named.flatMap(([, code]) => code ?? []);
  if (literal.length === named.length) return literal;
  const meant = text.matchAll(
    /(?:\bcode(?:: | = .*\? )|refused\('\w+', |badDivision\(|badRecipient\(index, |: \[)'([a-z0-9-]+)'/g,
  );
  return [...literal, ...[...meant].map(([, code = '']) => code)].filter((code) => slug.test(code));
}
