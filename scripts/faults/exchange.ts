import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Dice } from '../fuzz/dice.ts';
import { comparePair } from './exchange/compare.ts';
import { Desks } from './exchange/desks.ts';
import { lineFaults, type Plan } from './exchange/faulty-line.ts';
import { Pair, sites } from './exchange/pair.ts';
import { Troubles } from './exchange/troubles.ts';
import { uninformed } from './exchange/uninformed.ts';
import { type Outcome, Tally } from './outcome.ts';

const folder = resolve(import.meta.dirname, '../../storage/faults-exchange');
const progress = join(folder, 'progress.json');
const reached = z.object({ troubles: z.int() });

/** Of a hundred connections so many are faulty. */
const FAULTY = 30;
/** Once nothing is hurt any more, everything has arrived within this time: the longest pause between tries, twice. */
const SETTLED_WITHIN_MS = 20 * 60_000;
const LOOK_EVERY_MS = 2_000;
/** A whole deployment is hurt once in so many messages, or in so much time. */
const MESSAGES_PER_TROUBLE = 40;
const TROUBLE_WITHIN_MS = 60_000;
/** Where every kill is wanted, and nothing else. */
const MESSAGES_PER_KILL = 5;

export interface ExchangeRun {
  /** So many are exchanged, and then everything is compared. */
  readonly messages: number;
  /** Beside what an earlier run has left, instead of between two new deployments. */
  readonly resume: boolean;
  /** Until each kill has come once, and without any other trouble. */
  readonly everyKill: boolean;
  readonly dice: Dice;
}

/**
 * Two real deployments exchange documents, corrections, replacements, recalls and receipts over lines of which thirty in a hundred connections are faulty, and are killed,
 * silent and misdated besides (docs/reliability.md). At the end both sides must hold the same: each message once, each document registered once,
 * the same receipts byte for byte; and meanwhile no sender stays without word for longer than a minute.
 */
export async function faultyExchange({ messages, resume, everyKill, dice }: ExchangeRun): Promise<Outcome> {
  const tally = new Tally();
  const first = resume ? reached.parse(JSON.parse(await readFile(progress, 'utf8'))).troubles : 0;
  const troubles = new Troubles(dice, { folder, first });
  const pair = await Pair.open({
    ...{ folder, resume, plan: planBy(dice) },
    onStep: (to, passing, phase) => troubles.passing(to, passing, phase),
  });
  try {
    const before = await takenIn(pair);
    await keepProgress(troubles);
    await Promise.all(sites.map((site) => pair.start(site)));
    const desks = new Desks(pair, dice);
    desks.open();
    await exchangeUntil(before + messages, { pair, troubles, tally, everyKill });
    desks.writeNoMore();
    for (const line of Object.values(pair.lines)) line.plan = () => ({ fault: 'none', at: 0, life: 100, ms: 0 });
    await settled(pair, tally);
    await desks.close();
    await settled(pair, tally);
    const compared = await comparePair(pair);
    tally.fault(...compared.faults);
    tally.acknowledge(compared.messages - before);
    tellOf(pair, { desks, troubles, tally });
  } finally {
    tally.fault(...(await pair.end()));
  }
  return tally.outcome;
}

interface Running {
  readonly pair: Pair;
  readonly troubles: Troubles;
  readonly tally: Tally;
  readonly everyKill: boolean;
}

async function exchangeUntil(messages: number, { pair, troubles, tally, everyKill }: Running): Promise<void> {
  let isOver = false;
  const told = new Set<string>();
  const looking = async () => {
    for (; !isOver; await wait(LOOK_EVERY_MS)) {
      const found = (await uninformed(pair)).filter((one) => !told.has(one));
      for (const one of found) told.add(one);
      tally.fault(...found);
      isOver = (await takenIn(pair)) >= messages && (!everyKill || troubles.haveAllKillsCome);
    }
  };
  const between = everyKill ? MESSAGES_PER_KILL : MESSAGES_PER_TROUBLE;
  const hurting = async () => {
    for (let before = await takenIn(pair); !isOver; before = await takenIn(pair)) {
      const until = performance.now() + TROUBLE_WITHIN_MS;
      while (!isOver && performance.now() < until && (await takenIn(pair)) < before + between) await wait(200);
      if (isOver) return;
      await (everyKill ? troubles.nextKill(pair) : troubles.one(pair));
      await keepProgress(troubles);
      tally.cycle([]);
    }
  };
  await Promise.all([looking(), hurting()]);
}

/** A run that is broken off is gone on with where it was: what was exchanged lies in the rows of both. */
async function keepProgress({ done }: Troubles): Promise<void> {
  await writeFile(progress, JSON.stringify({ troubles: done }));
}

async function takenIn(pair: Pair): Promise<number> {
  const each = await Promise.all(sites.map((site) => pair.rows(site, 'takenMessages').countDocuments()));
  return each.reduce((sum, one) => sum + one, 0);
}

/** Waits until neither has anything left to do for the other. */
async function settled(pair: Pair, tally: Tally): Promise<void> {
  const began = performance.now();
  const left = { kind: { $ne: 'end-notice' }, state: { $in: ['waiting', 'running'] } };
  const leftAt = async () =>
    (await Promise.all(sites.map((site) => pair.rows(site, 'jobs').countDocuments(left)))).some((many) => many > 0);
  while (await leftAt()) {
    if (performance.now() - began > SETTLED_WITHIN_MS)
      return tally.fault('There is work left that does not come to its end');
    await wait(200);
  }
  tally.time('settled, from when nothing was hurt any more', performance.now() - began);
}

/** Faults strike the first requests of a connection, and a connection carries as many as a document needs, or fewer. */
function planBy(dice: Dice): () => Plan {
  return () => {
    const isFaulty = dice.below(100) < FAULTY;
    return {
      fault: isFaulty ? dice.pick(lineFaults) : 'none',
      at: 1 + dice.below(3),
      life: 3 + dice.below(4),
      ms: dice.oneIn(25) ? 35_000 : dice.below(2_000),
    };
  };
}

function tellOf(
  pair: Pair,
  { desks, troubles, tally }: Pick<Running, 'troubles' | 'tally'> & { readonly desks: Desks },
) {
  for (const line of Object.values(pair.lines)) {
    for (const [fault, times] of line.struck) tally.count(fault, times);
    tally.fault(...line.replaysTaken);
  }
  for (const [what, times] of troubles.counts) tally.count(what, times);
  for (const [what, times] of desks.refusals) tally.count(`at a desk: ${what}`, times);
}
