import mongoose from 'mongoose';
import { z } from 'zod';
import { log } from '../log.ts';

/** So long may a transaction lie still before somebody it is in the way of ends it; a living ledger goes on within milliseconds. */
const STILL_MS = 1_500;
/** The same where the connection of its last command is closed: whoever lives and only lost it goes on over another one at once. */
const CUT_OFF_STILL_MS = 200;
/** A look costs some milliseconds of the database; whoever is held up asks more often than it helps. */
const LOOK_EVERY_MS = 250;
const LOOK_PATIENCE_MS = 2_000;

const openConnection = z.object({ type: z.literal('op'), client: z.string() });
const inactive = z.object({
  type: z.literal('idleSession'),
  client: z.string().optional(),
  lsid: z.object({ id: z.instanceof(mongoose.mongo.Binary) }),
  transaction: z.object({
    parameters: z.object({ txnNumber: z.coerce.number() }),
    timeActiveMicros: z.coerce.number(),
  }),
});
type Inactive = z.output<typeof inactive> & { readonly isCutOff: boolean };

/** Where a transaction stood when it was seen to be there for the first time. */
interface Seen {
  readonly state: string;
  readonly since: number;
}

/**
 * Ends the transactions in which a process of this deployment died or was stopped, so that they hold nobody up. Which those are is told
 * by the database: a transaction whose time of activity has not moved for one and a half seconds of our own clock, or for a fifth of one
 * when its connection is closed, as that of a dead process is. No wall clock, no list of processes, no lease. One that only slept finds
 * its transaction gone, and runs its acts again.
 */
export class StrandedTransactions {
  readonly #now: () => number;
  readonly #connection: mongoose.Connection;
  #seen: ReadonlyMap<string, Seen> = new Map();
  #lastLook = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  constructor({ now = () => performance.now(), connection = mongoose.connection } = {}) {
    this.#now = now;
    this.#connection = connection;
  }

  /** Looks at what lies still and ends what has done so for too long; what cannot be asked is left to the next look. */
  async look(): Promise<void> {
    if (this.#now() - this.#lastLook < LOOK_EVERY_MS) return;
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#lastLook = this.#now();
      this.#looking = undefined;
    });
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    try {
      const found = await inactiveTransactions(this.#connection);
      const now = this.#now();
      const seen = found.map((one): [string, Seen] => {
        const [name, state] = [nameOf(one), stateOf(one)];
        const before = this.#seen.get(name);
        return [name, before?.state === state ? before : { state, since: now }];
      });
      this.#seen = new Map(seen);
      const stranded = found.filter((one) => now - (this.#seen.get(nameOf(one))?.since ?? now) >= patienceWith(one));
      if (stranded.length > 0) await end(this.#connection, stranded);
    } catch (error) {
      log.warn({ err: error }, 'stranded transactions cannot be looked for');
    }
  }
}

/** The name under which processes of one deployment know each other's connections; others on the same server are left alone. */
export function deploymentName(database: string): string {
  return `vanban ${database}`;
}

/** Transactions of this deployment between two of their commands. An account sees its own, and its connections, without any further right. */
async function inactiveTransactions(connection: mongoose.Connection): Promise<Inactive[]> {
  const appName = deploymentName(connection.name);
  const found = await connection
    .getClient()
    .db('admin')
    .aggregate(
      [
        { $currentOp: { allUsers: false, idleConnections: true, idleSessions: true } },
        { $match: { appName, $or: [{ type: 'op' }, { type: 'idleSession', transaction: { $exists: true } }] } },
        { $project: { type: 1, client: 1, lsid: 1, transaction: 1 } },
      ],
      { maxTimeMS: LOOK_PATIENCE_MS, readConcern: { level: 'local' } },
    )
    .toArray();
  const open = new Set(found.flatMap((document) => openConnection.safeParse(document).data?.client ?? []));
  return found
    .flatMap((document) => inactive.safeParse(document).data ?? [])
    .map((one) => ({ ...one, isCutOff: one.client !== undefined && !open.has(one.client) }));
}

function patienceWith({ isCutOff }: Inactive): number {
  return isCutOff ? CUT_OFF_STILL_MS : STILL_MS;
}

/** Ends the sessions, and with each its transaction; an account may do so with its own. */
async function end(connection: mongoose.Connection, stranded: readonly Inactive[]): Promise<void> {
  const sessions = stranded.map(({ lsid }) => ({ id: lsid.id }));
  await connection.getClient().db('admin').command({ killSessions: sessions });
  log.warn({ sessions: sessions.length }, 'transactions of processes that died or stopped were ended');
}

function nameOf({ lsid, transaction }: Inactive): string {
  return `${lsid.id.toString('hex')}/${transaction.parameters.txnNumber}`;
}

function stateOf({ transaction }: Inactive): string {
  return String(transaction.timeActiveMicros);
}
