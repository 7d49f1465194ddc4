import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
/** Oldest versions without holes that were published; advisory databases are not always reachable. */
const oldestGood = z.record(z.string(), z.string()).parse(read('test/house/known-bad.json'));
const lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  const differs = [0, 1, 2].find((index) => a?.[index] !== b?.[index]);
  return differs !== undefined && (a?.[differs] ?? 0) < (b?.[differs] ?? 0);
}

describe('libraries with known holes', () => {
  const { packages } = lock.parse(read('package-lock.json'));

  for (const [name, oldest] of Object.entries(oldestGood)) {
    it(`are not installed: every ${name} is at least ${oldest}`, () => {
      const found = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
      expect(found).not.to.be.empty;
      for (const [path, { version = '' }] of found)
        expect(isOlder(version, oldest), `${path} ${version}`).to.equal(false);
    });
  }

  it('are told apart by number, not by letter', () => {
    expect(isOlder('9.9.0', '9.12.0')).to.equal(true);
    expect(isOlder('10.0.0', '9.12.0')).to.equal(false);
    expect(isOlder('9.12.0', '9.12.0')).to.equal(false);
  });
});
