import { setTimeout as wait } from 'node:timers/promises';
import { timingOf } from '../measure.ts';
import { aPartner } from './partners.ts';
import type { ExchangeWorld } from './world.ts';

const PARTNERS = 10;
/** So many documents a second go to all of them, so long, in turns: while all answer, and while one is silent. */
const PER_SECOND = 5;
const SECONDS = 10;
const TURNS = 3;

/** What one silent partner of ten does to the time until the others hold a document. Gives a line of text. */
export async function benchDeadPartner(world: ExchangeWorld): Promise<string> {
  const partners = await Promise.all(Array.from({ length: PARTNERS }, (_, index) => aPartner(index + 1)));
  const [dead, ...others] = partners;
  if (!dead) throw new Error('There are ten partners');
  await world.asDeployment('sao-mai', async () => {
    for (const partner of partners) await partner.list();
  });
  await world.start('sao-mai', { EXCHANGE_PORTS: partners.map(({ port }) => port).join(',') });
  try {
    const letter = await world.aLetter('sao-mai', 'snv', partners);
    const codes = others.map(({ code }) => code);
    const sending = async () => await timesOf(world, await steadily(world, letter), codes);
    await sending(); // until the code is compiled for speed
    const [answering, silent]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < TURNS; turn += 1) {
      answering.push(...(await sending()));
      dead.fallSilent();
      silent.push(...(await sending()));
      dead.answerAgain();
      await world.settled();
    }
    const [one, other] = [timingOf(answering), timingOf(silent)];
    const moved = (100 * (other.p95 / one.p95 - 1)).toFixed(0);
    return `Nine of ten partners, ${PER_SECOND} documents a second to all: p50/p95 ${one.median}/${one.p95} ms while the tenth answers, ${other.median}/${other.p95} ms while it is silent: p95 moved by ${moved} %.`;
  } finally {
    await world.stop('sao-mai');
    await Promise.all(partners.map((partner) => partner.end()));
  }
}

type Letter = Awaited<ReturnType<ExchangeWorld['aLetter']>>;

async function steadily(world: ExchangeWorld, letter: Letter): Promise<string[]> {
  const ids: string[] = [];
  const began = performance.now();
  for (let number = 1; number <= PER_SECOND * SECONDS; number += 1) {
    ids.push(...(await world.issueLike('sao-mai', letter, 1)));
    await wait(Math.max(0, began + (number * 1_000) / PER_SECOND - performance.now()));
  }
  return ids;
}

/** From the issue until each of these recipients held each document, once all of them do. */
async function timesOf(world: ExchangeWorld, ids: readonly string[], codes: readonly string[]): Promise<number[]> {
  const to = { documentId: { $in: [...ids] }, 'recipient.code': { $in: [...codes] } };
  const sent = { ...to, sentAt: { $type: 'date' } };
  const deliveries = world.rows('sao-mai', 'deliveries');
  while ((await deliveries.countDocuments(sent)) < ids.length * codes.length) await wait(50);
  return (await deliveries.find(sent).toArray()).map(({ createdAt, sentAt }) => sentAt.getTime() - createdAt.getTime());
}
