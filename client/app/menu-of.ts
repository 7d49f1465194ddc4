import type { Feature, MenuEntry } from '../ui/feature.ts';

const groups: readonly MenuEntry['group'][] = ['work', 'reports', 'running'];

/** The entries of the menu for a position with these rights, group after group. */
export function menuOf(features: readonly Feature[], rights: readonly string[]): readonly MenuEntry[] {
  const entries = features.flatMap(({ menu }) => menu ?? []).filter(({ right }) => rights.includes(right));
  return groups.flatMap((group) => entries.filter((entry) => entry.group === group));
}

/**
 * Whether a position with these rights has the page at `path`, for itself or under an entry of the menu; what lies under none is
 * everybody's.
 */
export function mayOpen(features: readonly Feature[], rights: readonly string[], path: string): boolean {
  const own = features.flatMap(({ pages }) => pages ?? []).find(({ address }) => address === path)?.right;
  const entries = features.flatMap(({ menu }) => menu ?? []).filter(({ page }) => `${path}/`.startsWith(`${page}/`));
  const isIn = (right: string): boolean => rights.includes(right);
  return (own === undefined || isIn(own)) && (entries.length === 0 || entries.some(({ right }) => isIn(right)));
}
