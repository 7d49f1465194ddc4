import mongoose from 'mongoose';
import { heldHeads } from '../../audit/store.ts';
import { readAll } from '../../platform/database/store.ts';
import { jobs } from '../../platform/ledger/jobs.ts';
import { AXIS } from '../axis/axis-partner.ts';
import { axisAgencies } from '../axis/store.ts';
import { circuitOf, type PartnerLine } from '../carriage/partner-line.ts';
import { partnerLines } from '../carriage/store.ts';
import { type DirectoryEntry, hostingOf } from '../directory/directory-entry.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';
import type { LogContradiction } from '../witness/log-contradiction.ts';
import { logComparisons, logContradictions } from '../witness/store.ts';
import type { PartnerView } from './contract.ts';

/**
 * Every other deployment of the directory, and the national document axis where one is in use, with how the line to it stands; those that do not
 * answer come first, then by name.
 */
export async function partnerViews(now: Date): Promise<PartnerView[]> {
  const own = (await ownDeploymentInUse()).id;
  const entries = await readAll(directoryEntries, { listed: true }, { sort: { name: 1 } });
  const afar = entries.filter((entry) => hostingOf(entry, own) === 'elsewhere');
  const lines = new Map((await readAll(partnerLines, {})).map((line) => [line.id, line]));
  const waiting = await waitingByPartner();
  const known = await knownOfLogs(afar.flatMap(({ log }) => log?.id ?? []));
  const ids = [...new Set(afar.flatMap(({ deployment }) => deployment ?? []))];
  const views = ids.map((id) => {
    const hosted = afar.filter(({ deployment }) => deployment === id);
    return {
      ...{ ...ofDirectory(id, hosted), carrier: 'direct' as const },
      ...ofLine(lines.get(id), now),
      waiting: waiting.get(id) ?? 0,
      ...ofLogs(hosted, known),
    };
  });
  const axis = await axisView(new Set(entries.flatMap(({ id, aliases }) => [id, ...aliases.map(({ code }) => code)])));
  const ofAxis = axis && { ...axis, ...ofLine(lines.get(AXIS), now), waiting: waiting.get(AXIS) ?? 0 };
  return [...views, ...(ofAxis ? [ofAxis] : [])].toSorted(
    (one, other) => Number(one.circuit === 'closed') - Number(other.circuit === 'closed'),
  );
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

/** The axis with whom it alone reaches: whoever it lists that is in no directory; nothing where none is in use. */
async function axisView(listed: ReadonlySet<string>) {
  const all = await readAll(axisAgencies, {}, { sort: { _id: 1 } });
  if (all.length === 0) return undefined;
  const alone = all.filter(({ id }) => !listed.has(id));
  const facts = { id: AXIS, code: alone[0]?.id ?? '', name: '', agencies: alone.length, address: null };
  return {
    ...facts,
    log: { state: 'none' as const, compared: 0, known: 0, comparedAt: null },
    contradictions: [],
    carrier: 'axis' as const,
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

interface KnownOfLogs {
  /** When each log was last compared. */
  readonly compared: ReadonlyMap<string, Date>;
  /** Logs of which some agency here holds a head. */
  readonly held: ReadonlySet<string>;
  readonly open: readonly LogContradiction[];
}

async function knownOfLogs(logs: readonly string[]): Promise<KnownOfLogs> {
  const among = mongoose.trusted({ $in: [...new Set(logs)] });
  const compared = await readAll(logComparisons, { _id: among });
  const held = await heldHeads.model.distinct('log', { log: among });
  const open = await readAll(logContradictions, { log: among, noted: null });
  return {
    compared: new Map(compared.map(({ id, comparedAt }) => [id, comparedAt])),
    held: new Set(held.map(String)),
    open,
  };
}

/** How the logs of the agencies that a partner hosts stand: whether one contradicts itself, and when one was compared last. */
function ofLogs(hosted: readonly DirectoryEntry[], { compared, held, open }: KnownOfLogs) {
  const ids = hosted.flatMap(({ log }) => log?.id ?? []);
  const contradictions = open.filter(({ log }) => ids.includes(log));
  const known = ids.filter((id) => held.has(id));
  const times = known.flatMap((id) => compared.get(id)?.getTime() ?? []);
  const comparedAt = times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
  const counts = { compared: times.length, known: known.length };
  return {
    log: { state: stateOfLogs(contradictions.length, counts), ...counts, comparedAt },
    contradictions: contradictions.map(({ id, code, name, epoch, size, foundAt }) => ({
      ...{ id, code, name, epoch, size, foundAt: foundAt.toISOString() },
    })),
  };
}

function stateOfLogs(
  contradicted: number,
  { known, compared }: Pick<PartnerView['log'], 'known' | 'compared'>,
): PartnerView['log']['state'] {
  if (contradicted > 0) return 'contradicted';
  if (known === 0) return 'none';
  if (compared === 0) return 'unchecked';
  return compared < known ? 'partly' : 'agrees';
}
