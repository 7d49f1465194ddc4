import { type DeploymentKey, type ListedCertificate, nameOfKey } from './listed-keys.ts';
import type { ListedAgency } from './versions/directory-list.ts';

/**
 * How an agency is reached and believed: its deployment, where that is, the keys of both, and who stands in its place. Other than names and
 * limits it does not change by the list alone (docs/exchange-protocol.md §4): whoever has stolen the authority's key could turn its post to
 * themselves.
 */
export interface Way extends Pick<ListedAgency, 'successor'> {
  readonly deployment: string | null;
  readonly address: string | null;
  readonly deploymentKeys: readonly DeploymentKey[];
  readonly certificates: readonly ListedCertificate[];
}

/** Whether the wanted way gives nobody anything that the held one does not: keys that end earlier, are revoked or gone. */
export function isNoMore(held: Way, wanted: Way): boolean {
  return (
    isSamePlace(held, wanted) &&
    wanted.deploymentKeys.every((key) => isCovered(key, held.deploymentKeys)) &&
    wanted.certificates.every((key) => isCovered(key, held.certificates))
  );
}

/** What counts until somebody has confirmed the wanted way: the held one, with ends and revocations that the list brings at once. */
export function standingUntilConfirmed(held: Way, wanted: Way): Way {
  return {
    deployment: held.deployment,
    address: held.address,
    successor: held.successor,
    deploymentKeys: held.deploymentKeys.map((key) => shortened(key, twinOf(key, wanted.deploymentKeys))),
    certificates: held.certificates.map((key) => shortened(key, twinOf(key, wanted.certificates))),
  };
}

export const partsOfWay = ['deployment', 'address', 'deploymentKeys', 'certificates', 'successor'] as const;

/** Which parts of the way are others. */
export function partsChanged(held: Way, wanted: Way): (typeof partsOfWay)[number][] {
  return partsOfWay.filter((part) => JSON.stringify(held[part]) !== JSON.stringify(wanted[part]));
}

type Key = DeploymentKey | ListedCertificate;
const END_OF_TIME = Number.POSITIVE_INFINITY;

function isSamePlace(one: Way, other: Way): boolean {
  return !partsChanged(one, other).some((part) => ['deployment', 'address', 'successor'].includes(part));
}

const revocationOf = (key: Key): Date | null => ('revokedAt' in key ? key.revokedAt : null);
const timeOf = (end: Date | null): number => end?.getTime() ?? END_OF_TIME;
const earlier = (one: Date | null, other: Date | null): Date | null => (timeOf(one) <= timeOf(other) ? one : other);

function twinOf<K extends Key>(key: K, among: readonly K[]): K | undefined {
  return among.find((one) => nameOfKey(one) === nameOfKey(key));
}

function isCovered<K extends Key>(wanted: K, held: readonly K[]): boolean {
  const twin = twinOf(wanted, held);
  return (
    twin !== undefined &&
    wanted.from >= twin.from &&
    timeOf(wanted.until) <= timeOf(twin.until) &&
    timeOf(revocationOf(wanted)) <= timeOf(revocationOf(twin))
  );
}

function shortened<K extends Key>(held: K, wanted: K | undefined): K {
  if (!wanted) return held;
  const from = wanted.from > held.from ? wanted.from : held.from;
  const ends = { from, until: earlier(held.until, wanted.until) };
  return 'revokedAt' in held
    ? { ...held, ...ends, revokedAt: earlier(held.revokedAt, revocationOf(wanted)) }
    : { ...held, ...ends };
}
