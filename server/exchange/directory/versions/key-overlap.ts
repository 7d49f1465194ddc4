import { type DeploymentKey, inForceAt, type ListedCertificate, nameOfKey } from '../listed-keys.ts';
import type { DirectoryList } from './directory-list.ts';

/** So long a former key goes on beside a new one (docs/exchange-protocol.md, section 3). */
const OVERLAP_MS = 30 * 24 * 3600_000;

/** Whose key a list renews while the former one ends too soon, or is gone from the list at once. */
export interface ShortOverlap {
  /** The agency’s code, or the id of the deployment. */
  readonly of: string;
  readonly use: 'deployment' | 'signing' | 'encryption';
  /** When the last of the former keys ends. */
  readonly until: Date;
}

type Keys = Pick<DirectoryList, 'deployments' | 'agencies'>;

/**
 * Whose new keys in a list stand beside a former one for less than thirty days: whoever has not taken the list in by then believes neither. Only for
 * a key that was laid open that is right.
 */
export function shortOverlaps(former: Keys, next: Keys & Pick<DirectoryList, 'issuedAt'>): ShortOverlap[] {
  const before = new Map(keyrings(former).map((ring) => [`${ring.use} ${ring.of}`, ring.keys]));
  return keyrings(next).flatMap(({ of, use, keys }) => {
    const had = before.get(`${use} ${of}`) ?? [];
    const names = new Set(had.map(nameOfKey));
    const standing = inForceAt(had, next.issuedAt);
    if (standing.length === 0 || keys.every((key) => names.has(nameOfKey(key)))) return [];
    const until = Math.max(...standing.map((key) => endIn(keys, key, next.issuedAt)));
    return until - next.issuedAt.getTime() < OVERLAP_MS ? [{ of, use, until: new Date(until) }] : [];
  });
}

type Key = DeploymentKey | ListedCertificate;

function keyrings({ deployments, agencies }: Keys) {
  const uses = ['signing', 'encryption'] as const;
  return [
    ...deployments.map(({ id, keys }) => ({ of: id, use: 'deployment' as const, keys: keys as readonly Key[] })),
    ...agencies.flatMap(({ code, certificates }) =>
      uses.map((use) => ({ of: code, use, keys: certificates.filter(({ purpose }) => purpose === use) })),
    ),
  ];
}

/** When a former key ends by the next list: at once where that names it no more. */
function endIn(keys: readonly Key[], former: Key, issuedAt: Date): number {
  const key = keys.find((one) => nameOfKey(one) === nameOfKey(former));
  if (!key) return issuedAt.getTime();
  const ends = [key.until, 'revokedAt' in key ? key.revokedAt : null].flatMap((end) => end?.getTime() ?? []);
  return Math.min(Number.POSITIVE_INFINITY, ...ends);
}
