import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { literalPattern } from '../../../server/platform/text/literal-pattern.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('a text as a pattern', () => {
  it('matches itself and nothing else, with every kind of letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
        for (const flags of ['u', 'iu', ''])
          expect(new RegExp(`^${literalPattern(text)}$`, flags).test(text)).to.equal(true);
        expect(new RegExp(`^${literalPattern(text)}$`, 'u').test(other)).to.equal(text === other);
      }),
    );
  });

  it('is how every pattern of the server and the client takes in what it did not write itself', () => {
    const wrong: string[] = [];
    for (const folder of ['server', 'client']) {
      for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(ts|tsx|mjs)$/.test(entry.name) || entry.parentPath.includes('dist')) continue;
        const file = join(entry.parentPath, entry.name);
        const source = readFileSync(file, 'utf8');
        for (const [, pattern = ''] of source.matchAll(/new RegExp\(\s*(`[^`]*`|[^,)]+)/g)) {
          const parts = pattern.startsWith('`') ? [...pattern.matchAll(/\$\{([^}]*)\}/g)] : [['', pattern]];
          for (const [, part = ''] of parts) if (!isKnown(part, source)) wrong.push(`${file}: ${part}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });
});

/** Escaped, or a constant of the same file, or a pattern that is one already. */
function isKnown(part: string, source: string): boolean {
  return (
    part.includes('literalPattern(') ||
    part.includes('map(literalPattern)') ||
    part.endsWith('.source') ||
    source.includes(`const ${part} = '`)
  );
}
