import type { Feature, MenuEntry } from '../ui/feature.ts';

const groups: readonly MenuEntry['group'][] = ['work', 'reports', 'running'];

/** The entries of the menu for a position with these rights, group after group. */
export function menuOf(features: readonly Feature[], rights: readonly string[]): readonly MenuEntry[] {
  const entries = features.flatMap(({ menu }) => menu ?? []).filter(({ right }) => rights.includes(right));
  return groups.flatMap((group) => entries.filter((entry) => entry.group === group));
}
