import mongoose from 'mongoose';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readAllKnown } from '../../platform/database/remembered.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type DirectoryEntry, hostingOf } from './directory-entry.ts';
import { answersTo, successorsOn } from './directory-lookups.ts';
import { ownDeploymentInUse } from './own-deployment.ts';
import { directoryEntries } from './store.ts';

type Entries = ReadonlyMap<string, DirectoryEntry>;

/** The entries of the newest list that bear one of these codes, or ever had it as another; by their own codes. */
export async function entriesBy(codes: readonly string[]): Promise<Entries> {
  const [only, ...others] = new Set(codes);
  // Whoever asks for one alone, as for the sender of a message, shares the question with others.
  const among = only !== undefined && others.length === 0 ? only : mongoose.trusted({ $in: [...codes] });
  const found = await Promise.all([
    readAllKnown(directoryEntries, { _id: among, listed: true }),
    readAllKnown(directoryEntries, { 'aliases.code': among, listed: true }),
  ]);
  return new Map(found.flat().map((entry) => [entry.id, entry]));
}

/** The entry that a code means on a day: the one that bears it, or whose alias it still is. */
export function entryMeant(entries: Entries, code: string, day: string): DirectoryEntry | undefined {
  return entries.get(code) ?? [...entries.values()].find((entry) => answersTo(codesOf(entry), code, day));
}

/** The agency that a code means, and who stands in its place: itself, or into whom it has been merged; with where that one’s system is. */
export interface Addressed {
  readonly meant: DirectoryEntry;
  readonly standing: DirectoryEntry;
  readonly hosting: ReturnType<typeof hostingOf>;
}

/** Who gets what is sent to these codes at a moment (exchange-protocol §4), by code. Codes that the newest list does not know are left out. */
export async function addressedListed(codes: readonly string[], at: Date): Promise<ReadonlyMap<string, Addressed>> {
  const day = dayInVietnam(at);
  const entries = await withSuccessors(codes);
  if (entries.size === 0) return new Map();
  const { id: own } = await ownDeploymentInUse();
  const addressed = (code: string): readonly (readonly [string, Addressed])[] => {
    const meant = entryMeant(entries, code, day);
    if (!meant) return [];
    const [last] = successorsOn(entries, meant.id, day).slice(-1);
    const standing = (last !== undefined && entries.get(last)) || meant;
    return [[code, { meant, standing, hosting: hostingOf(standing, own) }]];
  };
  return new Map(codes.flatMap(addressed));
}

async function withSuccessors(codes: readonly string[]): Promise<Entries> {
  const known = new Map<string, DirectoryEntry>();
  for (let wanted = codes; wanted.length > 0; ) {
    const found = await entriesBy(wanted);
    for (const [code, entry] of found) known.set(code, entry);
    wanted = [...found.values()].flatMap(({ successor }) =>
      successor && !known.has(successor.code) ? [successor.code] : [],
    );
  }
  return known;
}

/** Whether the newest list has an agency with this code on the day of the act, or one whose alias it still is. */
export async function isListed(tx: Transaction, code: string): Promise<boolean> {
  const own = await tx.find(directoryEntries, { id: code });
  if (own?.listed) return true;
  const byAlias = await tx.list(directoryEntries, { 'aliases.code': code });
  return byAlias.some((entry) => entry.listed && answersTo(codesOf(entry), code, dayInVietnam(tx.now)));
}

const codesOf = ({ id, aliases }: DirectoryEntry) => ({ code: id, aliases });
