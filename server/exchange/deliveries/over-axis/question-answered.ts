import type { AxisQuestion } from '../../axis/axis-settings.ts';
import type { ReceiptCode } from '../../messages/receipt.ts';
import { type FollowUp, isAnswered } from '../follow-ups/follow-up.ts';

/** What a document that went over the axis may be answered for, the first that was asked at the beginning. */
export interface Asked<F extends Pick<FollowUp, 'kind' | 'state'>> {
  /** Whether it stands in the place of another, which its recipient has not acknowledged. */
  readonly replaces: boolean;
  readonly followed: readonly F[];
}

/** The replacement that the document is itself, or what followed it. */
type Question<F> = 'replace' | F;

/**
 * Which question a 15 or 16 about a document answers, of which no packet says more than the id of the document: the oldest that is open and
 * that the system of its recipient answers; of those that are answered the last, whose answer may be told twice. A 16 declines a request (13) and
 * nothing else. Undefined where nothing was asked.
 */
export function questionAnswered<F extends Pick<FollowUp, 'kind' | 'state'>>(
  { replaces, followed }: Asked<F>,
  code: ReceiptCode,
  answers: readonly AxisQuestion[],
): Question<F> | undefined {
  const may: readonly AxisQuestion[] = code === '16' ? ['ask-back'] : answers;
  if (replaces && may.includes('replace')) return 'replace';
  const asked = followed.filter(({ kind }) => may.includes(kind));
  return asked.find(({ state }) => !isAnswered(state)) ?? asked.at(-1);
}
