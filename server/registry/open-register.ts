import { record } from '../audit/record.ts';
import { units } from '../identity/store.ts';
import { yearInVietnam } from '../platform/calendar.ts';
import { DomainError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { NewRow, Transaction } from '../platform/ledger/transaction.ts';
import { documentTypes } from './document-type.ts';
import type { Register } from './register.ts';
import type { RegisterKind } from './series.ts';
import { carriesUnit, checkDivision, GENERAL_SERIES, type Takes } from './series.ts';
import { outgoingDocuments, registers } from './store.ts';

/** A register beside the general one. */
export interface OpenRegister {
  readonly kind: RegisterKind;
  readonly year: number;
  readonly title: string;
  readonly takes: Takes;
}

/**
 * Opens a register of its own for some of this or next year’s documents — *mở sổ*. Refuses what another register takes, and a
 * division after documents concerned got their numbers: the same number and symbol would come twice in the year.
 */
export async function openRegister(tx: Transaction, { kind, year, title, takes }: OpenRegister): Promise<Register> {
  requireYear(year, yearInVietnam(tx.now));
  const general = await generalRegister(tx, kind, year);
  const divisions = general.divisions ?? [];
  checkDivision(kind, takes, divisions);
  await requireUnit(tx, takes);
  await refuseInUse(tx, year, takes);
  const series = newId();
  const register = insertRegister(tx, { kind, series, year, title, takes });
  // The general register carries the rule, so two openings at once, or an opening and a number, meet in its version.
  tx.change(registers, general, { divisions: [...divisions, { series, takes }] });
  return register;
}

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

function insertRegister(tx: Transaction, cover: Cover): Register {
  const fields: NewRow<Register> = { agencyId: tx.actor.agencyId, ...cover, lastNumber: 0 };
  const register = tx.insert(registers, fields);
  const { kind, year, title } = cover;
  record(tx, { type: 'register-opened', registerId: register.id, kind, year, ...(title !== undefined && { title }) });
  return register;
}

function requireYear(year: number, thisYear: number): void {
  if (year === thisYear || year === thisYear + 1) return;
  throw new DomainError('invalid', 'year-out-of-range', `Registers are opened for ${thisYear} or ${thisYear + 1}`, {
    fields: [{ pointer: '/body/year', code: 'year-out-of-range', detail: 'is neither this year nor the next' }],
  });
}

async function requireUnit(tx: Transaction, takes: Takes): Promise<void> {
  if (!('unitId' in takes) || (await tx.find(units, { id: takes.unitId }))?.agencyId === tx.actor.agencyId) return;
  throw new DomainError('invalid', 'unknown-unit', 'The unit is none of this agency', {
    fields: [{ pointer: '/body/takes/unitId', code: 'unknown-unit', detail: 'is no unit of this agency' }],
  });
}

/** An advisory body’s documents and copies bear symbols of their own; they cannot collide with what was numbered before. */
async function refuseInUse(tx: Transaction, year: number, takes: Takes): Promise<void> {
  if (takes.what !== 'types' && takes.what !== 'unit') return;
  const codes =
    takes.what === 'types'
      ? takes.typeCodes
      : documentTypes.map(({ code }) => code).filter((code) => carriesUnit(code));
  const unit = takes.what === 'unit' ? { unitId: takes.unitId } : {};
  for (const typeCode of codes) {
    const where = { agencyId: tx.actor.agencyId, 'state.year': year, typeCode, ...unit };
    if (!(await tx.find(outgoingDocuments, where))) continue;
    throw new DomainError('conflict', 'series-in-use', `Documents of ${year} have numbers of another register already`);
  }
}
