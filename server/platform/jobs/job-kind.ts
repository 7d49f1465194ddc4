import type { ZodType } from 'zod';
import { isDatabaseTrouble } from '../database/database-errors.ts';
import { DomainError, type ErrorKind } from '../errors.ts';
import type { Job } from '../ledger/jobs.ts';
import type { Transaction } from '../ledger/transaction.ts';

/** How work of a kind is repeated when it fails. */
export interface Retry {
  /** So many attempts may fail; then the system gives up. */
  readonly tries: number;
  /** So long after it was left the system gives up at the next failure, however few the attempts were. */
  readonly forMs?: number;
  /** Each pause is twice the one before, up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Whether the system gives up at once on what another try would refuse as well. */
  readonly refusalIsFinal: boolean;
}

/** For work somebody sits and waits for: the system tries for seconds, then says what is wrong. */
export const whileSomebodyWaits: Retry = {
  tries: 4,
  firstPauseMs: 1_000,
  longestPauseMs: 10_000,
  refusalIsFinal: true,
};

/** For work that depends on others, who may be away for a while: tried for about half an hour, whatever they say. */
export const whileOthersMayBeAway: Retry = {
  tries: 12,
  firstPauseMs: 1_000,
  longestPauseMs: 10 * 60_000,
  refusalIsFinal: false,
};

/** For what is sent to partners, who may be away for days: tried as long as a message lives (docs/exchange-protocol.md, section 6). */
export const asLongAsMessagesLive: Retry = {
  tries: Number.POSITIVE_INFINITY,
  forMs: 7 * 24 * 3600_000,
  firstPauseMs: 1_000,
  longestPauseMs: 10 * 60_000,
  refusalIsFinal: false,
};

/** How it ended when the system gives up. */
export interface GivenUp {
  /** A code that the client has words for. */
  readonly reason: string;
  /** The job, as it is left. */
  readonly job: Job;
}

/** What a capability says of one kind of work for later (docs/architecture.md, Jobs). */
export interface JobDefinition<P> {
  readonly kind: string;
  readonly payload: ZodType<P>;
  readonly retry: Retry;
  /** So many at once in one process; other kinds do not wait for them. */
  readonly atOnce: number;
  /** So many of one agency at once, so that its flood leaves room for the others. */
  readonly ofOneAgency: number;
  /** So many for one partner at once, and one alone until it has answered, so that a silent one holds up nobody else’s. */
  readonly ofOnePartner?: number;
  /** Does the work. It may run again after a crash, so repeating it must do no harm. */
  readonly work: (payload: P, job: Job) => Promise<void>;
  /**
   * Writes what a person sees when the system gives up: the thing's own state, or `leaveToPerson`. It is one act with the job's end, so
   * that no crash comes between them.
   */
  readonly givenUp: (tx: Transaction, payload: P, end: GivenUp) => Promise<void>;
}

/** A kind of work as the worker sees it. */
export interface JobKind
  extends Pick<JobDefinition<unknown>, 'kind' | 'retry' | 'atOnce' | 'ofOneAgency' | 'ofOnePartner'> {
  work(job: Job): Promise<void>;
  givenUp(tx: Transaction, end: GivenUp): Promise<void>;
}

/** Declares a kind of work; one that does not say what a person sees when it gives up does not compile. */
export function defineJob<P>({ payload, work, givenUp, ...definition }: JobDefinition<P>): JobKind {
  return {
    ...definition,
    work: async (job) => await work(payload.parse(job.payload), job),
    givenUp: async (tx, end) => await givenUp(tx, payload.parse(end.job.payload), end),
  };
}

/** Thrown by a handler when trying again is pointless: the system gives up at once. */
export class GiveUp extends Error {}

/** Refusals that say something of the thing itself; the others say that something around it is not well. */
const finalKinds: ReadonlySet<ErrorKind> = new Set([
  'malformed',
  'not-permitted',
  'not-found',
  'conflict',
  'gone',
  'too-large',
  'unsupported',
  'invalid',
]);

/** Whether another try would end the same way. */
export function isFinal(error: unknown, { refusalIsFinal }: Retry): boolean {
  return error instanceof GiveUp || (refusalIsFinal && error instanceof DomainError && finalKinds.has(error.kind));
}

/** The error of work that only a person can make go on: a refusal that stays ends it now, although its kind tries for long. */
export function orGiveUp(error: unknown): unknown {
  if (!isFinal(error, whileSomebodyWaits)) return error;
  return new GiveUp(error instanceof Error ? error.message : String(error), { cause: error });
}

/** What our own house lacks for the moment, or that the partner was not asked at all; no attempt of a job is counted for it. */
const noAttempt: ReadonlySet<string> = new Set([
  'busy',
  'clock-in-doubt',
  'database-unavailable',
  'no-space',
  'partner-resting',
  'stopping',
  'workers-busy',
]);

/** Whether an attempt failed through nothing the job is or needs: it is repeated, and counts as none. */
export function isNoAttempt(error: unknown): boolean {
  return error instanceof DomainError ? noAttempt.has(error.code) : isDatabaseTrouble(error);
}

/** The code a person is told. */
export function reasonOf(error: unknown): string {
  const told = error instanceof GiveUp ? error.cause : error;
  return told instanceof DomainError ? told.code : 'internal-error';
}
