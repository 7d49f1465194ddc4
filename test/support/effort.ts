import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';

/** What a story costs a person’s hand. */
export interface Effort {
  readonly clicks: number;
  /** Keys that are no text: Enter, shortcuts, and one to reach each field that is typed into. */
  readonly keys: number;
  /** Letters typed into fields. */
  readonly letters: number;
}

const page = resolve(import.meta.dirname, '../../docs/effort.md');
const [begin, end] = ['<!-- counted -->\n', '<!-- end -->\n'];

/** Counts what is clicked and typed on a page from now on, whatever it opens. */
export async function countEffort(on: Page): Promise<() => Effort> {
  const effort = { clicks: 0, keys: 0, letters: 0 };
  await on.exposeFunction('effortSpent', (kind: keyof Effort, many: number) => {
    effort[kind] += many;
  });
  await on.addInitScript(listenToTheHand);
  await on.evaluate(listenToTheHand);
  return () => ({ ...effort });
}

declare global {
  interface Window {
    effortSpent(kind: 'clicks' | 'keys' | 'letters', many: number): Promise<void>;
  }
}

/** In the page: pointers and keys as they come; text that the test puts in at once counts as its letters and the way into its field. */
function listenToTheHand(): void {
  let typing = false;
  const listen = { capture: true };
  document.addEventListener('pointerdown', (event) => event.isTrusted && void window.effortSpent('clicks', 1), listen);
  document.addEventListener(
    'keydown',
    ({ isTrusted, key }) => {
      typing = isTrusted && key.length === 1;
      if (isTrusted && !['Control', 'Shift', 'Alt', 'Meta'].includes(key))
        void window.effortSpent(typing ? 'letters' : 'keys', 1);
    },
    listen,
  );
  document.addEventListener(
    'input',
    (event) => {
      const letters = event instanceof InputEvent ? (event.data?.length ?? 0) : 0;
      if (!typing && letters > 0) {
        void window.effortSpent('letters', letters);
        void window.effortSpent('keys', 1);
      }
      typing = false;
    },
    listen,
  );
}

/** Compares what was counted with the table in `docs/effort.md`; `npm run docs:effort` writes it anew. */
export async function expectEffortAsWritten(stories: Readonly<Record<string, Effort>>): Promise<void> {
  const rows = Object.entries(stories).map(
    ([story, { clicks, keys, letters }]) => `| ${story} | ${clicks} | ${keys} | ${letters} |\n`,
  );
  const table = `| story | clicks | keys | letters |\n| --- | ---: | ---: | ---: |\n${rows.join('')}`;
  const words = await readFile(page, 'utf8');
  const [from, to] = [words.indexOf(begin) + begin.length, words.indexOf(end)];
  if (process.env.WRITE_EFFORT === '1') await writeFile(page, words.slice(0, from) + table + words.slice(to));
  else expect(table, 'docs/effort.md: npm run docs:effort').to.equal(words.slice(from, to));
}
