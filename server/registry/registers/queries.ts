import { yearInVietnam } from '../../platform/calendar.ts';
import { readAll } from '../../platform/database/store.ts';
import type { RegisterView } from './contract.ts';
import { isOpen, type Register } from './register.ts';
import { GENERAL_SERIES } from './series.ts';
import { registers } from './store.ts';

/** The registers of this year, with the number each gives next – also those no number was taken from yet – and those of past years. */
export async function listRegisters(agencyId: string, now: Date): Promise<RegisterView[]> {
  const year = yearInVietnam(now);
  const found = await readAll(registers, { agencyId }, { sort: { year: -1, kind: 1, series: 1 } });
  return [...unopenedOf(agencyId, year, found), ...found].map((register) => registerView(register, year));
}

/** General registers the first act of the year will open; their version is 0. */
export function unopenedOf(agencyId: string, year: number, found: readonly Register[]): Register[] {
  const isThere = (kind: Register['kind']) =>
    found.some((one) => one.kind === kind && one.year === year && one.series === GENERAL_SERIES);
  return (['incoming', 'outgoing'] as const)
    .filter((kind) => !isThere(kind))
    .map((kind) => ({
      id: `${kind}-${year}`,
      version: 0,
      agencyId,
      kind,
      series: GENERAL_SERIES,
      year,
      lastNumber: 0,
    }));
}

/** A register as everybody of the agency may see it. */
export function registerView(register: Register, thisYear: number): RegisterView {
  const { id, kind, series, year, title, takes, lastNumber, historical } = register;
  return {
    id,
    kind,
    series,
    year,
    title: title ?? null,
    takes: takes ?? null,
    historical: historical !== undefined,
    lastNumber,
    nextNumber: lastNumber + 1,
    open: isOpen(register, thisYear),
  };
}
