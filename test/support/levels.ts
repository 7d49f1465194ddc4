import type { RevocationData } from '../../server/pdf-signatures/crypto/certificates/revocation.ts';
import { revocationInFiles } from '../../server/pdf-signatures/produce/authority/revocation-client.ts';
import type { LevelServices } from '../../server/pdf-signatures/produce/raise-level.ts';
import { aRevocationList, aTimestamper } from './authority-services.ts';
import { aDemoAuthority, signingTime } from './signing.ts';

const hour = 3600_000;

/** Revocation lists of the demo authority that name nobody, current at the time of signing. */
export async function cleanLists(): Promise<RevocationData> {
  const { authority } = await aDemoAuthority();
  const times = {
    thisUpdate: new Date(signingTime.getTime() - hour),
    nextUpdate: new Date(signingTime.getTime() + 24 * 30 * hour),
  };
  return { crls: [aRevocationList(authority.root, times), aRevocationList(authority.issuing, times)], ocsps: [] };
}

/** Timestamps and revocation data of the demo authority, without any network. */
export async function demoServices(change: Partial<LevelServices> = {}): Promise<LevelServices> {
  const { authority, timestamp } = await aDemoAuthority();
  return {
    timestamp: aTimestamper(timestamp, signingTime),
    revocation: revocationInFiles(await cleanLists()),
    certificates: [authority.issuing.certificate, authority.root.certificate],
    at: signingTime,
    ...change,
  };
}
