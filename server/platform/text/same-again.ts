/**
 * A function whose outcome depends on its text alone, and which is asked for the same texts again and again: it works once for each of the
 * last `most`. What it gives is shared, so nobody changes it. Longer texts than `longest` are not kept.
 */
export function sameAgain<T>(work: (text: string) => T, { most, longest = 1_000 }: { most: number; longest?: number }) {
  const known = new Map<string, T>();
  return (text: string): T => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const outcome = work(text);
    if (text.length > longest) return outcome;
    const [oldest] = known.keys();
    if (known.size >= most && oldest !== undefined) known.delete(oldest);
    known.set(text, outcome);
    return outcome;
  };
}
