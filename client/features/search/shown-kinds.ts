import type { z } from 'zod';
import type { searchContract } from '../../../server/search/contract.ts';

export type Found = z.output<typeof searchContract.findDocuments.response>;

/**
 * The kinds that can be shown alone: those among what was found, and the one that is shown. Where there is more than was found, any: of a kind
 * all of whose documents are older than the first ones nothing is known.
 */
export function shownKinds(
  all: readonly string[],
  { kinds, capped }: Pick<Found, 'kinds' | 'capped'>,
  current: string | undefined,
): string[] {
  return all.filter((kind) => capped || kind === current || (kinds[kind] ?? 0) > 0);
}

/** How many there are, as far as that is known; nothing is said of what may be there all the same. */
export function countShown(count = 0, { capped }: Pick<Found, 'capped'>): string {
  if (!capped) return String(count);
  return count === 0 ? '' : `${count}+`;
}
