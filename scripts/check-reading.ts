import { z } from 'zod';
import { readFields } from '../server/intake/read-fields.ts';
import { readPageText } from '../server/intake/read-page-text.ts';
import { Dice } from './fuzz/dice.ts';
import { readOptions } from './options.ts';
import { converted } from './reading/converters.ts';
import { type Judgement, judge, judged } from './reading/judge.ts';
import { papers } from './reading/layouts.ts';
import type { Paper } from './reading/paper.ts';
import { print } from './reading/print.ts';

/** What must be read of pages with text, as shares of all; the rest may be unread, and nothing may be wrong and called sure. */
const least: Readonly<Record<Judgement['name'], number>> = {
  ...{ codeNumber: 0.95, codeNotation: 0.95, typeCode: 0.95, issuedOn: 0.95, issuerName: 0.95 },
  ...{ subject: 0.85, signerName: 0.85, signerPosition: 0.85, toPlaces: 0.85 },
};

const options = z.strictObject({
  /** Documents of each layout. */
  each: z.string().regex(/^\d+$/).default('16'),
  seed: z.string().regex(/^\d+$/).default('20261130'),
});

/**
 * Reads the fields of documents made for it, of many layouts in many faces, and says how many of each were right, wrong or unread:
 * `npm run check:reading -- [--each N] [--seed N] [--json]`, where `--json` lists everything that was not right.
 */
async function checkReading(): Promise<number> {
  const { each, seed, json } = readOptions(process.argv.slice(2), options);
  const dice = new Dice(Number(seed));
  const found: (Judgement & { readonly layout: string })[] = [];
  for (const paper of papers(dice, Number(each))) {
    for (const judgement of await judgePaper(paper, dice)) found.push({ layout: paper.layout, ...judgement });
  }
  if (json) for (const one of found.filter(({ outcome }) => outcome !== 'right')) console.log(JSON.stringify(one));
  return say(found);
}

async function judgePaper({ source, truth }: Paper, dice: Dice): Promise<Judgement[]> {
  const { text } = await readPageText(print(source));
  const pages = text.map((page) => converted(page, dice));
  return judge(readFields(pages, []), truth);
}

/** Says the figures; 1 where one is missed. */
function say(found: readonly Judgement[]): number {
  let missed = 0;
  for (const name of judged) {
    const own = found.filter((one) => one.name === name);
    const count = (outcome: Judgement['outcome']) => own.filter((one) => one.outcome === outcome).length;
    const share = count('right') / own.length;
    const wronglySure = own.filter(({ outcome, isSure }) => outcome === 'wrong' && isSure).length;
    const isMissed = share < least[name] || wronglySure > 0;
    if (isMissed) missed += 1;
    const counts = `right ${count('right')}, wrong ${count('wrong')}, unread ${count('unread')} of ${own.length}`;
    console.log(
      `${isMissed ? '✗' : '✔'} ${name}: ${(share * 100).toFixed(1)} % – ${counts}; wrong and sure ${wronglySure}`,
    );
  }
  return missed === 0 ? 0 : 1;
}

process.exitCode = await checkReading();
