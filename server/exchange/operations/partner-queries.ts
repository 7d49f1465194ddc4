import mongoose from 'mongoose';
import { heldHeads } from '../../audit/store.ts';
import { readAll } from '../../platform/database/store.ts';
import { jobs } from '../../platform/ledger/jobs.ts';
import { circuitOf, type PartnerLine } from '../carriage/partner-line.ts';
import { partnerLines } from '../carriage/store.ts';
import { type DirectoryEntry, hostingOf } from '../directory/directory-entry.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';
import type { PartnerView } from './contract.ts';

/** Every other deployment of the directory with how the line to it stands; those that do not answer come first, then by name. */
export async function partnerViews(now: Date): Promise<PartnerView[]> {
  const own = (await ownDeploymentInUse()).id;
  const entries = await readAll(directoryEntries, { listed: true }, { sort: { name: 1 } });
  const afar = entries.filter((entry) => hostingOf(entry, own) === 'elsewhere');
  const lines = new Map((await readAll(partnerLines, {})).map((line) => [line.id, line]));
  const waiting = await waitingByPartner();
  const heads = await headsKnown(afar.flatMap(({ log }) => log?.id ?? []));
  const ids = [...new Set(afar.flatMap(({ deployment }) => deployment ?? []))];
  const views = ids.map((id) => {
    const hosted = afar.filter(({ deployment }) => deployment === id);
    return {
      ...ofDirectory(id, hosted),
      ...ofLine(lines.get(id), now),
      waiting: waiting.get(id) ?? 0,
      log: heads(hosted),
    };
  });
  return views.toSorted((one, other) => Number(one.circuit === 'closed') - Number(other.circuit === 'closed'));
}

function ofDirectory(id: string, hosted: readonly DirectoryEntry[]) {
  const [first] = hosted;
  return {
    id,
    code: first?.id ?? '',
    name: first?.name ?? id,
    agencies: hosted.length,
    address: first?.address ?? null,
  };
}

function ofLine(line: PartnerLine | undefined, now: Date) {
  const rests = line?.restsUntil && line.restsUntil > now ? line.restsUntil : undefined;
  return {
    circuit: line ? circuitOf(line, now) : ('closed' as const),
    answeredAt: line?.answeredAt?.toISOString() ?? null,
    failingSince: line?.failingSince?.toISOString() ?? null,
    restsUntil: rests?.toISOString() ?? null,
    lastError: line?.lastError ?? null,
  };
}

async function waitingByPartner(): Promise<Map<string, number>> {
  const found = await jobs.model
    .aggregate<{ _id: string; count: number }>([
      {
        $match: {
          partner: mongoose.trusted({ $type: 'string' }),
          state: mongoose.trusted({ $in: ['waiting', 'running'] }),
        },
      },
      { $group: { _id: '$partner', count: { $sum: 1 } } },
    ])
    .exec();
  return new Map(found.map(({ _id, count }) => [_id, count]));
}

/** What is known of the logs of some agencies: heads that are held, and whether one contradicts itself. */
async function headsKnown(logs: readonly string[]): Promise<(hosted: readonly DirectoryEntry[]) => PartnerView['log']> {
  const found = await readAll(heldHeads, { ofAgencyId: mongoose.trusted({ $in: [...new Set(logs)] }) });
  const known = new Set(found.map(({ ofAgencyId }) => ofAgencyId));
  const bad = new Set(found.flatMap(({ ofAgencyId, contradicted }) => (contradicted ? ofAgencyId : [])));
  return (hosted) => {
    const ids = hosted.flatMap(({ log }) => log?.id ?? []);
    if (ids.some((id) => bad.has(id))) return 'contradicted';
    return ids.some((id) => known.has(id)) ? 'held' : 'none';
  };
}
