import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { features } from '../../../client/app/features.ts';
import { reasonWords } from '../../../client/text/reason-words.ts';
import { allJobs, capabilities } from '../../../server/capabilities.ts';
import { filesReachedFrom, root, slugsIn } from '../../support/slugs.ts';

/** Where work for later is done, and what may stop it; the rules of what people do refuse people, and are told beside the button. */
const ofWork = /^server\/(exchange|signing|pdf-signatures|audit|platform|intake|registry\/outgoing\/letter)\//;
/** What a request is refused for, before anything is done. */
const ofRequests = /^server\/platform\/(api|edge)\//;

const languages = ['vi', 'en'] as const;

describe('what work leaves behind when the system gives up', () => {
  it('is a reason with words of its own, whatever stopped it', async () => {
    const files = filesReachedFrom(capabilities.map(({ name }) => `server/${name}/jobs.ts`));
    const codes = new Map(
      files
        .filter((file) => ofWork.test(file) && !ofRequests.test(file))
        .flatMap((file) => slugsIn(file).map((code) => [code, file] as const)),
    );
    expect(codes.size).to.be.above(60);
    for (const language of languages) {
      const unknown = reasonWords('nobody-knows', language);
      const wordless = [...codes].filter(([code]) => [unknown, code].includes(reasonWords(code, language)));
      expect(wordless.filter(([code]) => code !== 'internal-error')).to.deep.equal([]);
    }
  });

  it('is named in words, whatever kind of work it was', async () => {
    const words = await Promise.all(features.map(async (feature) => (await feature.words?.())?.work));
    for (const language of languages) {
      const said = new Set(words.flatMap((work) => Object.keys(work?.[language] ?? {})));
      const kinds = await allJobs();
      expect(kinds.length).to.be.above(8);
      expect(kinds.map(({ kind }) => kind).filter((kind) => !said.has(kind))).to.deep.equal([]);
    }
  });

  it('never shows a code on the home page, and shows what a person wrote as it is', () => {
    expect(reasonWords('already-signed', 'vi')).to.match(/^Tệp PDF đã có chữ ký số/);
    expect(reasonWords('made-up-tomorrow', 'vi')).to.not.include('made-up');
    expect(reasonWords('Thiếu phụ lục', 'vi')).to.equal('Thiếu phụ lục');
    expect(readFileSync(join(root, 'client/features/statistics/due-work/due-row.tsx'), 'utf8')).to.include('inWords(');
  });
});
