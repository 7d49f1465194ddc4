import { tellings } from '../../../server/exchange/operations/late-tellings.ts';
import { type Pair, sites } from './pair.ts';

/** Within so long after the issue its sender is told of what no recipient holds, and after a start so long after that. */
const TOLD_WITHIN_MS = 60_000;
const AFTER_A_START_MS = 20_000;
/** The time that looking itself takes. */
const SLACK_MS = 5_000;

/** What another agency does not hold, whose sender should have been told of that by now and was not; while a site is not well nobody can be. */
export async function uninformed(pair: Pair): Promise<string[]> {
  const found: string[] = [];
  for (const site of sites) {
    const wellSince = pair.wellSince(site);
    if (wellSince === undefined || performance.now() - wellSince < AFTER_A_START_MS + SLACK_MS) continue;
    const before = new Date(Date.now() - TOLD_WITHIN_MS - SLACK_MS);
    const untold = { channel: 'electronic', sentAt: null, lateSince: null, state: { $in: ['waiting', 'retrying'] } };
    const rows = pair.rows(site, 'deliveries').find({ ...untold, createdAt: { $lt: before } });
    for await (const { _id } of rows) found.push(`${site}: nobody was told that ${_id} has not arrived`);
    const onItsWay = { kind: { $in: [...tellings] }, state: { $in: ['waiting', 'running'] }, lateSince: null };
    const left = pair.rows(site, 'jobs').find({ ...onItsWay, createdAt: { $lt: before } });
    for await (const { _id, kind } of left) found.push(`${site}: nobody was told that ${kind} ${_id} is not done`);
  }
  return found;
}
