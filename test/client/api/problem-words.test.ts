import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { ProblemError } from '../../../client/api/problem.ts';
import { fieldWords, problemWords } from '../../../client/api/problem-text.ts';
import { readSources } from '../../support/arrows.ts';
import { filesReachedFrom, root, slugsIn } from '../../support/slugs.ts';

/** What another agency's server or the axis is told, not a person: the doors of the exchange have no page. */
const toAgencies =
  /^server\/(exchange\/(messages\/message-refusal\.ts$|axis\/)|platform\/(partners\/|files\/partial-files\.ts$))/;

describe('every refusal of the server', () => {
  let thrown: ReadonlyMap<string, string>;
  let saying: readonly string[];

  before('the words of all features', async () => {
    const clients = readSources(root, ['client']);
    saying = [...clients.keys()].filter((file) =>
      /\bsay(?:Problems|Fields)\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    for (const file of saying) if (file.endsWith('.ts')) await import(pathToFileURL(join(root, file)).href);
    expect(saying.filter((file) => !file.endsWith('.ts'))).to.deep.equal([]);
    const files = filesReachedFrom(['server/application.ts']).filter((file) => !toAgencies.test(file));
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

  it('has one wording, whatever page was opened before', () => {
    const said = saying.flatMap((file) =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(/^ {2,4}'([a-z0-9]+(?:-[a-z0-9]+)+)': (?:\(|closed\()/gm),
      ].map(([, code]) => code),
    );
    // Once in each language.
    const often = new Set(said.filter((code) => said.filter((one) => one === code).length !== 2));
    expect([...often]).to.deep.equal([]);
  });

  it('says of a closed book what is next for the number that was asked for', () => {
    const detail = (kind?: string) =>
      problemWords(new ProblemError({ slug: 'register-closed', status: 409, extra: { kind } }), 'vi').detail;
    expect(detail('incoming')).to.include('sửa ngày đến');
    expect(detail('outgoing')).to.include('mở sổ năm mới');
    expect(detail()).to.include('không khoá lại');
  });
});
