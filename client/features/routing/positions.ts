import { useQuery } from '@tanstack/react-query';
import { identityContract, type PositionView } from '../../../server/identity/contract.ts';
import { fold } from '../../../server/platform/text/fold.ts';
import { queryOf } from '../../api/query-client.ts';
import type { Choice } from '../../ui/forms/pickers.tsx';

const handlingRoles: readonly PositionView['roles'][number][] = ['leader', 'unit-head', 'specialist', 'clerk'];

/** The positions of the agency in force today, those who sign and those who handle. */
export function usePositions() {
  const found = useQuery({ ...queryOf(identityContract, 'listPositions'), staleTime: 300_000 });
  const all = found.data ?? [];
  return {
    loading: found.isPending,
    all,
    leaders: all.filter(({ roles }) => roles.includes('leader')),
    handlers: all.filter(({ roles }) => roles.some((role) => handlingRoles.includes(role))),
    heads: all.filter(({ roles }) => roles.includes('unit-head')),
  };
}

/** The one head of the unit whom a sender means a document for, by its name whatever the diacritics; nobody where none or several bear it. */
export function headMeant(heads: readonly PositionView[], forUnit: string | null): PositionView | undefined {
  if (forUnit === null) return undefined;
  const [head, ...others] = heads.filter(({ unitName }) => unitName !== null && fold(unitName) === fold(forUnit));
  return others.length === 0 ? head : undefined;
}

/** A position to choose: who, and beside it title and unit. */
export function choiceOf({ id, fullName, title, unitName }: PositionView): Choice {
  return { value: id, label: fullName, note: [title, unitName].filter(Boolean).join(' · ') };
}
