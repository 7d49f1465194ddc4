import { record } from '../../audit/record.ts';
import type { NewRow, Transaction } from '../../platform/ledger/transaction.ts';
import type { Register } from './register.ts';
import { GENERAL_SERIES, type RegisterKind } from './series.ts';
import { registers } from './store.ts';

/**
 * The general register of a year, which carries the rule of the others. When the year has none yet, its registers are opened with
 * the series of the last year that had any: so the first act after midnight of 1 January opens the new books by itself.
 */
export async function generalRegister(tx: Transaction, kind: RegisterKind, year: number): Promise<Register> {
  const key = { agencyId: tx.actor.agencyId, kind, series: GENERAL_SERIES };
  const known = await tx.find(registers, { ...key, year });
  if (known) return known;
  const earlier = (await tx.list(registers, key)).filter((register) => register.year < year);
  const last = earlier.toSorted((one, other) => other.year - one.year)[0];
  for (const { series } of last?.divisions ?? []) {
    const { title, takes } = (await tx.find(registers, { ...key, series, year: last?.year ?? year })) ?? {};
    if (title !== undefined && takes) insertRegister(tx, { kind, series, year, title, takes });
  }
  return insertRegister(tx, {
    kind,
    series: GENERAL_SERIES,
    year,
    ...(last?.divisions && { divisions: last.divisions }),
  });
}

type Cover = Pick<Register, 'kind' | 'series' | 'year' | 'title' | 'takes' | 'divisions'>;

/** Writes a new register of the actor’s agency and records that it was opened. */
export function insertRegister(tx: Transaction, cover: Cover): Register {
  const fields: NewRow<Register> = { agencyId: tx.actor.agencyId, ...cover, lastNumber: 0 };
  const register = tx.insert(registers, fields);
  const { kind, year, title } = cover;
  record(tx, { type: 'register-opened', registerId: register.id, kind, year, ...(title !== undefined && { title }) });
  return register;
}
