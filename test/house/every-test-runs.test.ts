import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '../..');

/** Ways in which a test does not run, or cannot fail, on the one machine where it would have found something. */
const excuses: readonly [what: string, form: RegExp][] = [
  ['is left out or leaves the others out', /\.(?:skip|only)\(|\bx(?:it|describe)\(|\bpending\(/],
  [
    'looks at the system it runs on: tests need Linux x86-64, and there all of them run',
    /process\.(?:platform|arch)\b/,
  ],
  ['is there only under a condition', /^ *(?:\} *else *|if *\(.*\) *)\{?\s*(?:it|describe)\(/m],
  ['is there only under a condition', /\? *(?:it|describe) *:/],
  ['goes on when a tool is not installed', /'ENOENT'|'command not found'/],
  [
    'takes what is missing for something small',
    /expect\((?:[^()\n]|\([^()\n]*\))* \?\? [^()\n]*\)\.to\.be\.(?:below|lessThan|at\.most|lte?)\b/,
  ],
];

function excusesOf(source: string): string[] {
  return excuses.filter(([, form]) => form.test(source)).map(([what]) => what);
}

describe('every test', () => {
  it('runs on every machine, and can fail there', () => {
    const files = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => file !== import.meta.filename);
    expect(files).to.have.length.above(150);
    const found = files.flatMap((file) =>
      excusesOf(readFileSync(file, 'utf8')).map((what) => `${relative(root, file)}: a test ${what}`),
    );
    expect(found).to.deep.equal([]);
  });

  for (const source of [
    "it.skip('x', () => undefined);",
    'this.skip();',
    "describe.only('x', () => undefined);",
    "xit('x', () => undefined);",
    "if (process.platform === 'linux') expect(1).to.equal(1);",
    "  if (await isInstalled('pdfsig')) {\n    it('x', () => undefined);\n  }",
    "  if (found) it('x', () => undefined);",
    "(found ? it : it.skip)('x', () => undefined);",
    "if (error.code === 'ENOENT') return undefined;",
    'expect(peak ?? 0).to.be.below(512);',
  ]) {
    it(`is not: ${source.split('\n', 1)}`, () => expect(excusesOf(source)).not.to.deep.equal([]));
  }
});
