import { DEPLOYMENT, lostPasts } from '../../audit/store.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { doubtIn, highestKnown } from '../registers/lost-numbers.ts';
import { registerView, unopenedOf } from '../registers/queries.ts';
import { isOpen } from '../registers/register.ts';
import { GENERAL_SERIES } from '../registers/series.ts';
import { knownNumbers, numberConfirmations, registers } from '../registers/store.ts';
import type { BooksView } from './contract.ts';

/** What keeps an agency from giving numbers after acts were lost: since when, and up to where each register went at least; null when nothing does. */
export async function numbersToConfirm(agencyId: string, thisYear: number): Promise<BooksView['toConfirm']> {
  const lost = await readOne(lostPasts, { _id: DEPLOYMENT });
  if (!lost) return null;
  const how = doubtIn(thisYear, lost, await readOne(numberConfirmations, { _id: agencyId }));
  if (!how) return null;
  const found = await readAll(registers, { agencyId, year: thisYear }, { sort: { kind: 1, series: 1 } });
  const open = [...unopenedOf(agencyId, thisYear, found), ...found].filter((register) => isOpen(register, thisYear));
  const known = await readAll(knownNumbers, { agencyId, year: thisYear });
  const general = open.find((register) => register.kind === 'outgoing' && register.series === GENERAL_SERIES);
  return {
    since: lost.since.toISOString(),
    how,
    registers: open.map((register) => {
      const { kind, series, title, takes, lastNumber } = registerView(register, thisYear);
      const highest = highestKnown(register, general?.divisions ?? [], known);
      return {
        ...{ kind, series, title, takes, lastNumber },
        known: highest ? { number: highest.number, code: highest.code } : null,
      };
    }),
  };
}
