import type { AuditEvents } from '../audit/event.ts';
import { tellings } from '../exchange/operations/late-tellings.ts';
import type { Filter } from '../platform/database/filter.ts';
import type { Job } from '../platform/ledger/jobs.ts';

const ofTelling: ReadonlySet<string> = new Set(tellings);

/**
 * Whether a person may say that work need not be done any more: that by which another agency was to be told something, which it can hear in another way.
 * All other work leaves something undone here.
 */
export function isClosable({ kind }: Pick<Job, 'kind'>): boolean {
  return ofTelling.has(kind);
}

type Cause = Pick<Job, 'kind' | 'agencyId' | 'partner' | 'reason' | 'leftTo'>;

/** The work of an agency that was given up for the same reason at the same partner, that included. */
export function alikeIn({ kind, agencyId, partner, reason, leftTo }: Cause): Filter<Job> {
  return {
    ...{ state: 'dead', kind, agencyId },
    ...(leftTo === undefined ? {} : { leftTo }),
    ...{ partner: partner ?? null, reason: reason ?? null },
  };
}

/** What the work is about, as events name it. */
export function aboutOf({
  payload: { documentId, arrivalId },
}: Pick<Job, 'payload'>): Partial<AuditEvents['work-closed']> {
  return {
    ...(typeof documentId === 'string' ? { documentId } : {}),
    ...(typeof arrivalId === 'string' ? { arrivalId } : {}),
  };
}
