import { setTimeout as wait } from 'node:timers/promises';
import type { MessageKind } from '../../../server/exchange/messages/message.ts';
import type { Dice } from '../../fuzz/dice.ts';
import type { Passing } from './faulty-line.ts';
import { otherSite, type Pair, type Site, sites } from './pair.ts';
import { passingMessage } from './passing-message.ts';

/** A moment in the way of a message: a request is about to reach the recipient's server, or its answer is about to reach the sender's. */
export interface Step {
  readonly kind: MessageKind;
  readonly request: 'offer' | 'part' | 'commit';
  readonly phase: 'before' | 'answered';
}

/** What is done to a whole deployment. */
type Trouble =
  | { readonly is: 'kill'; readonly whom: 'sender' | 'recipient'; readonly at: Step }
  | { readonly is: 'down' | 'clock' };

const requestsOf: Readonly<Partial<Record<MessageKind, readonly Step['request'][]>>> = {
  document: ['offer', 'part', 'commit'],
  replace: ['offer', 'part', 'commit'],
  update: ['offer'],
  revoke: ['offer'],
  receipt: ['offer'],
};

type Kill = Extract<Trouble, { is: 'kill' }>;

const kills: readonly Kill[] = Object.entries(requestsOf).flatMap(([kind, requests]) =>
  requests.flatMap((request) =>
    (['before', 'answered'] as const).flatMap((phase) =>
      (['sender', 'recipient'] as const).map((whom) => ({
        ...({ is: 'kill', whom } as const),
        at: { kind: kind as MessageKind, request, phase },
      })),
    ),
  ),
);

/** In turn: each kill, and after every third one a time of silence and a clock that is wrong. */
export const troubles: readonly Trouble[] = kills.flatMap((kill, index) =>
  index % 3 === 2 ? [kill, { is: 'down' }, { is: 'clock' }] : [kill],
);

/** What has come in the parts of a run before this one: how many troubles, and which kills. */
export interface TroublesSoFar {
  readonly troubles: number;
  readonly kills: readonly string[];
}

/** So long a step is waited for; what is not sent in that time is killed at another turn. */
const PATIENCE_MS = 30_000;

/** Kills, silences and misdates one of two deployments after the other, at the steps of messages that are on their way. */
export class Troubles {
  readonly counts = new Map<string, number>();
  readonly #dice: Dice;
  readonly #kinds = new Map<string, MessageKind>();
  readonly #come: Set<string>;
  #armed: { readonly kills: readonly Kill[]; readonly reached: (kill: Kill, to: Site) => void } | undefined;
  #next: number;
  readonly #folder: string;

  /** In `folder` lie the two deployments. */
  constructor(dice: Dice, { folder, before }: { readonly folder: string; readonly before: TroublesSoFar }) {
    this.#folder = folder;
    this.#dice = dice;
    this.#next = before.troubles;
    this.#come = new Set(before.kills);
  }

  /** What has come, for the part after this one. */
  get soFar(): TroublesSoFar {
    return { troubles: this.#next, kills: [...this.#come] };
  }

  /** Whether each kill has come once. */
  get haveAllKillsCome(): boolean {
    return kills.every((kill) => this.#come.has(nameOf(kill)));
  }

  /** Told of everything that passes a line; resolves when it may go on. */
  async passing(to: Site, passing: Passing, phase: Step['phase']): Promise<void> {
    const step = this.#stepOf(passing, phase);
    const armed = this.#armed;
    const kill = step && armed?.kills.find(({ at }) => isSame(step, at));
    if (!armed || !kill) return;
    this.#armed = undefined;
    armed.reached(kill, to);
  }

  /** One trouble, from its beginning until both are well again. */
  async one(pair: Pair): Promise<void> {
    const trouble = troubles[this.#next++ % troubles.length];
    if (trouble?.is === 'kill') await this.#kill(pair, [trouble]);
    else if (trouble?.is === 'down') await this.#silence(pair, this.#dice.pick(sites));
    else await this.#misdate(pair, this.#dice.pick(sites));
  }

  /** One of the kills that have not come yet: that whose step comes first. */
  async nextKill(pair: Pair): Promise<void> {
    const missing = kills.filter((kill) => !this.#come.has(nameOf(kill)));
    if (missing.length > 0) await this.#kill(pair, missing);
  }

  /** One of these kills, at the first of their steps that comes. */
  async #kill(pair: Pair, wanted: readonly Kill[]): Promise<void> {
    const killed = new Promise<readonly [Kill, Site]>((resolve) => {
      const reached = (kill: Kill, to: Site) => {
        const victim = kill.whom === 'recipient' ? to : otherSite(to);
        resolve(pair.killOne(victim).then(() => [kill, victim]));
      };
      this.#armed = { kills: wanted, reached };
    });
    await Promise.race([killed, wait(PATIENCE_MS)]);
    if (this.#armed) {
      this.#armed = undefined;
      return this.#count('kills whose step did not come');
    }
    const [kill, victim] = await killed;
    this.#count(nameOf(kill));
    this.#come.add(nameOf(kill));
    await wait(this.#dice.below(1_000));
    await pair.start(victim);
  }

  async #silence(pair: Pair, site: Site): Promise<void> {
    await pair.kill(site);
    this.#count('down for a while');
    await wait(3_000 + this.#dice.below(this.#dice.oneIn(4) ? 80_000 : 10_000));
    await pair.start(site);
  }

  async #misdate(pair: Pair, site: Site): Promise<void> {
    for (const how of ['a day ahead', 'a day back']) {
      pair.moveClock(site);
      this.#count(`clock ${how}`);
      await wait(2_000 + this.#dice.below(3_000));
      pair.moveClock(site);
      await pair.well(site);
    }
  }

  #stepOf({ method, path, body }: Passing, phase: Step['phase']): Step | undefined {
    const [, , messageId = '', last] = /^(.*)\/messages\/[^/]+\/([0-9a-f-]{36})\/(files|commit)/.exec(path) ?? [];
    const kind = path.endsWith('/messages') ? this.#learn(body) : this.#kinds.get(messageId);
    if (kind === undefined || method === 'GET') return undefined;
    const request = last === undefined ? 'offer' : last === 'files' ? 'part' : 'commit';
    return { kind, request, phase };
  }

  #learn(body: Buffer): MessageKind | undefined {
    const message = passingMessage(body, this.#folder);
    if (message) this.#kinds.set(message.messageId, message.kind);
    return message?.kind;
  }

  #count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

function nameOf({ whom, at }: Kill): string {
  const moment = at.phase === 'before' ? 'before it came' : 'before its answer came';
  return `kill of the ${whom}: ${at.kind}, ${at.request}, ${moment}`;
}

function isSame(one: Step, other: Step): boolean {
  return one.kind === other.kind && one.request === other.request && one.phase === other.phase;
}
