import { setTimeout as wait } from 'node:timers/promises';
import { timingOf } from '../measure.ts';
import { aPartner } from './partners.ts';
import type { ExchangeWorld } from './world.ts';

const PARTNERS = 10;
/** So many documents a second go to all of them, so long in each round. */
const PER_SECOND = 5;
const SECONDS = 6;
/** In which rounds one of them is silent: neither way always comes first, and what makes a machine slower for a while meets both. */
const ROUNDS = ['answers', 'silent', 'silent', 'answers', 'answers', 'silent', 'silent', 'answers'] as const;

/**
 * What one silent partner of ten does to the time until the others hold a document, and by how much that differs without any silence. Gives a line of
 * text.
 */
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
    const rounds: { readonly as: (typeof ROUNDS)[number]; readonly times: readonly number[] }[] = [];
    for (const as of ROUNDS) {
      if (as === 'silent') dead.fallSilent();
      rounds.push({ as, times: await sending() });
      dead.answerAgain();
      await world.settled();
    }
    const of = (as: string) => rounds.filter((round) => round.as === as).map(({ times }) => times);
    return said(of('answers'), of('silent'));
  } finally {
    await world.stop('sao-mai');
    await Promise.all(partners.map((partner) => partner.end()));
  }
}

function said(answering: readonly (readonly number[])[], silent: readonly (readonly number[])[]): string {
  const [one, other] = [timingOf(answering.flat()), timingOf(silent.flat())];
  const ofEach = (rounds: readonly (readonly number[])[]) => rounds.map((times) => timingOf(times).p95).join(', ');
  const moved = (100 * (other.p95 / one.p95 - 1)).toFixed(0);
  return `Nine of ten partners, ${PER_SECOND} documents a second to all: p50/p95 ${one.median}/${one.p95} ms while the tenth answers (p95 of each round ${ofEach(answering)}), ${other.median}/${other.p95} ms while it is silent (${ofEach(silent)}): p95 moved by ${moved} %.`;
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
