import mongoose from 'mongoose';
import { countRows, readSome } from '../../platform/database/store.ts';
import { type Job, jobs } from '../../platform/ledger/jobs.ts';
import { daysUntil, NOTICE_DAYS } from '../../signing/certificates/certificate-ends.ts';
import { endsOfCertificates } from '../../signing/certificates/ends-of-certificates.ts';
import { heldVersion } from '../directory/queries.ts';
import { deliveries } from '../store.ts';
import type { OperationsView } from './contract.ts';
import { partnerViews } from './partner-queries.ts';
import { percentile } from './percentile.ts';
import { sendingTimes } from './sending-queries.ts';

const { trusted } = mongoose;

/** The work of the exchange in the order in which a document meets it. */
const kinds = [
  ...(['document-issued', 'deliver-envelope'] as const),
  ...(['document-corrected', 'document-recalled', 'send-follow-up'] as const),
  ...(['verify-arrival', 'handling-changed', 'answer-changed', 'send-receipt'] as const),
  ...(['send-status', 'collect-from-axis', 'ask-again', 'offer-again'] as const),
] as const;

/** How the exchange runs at a moment, in the whole deployment; no document is named. */
export async function operationsView(now: Date): Promise<OperationsView> {
  const [queue, failures, times, partners, ending] = await Promise.all([
    Promise.all(kinds.map(queueOf)),
    failuresByReason(),
    sendingTimes(now),
    partnerViews(now),
    endingSoon(now),
  ]);
  const latency = { messages: times.length, p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95) };
  return { at: now.toISOString(), queue, failures, latency, partners, ending };
}

async function queueOf(kind: (typeof kinds)[number]): Promise<OperationsView['queue'][number]> {
  const count = (state: Job['state']) => countRows(jobs, { kind, state });
  const [waiting, running, givenUp] = await Promise.all([count('waiting'), count('running'), givenUpOf(kind)]);
  const open = { kind, state: trusted({ $in: ['waiting', 'running'] }) };
  const [oldest] = await readSome(jobs, ['createdAt'], open, { sort: { createdAt: 1 }, limit: 1 });
  return { work: kind, waiting, running, givenUp, oldestAt: oldest?.createdAt.toISOString() ?? null };
}

/** How much of a kind waits for a person, since the system gave up: what one has seen to waits no more. */
async function givenUpOf(kind: (typeof kinds)[number]): Promise<number> {
  if (kind === 'deliver-envelope') return await countRows(deliveries, { ...unsent, state: 'stuck' });
  return await countRows(jobs, { kind, state: 'dead', leftTo: trusted({ $type: 'string' }) });
}

/** Deliveries of which somebody had to be told, that nobody holds and nobody has seen to. */
export const unsent = {
  lateSince: trusted({ $type: 'date' }),
  sentAt: null,
  settled: null,
  state: trusted({ $in: ['waiting', 'retrying', 'stuck'] }),
};

/** What no recipient holds, by its cause. */
export async function failuresByReason(): Promise<OperationsView['failures']> {
  const tried = { $ne: ['$state', 'stuck'] };
  const found = await deliveries.model
    .aggregate<{
      _id: { reason?: string | null; tried: boolean };
      deliveries: number;
      agencies: readonly string[];
      since: Date;
    }>([
      { $match: unsent },
      {
        $group: {
          _id: { reason: '$lastError', tried },
          deliveries: { $sum: 1 },
          agencies: { $addToSet: '$agencyId' },
          since: { $min: '$createdAt' },
        },
      },
      { $sort: { deliveries: -1 } },
    ])
    .exec();
  return found.map(({ _id, agencies, since, ...counted }) => ({
    ...{ reason: _id.reason ?? null, tried: _id.tried, agencies: agencies.length },
    ...{ deliveries: counted.deliveries, since: since.toISOString() },
  }));
}

async function endingSoon(now: Date): Promise<OperationsView['ending']> {
  const held = await heldVersion();
  const list = held ? [{ kind: 'directory', of: held.name, days: daysUntil(held.validUntil, now) }] : [];
  return [...(await endsOfCertificates(now)), ...list]
    .filter(({ days }) => days <= NOTICE_DAYS[0])
    .toSorted((one, other) => one.days - other.days);
}
