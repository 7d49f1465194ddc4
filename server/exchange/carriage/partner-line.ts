import type { Row } from '../../platform/database/store.ts';

/** What is known of the line to another deployment; its id is that deployment's. A circuit breaker, in the words of the field. */
export interface PartnerLine extends Row {
  /** How often in a row it did not answer; none once it has. */
  readonly failures: number;
  /** Since when it has not answered. */
  readonly failingSince?: Date;
  /** Until then nobody asks. */
  readonly restsUntil?: Date | undefined;
  /** Whether one attempt is on its way to find out. */
  readonly probing: boolean;
  readonly answeredAt?: Date;
  /** The code of the last failure. */
  readonly lastError?: string;
}

/** Closed, it carries whatever comes; open, nothing; half open, one attempt that finds out. */
export type Circuit = 'closed' | 'half-open' | 'open';

/** After so many failures in a row nobody waits for an answer any more. */
const MOST_FAILURES = 3;
const FIRST_REST_MS = 5_000;
/** A partner that is back is noticed within a minute. */
const LONGEST_REST_MS = 60_000;
/** As long as a partner may ask to be left alone. What is further ahead was noted by a clock that was wrong. */
const NO_REST_MS = 3600_000;

type Known = Pick<PartnerLine, 'failures' | 'restsUntil' | 'probing'>;

/** How long a line rests from a moment on. */
export function restMs({ restsUntil }: Pick<PartnerLine, 'restsUntil'>, now: Date): number {
  const left = restsUntil ? restsUntil.getTime() - now.getTime() : 0;
  return left > 0 && left <= NO_REST_MS ? left : 0;
}

/** How a line stands at a moment. */
export function circuitOf(line: Known, now: Date): Circuit {
  if (restMs(line, now) > 0) return line.probing ? 'half-open' : 'open';
  return line.failures >= MOST_FAILURES ? 'half-open' : 'closed';
}

/** The line after one more attempt without an answer; from the third in a row on it rests, each time twice as long, up to a minute. */
export function afterSilence(
  { failures: before, failingSince }: Pick<PartnerLine, 'failures' | 'failingSince'>,
  { at, chance, reason }: { readonly at: Date; readonly chance: number; readonly reason: string },
): Omit<PartnerLine, keyof Row | 'answeredAt'> {
  const failures = before + 1;
  const rest = Math.min(FIRST_REST_MS * 2 ** (failures - MOST_FAILURES), LONGEST_REST_MS) * (0.5 + chance / 2);
  return {
    ...{ failures, failingSince: failingSince ?? at, probing: false, lastError: reason },
    ...(failures < MOST_FAILURES ? {} : { restsUntil: new Date(at.getTime() + rest) }),
  };
}
