import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { ProblemError } from '../../../client/api/problem.ts';
import { fieldWords, problemWords } from '../../../client/api/problem-text.ts';
import { readSources } from '../../support/arrows.ts';

const root = join(import.meta.dirname, '../../..');

/** Files the running server is made of: what `application.ts` imports, and what that imports; commands are not among them. */
function filesOfServer(): string[] {
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
  reach('server/application.ts');
  return [...reached];
}

const slug = /^[a-z]+(?:-[a-z0-9]+)+$|^immutable$/;

/** The slugs that a file throws: literally, or by a name for codes that stand in the file. */
function slugsIn(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const named = [...text.matchAll(/new DomainError\(\s*'[a-z-]+',\s*(?:'([a-z0-9-]+)'|[A-Za-z])/g)];
  const literal = named.flatMap(([, code]) => code ?? []);
  if (literal.length === named.length) return literal;
  const meant = text.matchAll(
    /(?:\bcode(?:: | = .*\? )|refused\('\w+', |badDivision\(|badRecipient\(index, |: \[)'([a-z0-9-]+)'/g,
  );
  return [...literal, ...[...meant].map(([, code = '']) => code)].filter((code) => slug.test(code));
}

/** What another agency's server is told, not a person: the doors of the exchange have no page. */
const toAgencies = 'server/exchange/message-refusal.ts';

describe('every refusal of the server', () => {
  let thrown: ReadonlyMap<string, string>;

  before('the words of all features', async () => {
    const clients = readSources(root, ['client']);
    const saying = [...clients.keys()].filter((file) =>
      /\bsay(?:Problems|Fields)\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    for (const file of saying) if (file.endsWith('.ts')) await import(pathToFileURL(join(root, file)).href);
    expect(saying.filter((file) => !file.endsWith('.ts'))).to.deep.equal([]);
    const files = filesOfServer().filter((file) => file !== toAgencies);
    thrown = new Map(files.flatMap((file) => slugsIn(file).map((code) => [code, file] as const)));
    expect(thrown.size).to.be.above(150);
  });

  for (const language of ['vi', 'en'] as const) {
    it(`has words of its own in ${language}`, () => {
      // A status that no refusal has leaves only what is said of a slug nobody knows.
      const unknown = problemWords(new ProblemError({ slug: 'nobody-knows', status: 418 }), language).detail;
      const wordless = [...thrown].filter(([code]) => {
        const { title, detail } = problemWords(new ProblemError({ slug: code, status: 418 }), language);
        const beside = fieldWords(code, language) !== fieldWords('nobody-knows', language);
        return !beside && (detail === unknown || title === code) && code !== 'internal-error';
      });
      expect(wordless.map(([code, file]) => `${code} (${file})`)).to.deep.equal([]);
    });
  }
});
