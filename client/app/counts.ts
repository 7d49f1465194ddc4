/** How much waits behind an entry of the menu; absent when there is nothing to count. */
export type Counts = Readonly<Partial<Record<string, number>>>;

/** The counts beside the menu. */
export function useCounts(): Counts {
  return {};
}
