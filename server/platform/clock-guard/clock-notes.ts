import { defineStore, type Row, readAll, readOne, rowsOf } from '../database/store.ts';
import type { Transaction } from '../ledger/transaction.ts';

/**
 * When a machine started, by its own clock while that was believed; the id names this one start of it. The machine counts its uptime by
 * another clock, so whoever sets the clock moves this moment.
 */
interface ClockNote extends Row {
  readonly bootedAt: Date;
  readonly notedAt: Date;
}

const clockNotes = defineStore<ClockNote>(
  'clockNotes',
  { bootedAt: Date, notedAt: Date },
  [{ keys: { notedAt: -1 } }],
  { evidence: false },
);

/** Up to which time a person has accepted entries that lie ahead; the one row has the id `accepted`. */
interface AcceptedEntries extends Row {
  readonly until: Date;
}

const acceptedEntries = defineStore<AcceptedEntries>('acceptedEntries', { until: Date }, [], { evidence: false });

/** What was written down of clocks so far. */
export interface NotedClock {
  /** When the machine started that `boot` names. */
  readonly bootedAt: Date | undefined;
  /** The last note of any machine. */
  readonly lastNote: Date | undefined;
  readonly acceptedUntil: Date | undefined;
}

/** Reads what was noted, of this start of the machine and of all others. */
export async function readNotes(boot: string | undefined): Promise<NotedClock> {
  const [own, [last], accepted] = await Promise.all([
    boot === undefined ? undefined : readOne(clockNotes, { _id: boot }),
    readAll(clockNotes, {}, { sort: { notedAt: -1 }, limit: 1 }),
    readOne(acceptedEntries, { _id: 'accepted' }),
  ]);
  return { bootedAt: own?.bootedAt, lastNote: last?.notedAt, acceptedUntil: accepted?.until };
}

/** Writes down when the machine started, by a clock that is believed. */
export async function noteClock(
  boot: string,
  fields: { readonly bootedAt: Date; readonly notedAt: Date },
): Promise<void> {
  await rowsOf(clockNotes).updateOne({ _id: boot }, { $set: fields, $inc: { version: 1 } }, { upsert: true });
}

/** What a person confirms: this start of the machine with its clock as it is, and entries that lie ahead of it. */
export interface ConfirmedClock {
  readonly boot: string | undefined;
  readonly bootedAt: Date;
  readonly now: Date;
  readonly lastEntry: Date | undefined;
}

/** Writes down that a person says the clock is right, within the act that records it. */
export async function keepConfirmation(tx: Transaction, confirmed: ConfirmedClock): Promise<void> {
  const { boot, bootedAt, now, lastEntry } = confirmed;
  if (boot !== undefined) {
    const note = await tx.find(clockNotes, { id: boot });
    const fields = { bootedAt, notedAt: now };
    if (note) tx.change(clockNotes, note, fields);
    else tx.insert(clockNotes, { id: boot, ...fields });
  }
  if (lastEntry === undefined || lastEntry <= now) return;
  const accepted = await tx.find(acceptedEntries, { id: 'accepted' });
  if (accepted) tx.change(acceptedEntries, accepted, { until: lastEntry });
  else tx.insert(acceptedEntries, { id: 'accepted', until: lastEntry });
}
