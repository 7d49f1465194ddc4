import mongoose from 'mongoose';
import { DEPLOYMENT } from '../audit/store.ts';
import type { Actor } from '../platform/actor.ts';
import type { Filter } from '../platform/database/filter.ts';
import { countRows, readAll } from '../platform/database/store.ts';
import type { Due, DueSource, Thing } from '../platform/due.ts';
import { notFound } from '../platform/errors.ts';
import { type Job, jobs } from '../platform/ledger/jobs.ts';
import type { DueItem } from './contract.ts';
import { duesInUse } from './due-in-use.ts';
import { alikeIn, isClosable } from './work-to-close.ts';

declare module '../platform/due.ts' {
  interface DueKinds {
    'given-up': 'retry-work';
  }
}

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
    const alike = new Map<string, Promise<number>>();
    return await Promise.all(found.map((job) => asDue(actor, job, alike)));
  },
};

/** The same work as rows of the home page, each with the thing it is about when the actor may see that. */
export const dueOfGivenUpWork = [givenUp] satisfies readonly DueSource[];

type GivenUp = Due<'given-up', 'retry-work'> & Required<Pick<DueItem, 'givenUp'>>;

/** `alike` is what was counted of each cause so far: rows of one cause count it once. */
async function asDue(actor: Actor, job: Job, alike: Map<string, Promise<number>>): Promise<GivenUp> {
  const about = await thingOf(actor, job);
  return {
    kind: 'given-up',
    id: job.id,
    documentId: about?.documentId ?? null,
    code: about?.code ?? '',
    subject: about?.subject ?? '',
    who: '',
    at: (job.finishedAt ?? job.createdAt).toISOString(),
    priority: about?.priority ?? 0,
    dueOn: null,
    action: 'retry-work',
    note: job.reason ?? null,
    givenUp: {
      ...{ work: job.kind, page: about?.page ?? null },
      closable: isClosable(job) ? { alike: await countAlike(job, alike) } : null,
    },
  };
}

async function countAlike(job: Job, alike: Map<string, Promise<number>>): Promise<number> {
  const cause = JSON.stringify(alikeIn(job));
  const counted = alike.get(cause) ?? countRows(jobs, alikeIn(job));
  alike.set(cause, counted);
  return await counted;
}

/** The thing itself, by the capability that it is of. */
async function thingOf(actor: Actor, { payload, agencyId }: Job): Promise<Thing | undefined> {
  const { things } = await duesInUse();
  const found = await Promise.all(things.map((find) => find(actor, payload, agencyId)));
  return found.find((thing) => thing !== undefined);
}
