/** One check of a verdict: `info` for what is allowed and only to be known. */
export interface VerdictCheck {
  readonly state: 'good' | 'caution' | 'bad' | 'info';
  readonly words: string;
}

/** The checks that say more than the sentence above them: what it holds word for word is not said twice. */
export function beyond(sentence: string, checks: readonly VerdictCheck[]): VerdictCheck[] {
  return checks.filter(({ words }) => !sentence.includes(words));
}
