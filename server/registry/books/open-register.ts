import { units } from '../../identity/store.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../outgoing/store.ts';
import { documentTypes } from '../registers/document-type.ts';
import { generalRegister, insertRegister } from '../registers/general-register.ts';
import type { Register } from '../registers/register.ts';
import type { RegisterKind } from '../registers/series.ts';
import { carriesUnit, checkDivision, type Takes } from '../registers/series.ts';
import { registers } from '../registers/store.ts';

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
