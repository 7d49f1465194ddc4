import { readdir, readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { StrangersSaid } from './strangers-apart.ts';

/*
 * The strangers, in a process of their own: `strangers.ts ADDRESS FOLDER NUMBER`. Each is in a network of its own and sends one file of the
 * folder after the other, whatever it is answered. Their machines are not ours, so they take what processor time is left.
 */
const [address = '', folder = '', number = '0'] = process.argv.slice(2);
setPriority(constants.priority.PRIORITY_LOW);
const names = (await readdir(folder)).sort();
const files = await Promise.all(
  names.map(async (name) => new File([await readFile(join(folder, name))], 'van-ban.pdf', { type: 'application/pdf' })),
);
const answers: Record<string, number> = {};
let going = true;
let begun = 0;
process.once('message', () => {
  going = false;
});
const strangers = Array.from({ length: Number(number) }, (_, index) => be(index));
await Promise.all(strangers);
await say({ answers });
process.disconnect();

async function be(index: number): Promise<void> {
  const file = files[index % files.length];
  if (!file) throw new Error('There is nothing to send');
  const headers = { 'X-Forwarded-For': `203.0.113.${index + 1}` };
  for (let isFirst = true; going; isFirst = false) {
    const body = new FormData();
    body.append('file', file);
    const sent = fetch(`${address}/api/verifications`, { method: 'POST', headers, body });
    if (isFirst) begun += 1;
    if (isFirst && begun === Number(number)) await say('all have begun');
    const answer = await sent.then(
      async (response) => {
        await response.arrayBuffer();
        return String(response.status);
      },
      () => 'no answer',
    );
    answers[answer] = (answers[answer] ?? 0) + 1;
    await wait(50);
  }
}

async function say(words: StrangersSaid): Promise<void> {
  await new Promise<void>((resolve) => process.send?.(words, () => resolve()));
}
