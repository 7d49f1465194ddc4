import mongoose from 'mongoose';
import { record } from '../../audit/record.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { readSome } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { fold, foldCode } from '../../platform/text/fold.ts';
import { codeOfOutgoing } from '../outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../outgoing/store.ts';
import type { Register } from '../registers/register.ts';
import type { RegisterKind } from '../registers/series.ts';
import { registers } from '../registers/store.ts';
import { type LineProblem, problemsOfOrder, type ReadLine, readBook } from './imported-entry.ts';
import { importedEntries } from './store.ts';

/** A register on paper or of another system, as a table. */
export interface OldRegister {
  readonly kind: RegisterKind;
  readonly year: number;
  /** What stands on its cover; the same title goes on with the same register. */
  readonly title: string;
  readonly csv: string;
}

/** What an import would take over, and every line that stands against it. */
export interface ImportCheck {
  readonly entries: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly problems: LineProblem[];
}

const MOST_LINES = 20_000;
const MOST_NAMED = 100;

/**
 * Takes an old register over — *nhập sổ cũ* — into a register of its own that gives no numbers: every line keeps the number and day
 * of the book and is marked with when it was taken over. Order and uniqueness count as ever; one wrong line, and nothing is kept.
 */
export async function importRegister(tx: Transaction, old: OldRegister): Promise<Register> {
  const { lines, problems, known } = await checked(tx, old);
  const [first, last] = [lines[0], lines.at(-1)];
  if (problems.length > 0 || !first || !last) throw refusal(problems);
  const { agencyId, positionId, name } = tx.actor;
  const { kind, year, title } = old;
  const register =
    known ??
    tx.insert(registers, { agencyId, kind, series: seriesOf(title), year, title, lastNumber: 0, historical: nothing });
  for (const { line: _, ...entry } of lines) {
    tx.insert(importedEntries, {
      ...entry,
      ...{ agencyId, registerId: register.id, kind, year, importedAt: tx.now, importedBy: { positionId, name } },
    });
  }
  const before = register.historical ?? nothing;
  record(tx, {
    type: 'register-imported',
    registerId: register.id,
    year,
    entries: lines.length,
    first: first.number,
    last: last.number,
  });
  return tx.change(registers, register, {
    lastNumber: last.number,
    historical: {
      count: before.count + lines.length,
      first: before.first ?? first.number,
      lastDate: last.date,
      voided: [...before.voided, ...lines.filter(({ voidReason }) => voidReason !== null).map(({ number }) => number)],
    },
  });
}

/** What an import would do, without doing it. */
export async function checkImport(tx: Transaction, old: OldRegister): Promise<ImportCheck> {
  const { lines, problems } = await checked(tx, old);
  return {
    entries: lines.length,
    first: lines[0]?.number ?? null,
    last: lines.at(-1)?.number ?? null,
    problems: [...problems],
  };
}

const nothing = { count: 0, first: null, lastDate: null, voided: [] };

interface Checked {
  readonly lines: readonly ReadLine[];
  readonly problems: readonly LineProblem[];
  readonly known: Register | undefined;
}

async function checked(tx: Transaction, { kind, year, title, csv }: OldRegister): Promise<Checked> {
  if (year >= yearInVietnam(tx.now) || year < 1945) {
    throw new DomainError('invalid', 'year-out-of-range', `There is no old register of ${year}`, {
      fields: [{ pointer: '/body/year', code: 'year-out-of-range', detail: 'is no year of an old register' }],
    });
  }
  const known = await tx.find(registers, { agencyId: tx.actor.agencyId, kind, series: seriesOf(title), year });
  if (known?.closing) throw new DomainError('conflict', 'register-closed', `Register ${year} is closed`);
  const { lines, problems } = readBook(csv, kind);
  if (lines.length > MOST_LINES) {
    throw new DomainError('invalid', 'too-many-lines', `An import has at most ${MOST_LINES} lines`);
  }
  const reach = { year, lastNumber: known?.lastNumber ?? 0, lastDate: known?.historical?.lastDate ?? null };
  const ofOrder = problemsOfOrder(lines, reach);
  const taken = kind === 'outgoing' ? await takenCodes(tx, year) : new Set();
  const repeated = lines
    .filter(({ code }) => taken.has(foldCode(code)))
    .map(({ line, code }) => ({
      line,
      column: 'code',
      code: 'code-taken',
      detail: `${code} is in a register of ${year}`,
    }));
  const all = [...problems, ...ofOrder, ...repeated].toSorted((one, other) => one.line - other.line);
  return { lines, problems: all, known };
}

/**
 * Number and symbol are unique within the year, over all its registers (NĐ 30/2020 Điều 15). Running registers of a year that is over give
 * no number any more: theirs are read beside the act, without the documents, of which there may be tens of thousands.
 */
async function takenCodes(tx: Transaction, year: number): Promise<Set<string>> {
  const { agencyId } = tx.actor;
  const entries = await tx.list(importedEntries, { agencyId, kind: 'outgoing', year });
  const numbered = { agencyId, 'state.year': year, 'state.number': mongoose.trusted({ $type: 'number' }) };
  const running = await readSome(outgoingDocuments, ['state', 'notation'], numbered);
  return new Set([...entries.map(({ code }) => code), ...running.map(codeOfOutgoing)].map(foldCode));
}

function seriesOf(title: string): string {
  return `historical-${fold(title)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
}

function refusal(problems: readonly LineProblem[]): DomainError {
  const named = problems.slice(0, MOST_NAMED);
  return new DomainError('invalid', 'import-refused', `${problems.length} faults; nothing was taken over`, {
    fields: named.map(({ line, column, code, detail }) => ({ pointer: `/lines/${line}/${column}`, code, detail })),
  });
}
