/** One check of a verdict: `info` for what is allowed and only to be known. */
export interface VerdictCheck {
  readonly state: 'good' | 'caution' | 'bad' | 'info';
  readonly words: string;
}

/** The checks whose words are not already contained in the sentence shown above them. */
export function beyond(sentence: string, checks: readonly VerdictCheck[]): VerdictCheck[] {
  return checks.filter(({ words }) => !sentence.includes(words));
}
