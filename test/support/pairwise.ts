/** Factors with the values each may take. */
export type Factors = Readonly<Record<string, readonly (string | number)[]>>;

/** One value of each factor. */
export type Row<F extends Factors> = { readonly [K in keyof F]: F[K][number] };

/** Every combination of the values that may stand together. */
export function combinations<F extends Factors>(factors: F, allowed: (row: Row<F>) => boolean): Row<F>[] {
  let rows: Record<string, string | number>[] = [{}];
  for (const [name, values] of Object.entries(factors))
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  return rows.filter((row): row is Row<F> => allowed(row as Row<F>));
}

/** A small set in which every pair of values that may stand together does so somewhere: greedy, and always the same. */
export function pairwise<F extends Factors>(factors: F, allowed: (row: Row<F>) => boolean): Row<F>[] {
  const candidates = combinations(factors, allowed).map((row) => ({ row, pairs: pairsOf(row) }));
  const missing = new Set(candidates.flatMap(({ pairs }) => pairs));
  const chosen: Row<F>[] = [];
  while (missing.size > 0) {
    let best: (typeof candidates)[number] | undefined;
    let gain = 0;
    for (const candidate of candidates) {
      const own = candidate.pairs.filter((pair) => missing.has(pair)).length;
      if (own > gain) [best, gain] = [candidate, own];
    }
    if (best === undefined) break;
    chosen.push(best.row);
    for (const pair of best.pairs) missing.delete(pair);
  }
  return chosen;
}

function pairsOf(row: Readonly<Record<string, string | number>>): string[] {
  const values = Object.entries(row).map(([name, value]) => `${name}=${value}`);
  return values.flatMap((one, index) => values.slice(index + 1).map((other) => `${one} ${other}`));
}
