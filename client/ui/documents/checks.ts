/** One check of a verdict: `info` for what is allowed and only to be known. */
export interface VerdictCheck {
  readonly state: 'good' | 'caution' | 'bad' | 'info';
  readonly words: string;
}

const worst = ['bad', 'caution', 'good', 'info'] as const;

/** The checks whose words are not already contained in the sentence shown above them, each once, the worst first. */
export function beyond(sentence: string, checks: readonly VerdictCheck[]): VerdictCheck[] {
  const said = checks.filter(
    ({ words }, index) => !sentence.includes(words) && checks.findIndex((other) => other.words === words) === index,
  );
  return said.toSorted((one, other) => worst.indexOf(one.state) - worst.indexOf(other.state));
}
