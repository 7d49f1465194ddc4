/** What clients at once got out of a piece of work. */
export interface Rate {
  readonly perSecond: number;
  /** Milliseconds that half, and all but one in a hundred, took at most. */
  readonly p50: number;
  readonly p99: number;
}

/** Clients that each do the work again as soon as it is done, for some seconds after a short warm-up. */
export async function underLoad(
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
  work: () => Promise<unknown>,
): Promise<Rate> {
  const times: number[] = [];
  const start = performance.now() + 300;
  const end = start + seconds * 1000;
  const client = async (): Promise<void> => {
    for (let before = performance.now(); before < end; ) {
      await work();
      const after = performance.now();
      if (before >= start && after <= end) times.push(after - before);
      before = after;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}
