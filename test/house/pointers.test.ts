import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '../..');
/** Plans and notes that no clone holds; `SigSeedSubFilter.PADES` is a name of pyHanko's. */
const elsewhere = /(?<!\.)\b(?:DESIGN|RELIABILITY|PADES|DOMAIN|STACK|EXCHANGE|FINDINGS|HOUSE-STYLE|UX)\b/g;

/** Every text that people write: sources, tests, pages. */
function texts(): readonly { path: string; text: string }[] {
  const inFolders = ['client', 'docs', 'scripts', 'server', 'templates', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  return [...inFolders, 'README.md', 'CONTRIBUTING.md']
    .filter((path) => /\.(?:ts|tsx|mjs|py|md|css|hbs)$/.test(path) && !/\/(?:dist|node_modules)\//.test(path))
    .filter((path) => resolve(root, path) !== import.meta.filename)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

describe('a comment or a page', () => {
  it('points to nothing that is not in the clone', () => {
    const wrong = texts().flatMap(({ path, text }) => {
      const missing = [...text.matchAll(/\bdocs\/[\w/-]+\.md\b/g)].filter(([page]) => !existsSync(join(root, page)));
      return [...text.matchAll(elsewhere), ...missing].map(([name]) => `${path} points to ${name}`);
    });
    expect(wrong).to.deep.equal([]);
  });
});
