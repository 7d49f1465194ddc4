import { createHash } from 'node:crypto';
import { actorIn } from '../../server/identity/sessions/authorize.ts';
import { people, positions } from '../../server/identity/store.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { yearInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { readAll, storedRows } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { filesNamedIn, storesOfFiles } from '../../server/platform/files/named-files.ts';
import { stateOfStored } from '../../server/platform/files/stored-state.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { confirmNumbers } from '../../server/registry/books/confirm-numbers.ts';
import { numbersToConfirm } from '../../server/registry/books/lost-numbers-queries.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { incomingDocuments } from '../../server/registry/incoming/store.ts';
import { outgoingDocuments } from '../../server/registry/outgoing/store.ts';
import { registers } from '../../server/registry/registers/store.ts';
import { aFile, toRegister } from '../../test/support/registry.ts';
import type { Said } from './place.ts';

/** What a place holds that people would miss: its documents with their numbers, and the files that rows name. */
export interface State {
  /** Register and number of every incoming document. */
  readonly numbers: readonly string[];
  /** Every document as it stands, by a digest. */
  readonly documents: readonly string[];
  /** The files that rows name and that are there as they were stored. */
  readonly files: readonly string[];
  /** The last number of each register, by its id. */
  readonly lastNumbers: ReadonlyMap<string, number>;
}

/** Looks at the place whose database is connected, past all that is said of it. */
export async function stateOf(): Promise<State> {
  const incoming = await readAll(incomingDocuments, {}, { sort: { _id: 1 } });
  const outgoing = await readAll(outgoingDocuments, {}, { sort: { _id: 1 } });
  const named = new Set<string>();
  for (const store of storesOfFiles()) {
    for await (const row of storedRows(store)) for (const sha256 of filesNamedIn(row)) named.add(sha256);
  }
  const good: string[] = [];
  for (const sha256 of named) if ((await stateOfStored(files(), sha256)).good) good.push(sha256);
  const last = new Map<string, number>();
  for await (const { id, lastNumber } of storedRows(registers)) last.set(id, lastNumber);
  return {
    numbers: incoming.map(({ registerId, number }) => `${registerId}/${number}`),
    documents: [...incoming, ...outgoing].map((row) => createHash('sha256').update(JSON.stringify(row)).digest('hex')),
    files: good.sort(),
    lastNumbers: last,
  };
}

/** Whether two places hold the same documents and files. */
export function sameAs(one: State, other: State): boolean {
  return one.documents.join() === other.documents.join() && one.files.join() === other.files.join();
}

/** Has every clerk register so many documents. */
export async function give(count: number): Promise<void> {
  for (const clerk of await clerks()) for (let one = 0; one < count; one += 1) await registerOne(clerk);
}

/**
 * The same after a restore: no number before the clerk has confirmed the last ones, which are at least those that `outside` knows by the
 * id of a register. Refuses when a number is given before.
 */
export async function confirmAndGive(count: number, outside: ReadonlyMap<string, number> = new Map()): Promise<void> {
  const year = yearInVietnam(currentTime());
  for (const clerk of await clerks()) {
    const early = await registerOne(clerk).then(
      () => 'it was given',
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );
    if (early !== 'numbers-unconfirmed') throw new Error(`A number before the last ones were confirmed: ${early}`);
    const asked = await numbersToConfirm(clerk.agencyId, year);
    if (!asked) throw new Error('Nobody asks for the last numbers');
    const known = await readAll(registers, { agencyId: clerk.agencyId, year });
    const said = asked.registers.map(({ kind, series, lastNumber }) => {
      const id = known.find((register) => register.kind === kind && register.series === series)?.id ?? '';
      return { kind, series, last: Math.max(lastNumber, outside.get(id) ?? 0) };
    });
    await inTransaction(clerk, (tx) =>
      confirmNumbers(tx, { since: asked.since, registers: said, reason: 'Đối chiếu sổ in' }),
    );
  }
  await give(count);
}

async function registerOne(clerk: Actor): Promise<void> {
  const stored = await files().put(Buffer.from(`%PDF-1.7 ${crypto.randomUUID()}`));
  await inTransaction(clerk, (tx) =>
    registerIncoming(tx, toRegister({ codeNumber: null, codeNotation: null, files: [aFile(stored)] })),
  );
}

async function clerks(): Promise<Actor[]> {
  const everybody = await readAll(people, {});
  return (await readAll(positions, {})).flatMap((position) => {
    const person = everybody.find(({ id }) => id === position.personId);
    return person && position.roles.includes('clerk') ? [actorIn(person, position)] : [];
  });
}

/** How a command ended, in a word. */
export function outcomeOf({ code }: Said): string {
  if (code === null) return 'killed';
  return code === 0 ? '✔' : '✗ said';
}
