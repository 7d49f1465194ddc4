import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Dice } from '../fuzz/dice.ts';
import { comparePair } from './exchange/compare.ts';
import { Desks } from './exchange/desks.ts';
import { LoopDelays } from './exchange/loop-delays.ts';
import { Pair, sites } from './exchange/pair.ts';
import { mendLines, planBy, settled, takenIn } from './exchange/traffic.ts';
import { Troubles } from './exchange/troubles.ts';
import { uninformed } from './exchange/uninformed.ts';
import { type Outcome, Tally } from './outcome.ts';

const folder = resolve(import.meta.dirname, '../../storage/faults-exchange');
const progress = join(folder, 'progress.json');
const reached = z.object({ troubles: z.int(), kills: z.array(z.string()) });

const LOOK_EVERY_MS = 2_000;
/** A whole deployment is hurt once in so many messages, or in so much time. */
const MESSAGES_PER_TROUBLE = 150;
const TROUBLE_WITHIN_MS = 180_000;
/** Where every kill is wanted, and nothing else. */
const MESSAGES_PER_KILL = 5;
const MINUTE_MS = 60_000;

export interface ExchangeRun {
  /** So many are exchanged, and then everything is compared; or as many as go in so many minutes, where these are fewer. */
  readonly messages: number;
  readonly minutes: number;
  /** Beside what an earlier run has left, instead of between two new deployments. */
  readonly resume: boolean;
  /** So many servers of each deployment work on one database; killed is one of them. */
  readonly servers: number;
  /** Until each kill has come once, and without any other trouble. */
  readonly everyKill: boolean;
  readonly dice: Dice;
}

/**
 * Two real deployments exchange documents, corrections, replacements, recalls and receipts over lines of which thirty in a hundred connections are faulty, and are killed,
 * silent and misdated besides (docs/reliability.md). At the end both sides must hold the same: each message once, each document registered once,
 * the same receipts byte for byte; and meanwhile no sender stays without word for longer than a minute.
 */
export async function faultyExchange(run: ExchangeRun): Promise<Outcome> {
  const { messages, minutes, resume, servers, everyKill, dice } = run;
  const tally = new Tally();
  const before = resume ? reached.parse(JSON.parse(await readFile(progress, 'utf8'))) : { troubles: 0, kills: [] };
  const troubles = new Troubles(dice, { folder, before });
  const pair = await Pair.open({
    ...{ folder, resume, servers, dice, plan: planBy(dice) },
    onStep: (to, passing, phase) => troubles.passing(to, passing, phase),
  });
  try {
    const taken = await takenIn(pair);
    await keepProgress(troubles);
    await Promise.all(sites.map((site) => pair.start(site)));
    const desks = new Desks(pair, dice);
    desks.open();
    await exchange({ messages: taken + messages, minutes }, { pair, troubles, tally, everyKill });
    desks.writeNoMore();
    mendLines(pair);
    const isSettled = await settled(pair, tally);
    await desks.close();
    if (isSettled) await settled(pair, tally);
    const compared = await comparePair(pair);
    tally.fault(...compared.faults);
    tally.acknowledge(compared.messages - taken);
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

/** Until both have taken in so many messages, and each kill that is wanted has come; at most so many minutes. */
async function exchange(
  until: Pick<ExchangeRun, 'messages' | 'minutes'>,
  { pair, troubles, tally, everyKill }: Running,
): Promise<void> {
  const end = performance.now() + until.minutes * MINUTE_MS;
  let isOver = false;
  const told = new Set<string>();
  const delays = new LoopDelays();
  const looking = async () => {
    for (; !isOver; await wait(LOOK_EVERY_MS)) {
      await delays.look(pair);
      const found = (await uninformed(pair)).filter((one) => !told.has(one));
      for (const one of found) told.add(one);
      tally.fault(...found.map((one) => `${one} (${delays.words})`));
      const isEnough = (await takenIn(pair)) >= until.messages && (!everyKill || troubles.haveAllKillsCome);
      isOver = isEnough || performance.now() > end;
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
async function keepProgress({ soFar }: Troubles): Promise<void> {
  await writeFile(progress, JSON.stringify(soFar));
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
