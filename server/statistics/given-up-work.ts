import mongoose from 'mongoose';
import { DEPLOYMENT } from '../audit/store.ts';
import { arrivals } from '../exchange/store.ts';
import { seesWholeAgency, visibleTo } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import type { Filter } from '../platform/database/filter.ts';
import { countRows, readAll, readOne } from '../platform/database/store.ts';
import type { Due, DueSource } from '../platform/due.ts';
import { notFound } from '../platform/errors.ts';
import { type Job, jobs } from '../platform/ledger/jobs.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { codeOfOutgoing } from '../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { DueItem } from './contract.ts';

/** Work the system gave up that waits for somebody in the actor's position: clerks for their agency's, administrators also for the house's. */
function leftTo(actor: Actor): Filter<Job>[] {
  const roles = ['clerk', 'administrator'].filter((role) => actor.roles.includes(role));
  return roles.map((role) => ({
    state: 'dead',
    leftTo: role,
    agencyId: role === 'clerk' ? actor.agencyId : mongoose.trusted({ $in: [actor.agencyId, DEPLOYMENT] }),
  }));
}

/** Refuses work that does not wait for the actor with the common 404. */
export function demandLeftTo(actor: Actor, { state, leftTo: role, agencyId }: Job): void {
  const isTheirs = role !== undefined && actor.roles.includes(role);
  const isNear = agencyId === actor.agencyId || (role === 'administrator' && agencyId === DEPLOYMENT);
  if (state !== 'dead' || !isTheirs || !isNear) throw notFound();
}

const givenUp: DueSource<GivenUp> = {
  count: async (actor) => {
    const filters = leftTo(actor);
    return filters.length === 0 ? 0 : await countRows(jobs, { $or: filters });
  },
  first: async (actor, _now, limit) => {
    const filters = leftTo(actor);
    if (filters.length === 0) return [];
    const found = await readAll(jobs, { $or: filters }, { sort: { finishedAt: 1 }, limit });
    return await Promise.all(found.map((job) => asDue(actor, job)));
  },
};

/** The same work as rows of the home page, each with the thing it is about when the actor may see that. */
export const dueOfGivenUpWork = [givenUp] satisfies readonly DueSource[];

type GivenUp = Due<'given-up', 'retry-work'> & Required<Pick<DueItem, 'givenUp'>>;

async function asDue(actor: Actor, job: Job): Promise<GivenUp> {
  const about = await thingOf(actor, job);
  return {
    kind: 'given-up',
    id: job.id,
    documentId: about?.opens.list === 'arrivals' ? null : (about?.opens.id ?? null),
    code: about?.code ?? '',
    subject: about?.subject ?? '',
    who: '',
    at: (job.finishedAt ?? job.createdAt).toISOString(),
    priority: about?.priority ?? 0,
    dueOn: null,
    action: 'retry-work',
    note: job.reason ?? null,
    givenUp: { work: job.kind, opens: about?.opens ?? null },
  };
}

type Thing = Pick<DueItem, 'code' | 'subject' | 'priority'> & {
  readonly opens: NonNullable<NonNullable<DueItem['givenUp']>['opens']>;
};

async function thingOf(actor: Actor, { payload, agencyId }: Job): Promise<Thing | undefined> {
  const { documentId, arrivalId } = payload;
  if (typeof arrivalId === 'string') {
    if (!seesWholeAgency(actor)) return undefined;
    const arrival = await readOne(arrivals, { _id: arrivalId, agencyId });
    if (!arrival) return undefined;
    const { codeNumber, codeNotation, subject, priority } = arrival.envelope.document;
    return { code: `${codeNumber}/${codeNotation}`, subject, priority, opens: { list: 'arrivals', id: arrivalId } };
  }
  if (typeof documentId !== 'string') return undefined;
  const visible = { $and: [visibleTo(actor), { _id: documentId }] };
  const outgoing = await readOne(outgoingDocuments, visible);
  if (outgoing) {
    const { subject, priority } = outgoing;
    return { code: codeOfOutgoing(outgoing), subject, priority, opens: { list: 'outgoing', id: documentId } };
  }
  const incoming = await readOne(incomingDocuments, visible);
  return incoming && { ...pick(incoming), opens: { list: 'incoming', id: documentId } };
}

function pick({ code, subject, priority }: Pick<Thing, 'code' | 'subject' | 'priority'>) {
  return { code, subject, priority };
}
