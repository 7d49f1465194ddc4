import { yearInVietnam } from '../platform/calendar.ts';
import { readAll } from '../platform/store.ts';
import type { RegisterView } from './contract.ts';
import { isOpen, type Register } from './register.ts';
import { GENERAL_SERIES } from './series.ts';
import { registers } from './store.ts';

/** The registers of this year, with the number each gives next – also those no number was taken from yet – and those of past years. */
export async function listRegisters(agencyId: string, now: Date): Promise<RegisterView[]> {
  const year = yearInVietnam(now);
  const found = await readAll(registers, { agencyId }, { sort: { year: -1, kind: 1, series: 1 } });
  const missing = (['incoming', 'outgoing'] as const).filter(
    (kind) => !found.some((register) => register.kind === kind && register.year === year),
  );
  const unopened = missing.map((kind) => ({
    id: `${kind}-${year}`,
    version: 0,
    agencyId,
    kind,
    series: GENERAL_SERIES,
    year,
    lastNumber: 0,
  }));
  return [...unopened, ...found].map((register) => registerView(register, year));
}

function registerView(register: Register, year: number): RegisterView {
  const { id, kind, series, lastNumber } = register;
  return {
    id,
    kind,
    series,
    year: register.year,
    lastNumber,
    nextNumber: lastNumber + 1,
    open: isOpen(register, year),
  };
}
