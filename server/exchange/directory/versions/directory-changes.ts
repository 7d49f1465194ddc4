import type { DirectoryEntry, EntryFields, WaitingWay } from '../directory-entry.ts';
import { isNoMore, partsChanged, type partsOfWay, standingUntilConfirmed, type Way } from '../way-to-agency.ts';
import type { DirectoryList, ListedAgency, ListedDeployment } from './directory-list.ts';
import { endorsementOf } from './endorsement.ts';

/** What of an entry a list can change. */
type Part = 'name' | 'aliases' | 'formerNames' | 'log' | 'limits' | (typeof partsOfWay)[number];

/** What a list does to one agency; `waits` says that keys or way change only once a second person confirms it. */
export interface DirectoryChange {
  readonly kind: 'added' | 'changed' | 'gone';
  readonly code: string;
  readonly name: string;
  readonly parts: readonly Part[];
  readonly waits: boolean;
  readonly entry: EntryFields;
}

/** Who takes the list in, and when. */
type TakenInBy = Pick<WaitingWay, 'by' | 'since'>;

/** Everything that a list changes of the entries that are held, in the order of the list; those it names no more come last. */
export function directoryChanges(
  held: readonly DirectoryEntry[],
  { serial, deployments, agencies }: Pick<DirectoryList, 'serial' | 'deployments' | 'agencies'>,
  taken: TakenInBy,
): DirectoryChange[] {
  const known = new Map(held.map((entry) => [entry.id, entry]));
  const places = new Map(deployments.map((deployment) => [deployment.id, deployment]));
  const changes = agencies.flatMap((agency) => {
    const wanted = wayOf(agency, places);
    return changeOf(known.get(agency.code), agency, { ...wanted, serial, ...taken }) ?? [];
  });
  const named = new Set(agencies.map(({ code }) => code));
  const gone = held.filter(({ id, listed }) => listed && !named.has(id));
  return [...changes, ...gone.map(goneOf)];
}

function wayOf(
  { deployment, certificates, successor }: ListedAgency,
  places: ReadonlyMap<string, ListedDeployment>,
): Way {
  const { address = null, keys = [] } = places.get(deployment ?? '') ?? {};
  return { deployment, address, deploymentKeys: keys, certificates, successor };
}

function goneOf({ id, version: _version, ...entry }: DirectoryEntry): DirectoryChange {
  const fields = { ...entry, listed: false, waiting: undefined };
  return { kind: 'gone', code: id, name: entry.name, parts: [], waits: false, entry: fields };
}

/** What becomes of an agency; nothing when all of it stands here already. */
function changeOf(
  held: DirectoryEntry | undefined,
  agency: ListedAgency,
  wanted: WaitingWay,
): DirectoryChange | undefined {
  const { code, name, aliases, formerNames, log, limits } = agency;
  const told = { name, aliases, formerNames, log, limits };
  if (!held) {
    const entry = { ...told, ...bareWay(wanted), listed: true };
    return { kind: 'added', code, name, parts: [], waits: false, entry };
  }
  const { way, waiting, endorsedAt } = settled(held, agency, wanted);
  const names = (Object.keys(told) as (keyof typeof told)[]).filter(
    (part) => JSON.stringify(held[part]) !== JSON.stringify(told[part]),
  );
  const stands = names.length === 0 && partsChanged(held, way).length === 0 && waiting === held.waiting;
  if (stands && held.listed) return undefined;
  const parts: Part[] = [...names, ...partsChanged(held, wanted)];
  const entry = { ...told, ...way, listed: true, waiting, endorsedAt };
  return { kind: held.listed ? 'changed' : 'added', code, name, parts, waits: waiting !== undefined, entry };
}

/** Which way counts from now on, and which waits: the list alone takes keys away, and gives none. */
function settled(held: DirectoryEntry, { endorsement }: ListedAgency, wanted: WaitingWay) {
  const endorsedAt = endorsementOf(held, wanted, { endorsement, at: wanted.since });
  if (endorsedAt || isNoMore(held, wanted)) {
    return { way: bareWay(wanted), waiting: undefined, endorsedAt: endorsedAt ?? held.endorsedAt };
  }
  const waiting = isSameWay(held.waiting, wanted) ? held.waiting : wanted;
  return { way: standingUntilConfirmed(held, wanted), waiting, endorsedAt: held.endorsedAt };
}

const bareWay = ({ deployment, address, deploymentKeys, certificates, successor }: Way): Way => ({
  ...{ deployment, address, deploymentKeys, certificates, successor },
});

const isSameWay = (one: WaitingWay | undefined, other: WaitingWay): boolean =>
  one !== undefined && partsChanged(one, other).length === 0;
