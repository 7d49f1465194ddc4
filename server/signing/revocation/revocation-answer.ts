import type { RevocationStatement } from '../../pdf-signatures/crypto/certificates/revocation-statement.ts';
import type { Row } from '../../platform/database/store.ts';

/** Why nothing current is known from a source; the client has words for each. */
export type SourceFailure =
  | 'unanswered'
  | 'out-of-date'
  | 'unreadable'
  | 'host-not-allowed'
  | 'address-not-allowed'
  | 'no-address';

/**
 * The last that an OCSP responder or a place of lists answered, kept for all processes and over starts: how old it is can be shown, and a
 * source that is away for an hour leaves what it said before. `none` stands for certificates that name nobody to ask.
 */
export interface RevocationAnswer extends Row {
  readonly kind: 'ocsp' | 'crl' | 'none';
  readonly url: string;
  /** Common name of whose certificates it is about. */
  readonly issuer: string;
  /** DER in base64. */
  readonly der?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly askedAt: Date;
  readonly goodAt?: Date | undefined;
  readonly nextUpdate?: Date | undefined;
  readonly failure?: SourceFailure | undefined;
  readonly failingSince?: Date | undefined;
}

/** An answer as it is being kept: the database gives it its version. */
export type Answer = Omit<RevocationAnswer, 'version'>;

/** The answer with what came lately, when it speaks for this moment; what has run out says at best who was revoked. */
export function withStatement(answer: Answer, statement: RevocationStatement, now: Date): Answer {
  const told = { ...answer, nextUpdate: statement.nextUpdate };
  return isCurrent(statement, now) ? good(told, now) : failing(told, 'out-of-date');
}

/** The answer of a source that spoke well at this moment. */
export function good(answer: Answer, now: Date): Answer {
  return { ...answer, goodAt: now, failure: undefined, failingSince: undefined };
}

/** The answer of a source that fails; what it said before stays, and since when it fails is kept over all its failures. */
export function failing(answer: Answer, failure: SourceFailure): Answer {
  return { ...answer, failure, failingSince: answer.failingSince ?? answer.askedAt };
}

/** Clocks of authorities may run ahead of ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Whether a statement speaks for this moment. */
export function isCurrent({ thisUpdate, nextUpdate }: RevocationStatement, now: Date): boolean {
  return thisUpdate.getTime() <= now.getTime() + CLOCK_SKEW_MS && (nextUpdate === undefined || nextUpdate >= now);
}
