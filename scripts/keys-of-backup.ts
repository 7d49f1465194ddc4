import { type LackingLogKey, lackingLogKeys } from '../server/audit/renewal/lacking-log-keys.ts';
import { signedHeads } from '../server/audit/store.ts';
import { agencies, people, positions } from '../server/identity/store.ts';
import type { Manifest } from '../server/platform/backup/manifest.ts';
import { type BackupSource, rowsInBackup, storedInBackup } from '../server/platform/backup/rows-of-backup.ts';
import { stateOf } from '../server/signing/certificates/agency-certificate.ts';
import { agencyCertificates } from '../server/signing/certificates/store.ts';
import { type AgencyKeyPurpose, agencyKeysFolder, hasKeyFile } from '../server/signing/keys/agency-keys.ts';

/** Which keys a backup was written with, or needs to go on, that are not in a keys folder. */
export interface LackingKeys {
  readonly logKeys: readonly LackingLogKey[];
  /** Agencies with people here whose certificate counts, and for which no key file is there. */
  readonly ofAgencies: readonly { readonly agency: string; readonly purpose: AgencyKeyPurpose }[];
}

/** Compares a backup with the keys that are there before anything is restored: keys are in no backup. */
export async function keysLacking(
  source: BackupSource,
  manifest: Manifest,
  { keysFolder, now }: { readonly keysFolder: string; readonly now: Date },
): Promise<LackingKeys> {
  const heads = new Set<string>();
  for await (const { publicKey } of rowsInBackup(source, manifest, signedHeads)) heads.add(publicKey);
  const marks = new Set<string>();
  for (const store of [people, positions]) {
    for await (const { mac } of storedInBackup(source, manifest, store)) {
      if (typeof mac === 'string') marks.add(mac.slice(0, mac.indexOf('.')));
    }
  }
  return {
    logKeys: await lackingLogKeys(keysFolder, { heads, marks }),
    ofAgencies: await agenciesWithoutKeys(source, manifest, { keysFolder, now }),
  };
}

async function agenciesWithoutKeys(
  source: BackupSource,
  manifest: Manifest,
  { keysFolder, now }: { readonly keysFolder: string; readonly now: Date },
): Promise<LackingKeys['ofAgencies']> {
  const here = new Set<string>();
  for await (const { agencyId } of rowsInBackup(source, manifest, positions)) here.add(agencyId);
  const counting = new Map<string, { agencyId: string; purpose: AgencyKeyPurpose; certificates: string[] }>();
  for await (const row of rowsInBackup(source, manifest, agencyCertificates)) {
    const { agencyId, purpose, sha256 } = row;
    if (!here.has(agencyId) || stateOf(row, now) !== 'in-force') continue;
    const known = counting.get(`${agencyId}/${purpose}`)?.certificates ?? [];
    counting.set(`${agencyId}/${purpose}`, { agencyId, purpose, certificates: [...known, sha256] });
  }
  const names = new Map<string, string>();
  for await (const { id, code, name } of rowsInBackup(source, manifest, agencies)) names.set(id, `${code} ${name}`);
  const lacking: { agency: string; purpose: AgencyKeyPurpose }[] = [];
  for (const { agencyId, purpose, certificates } of counting.values()) {
    if (await hasKeyFile(agencyKeysFolder(keysFolder), agencyId, purpose, certificates)) continue;
    lacking.push({ agency: names.get(agencyId) ?? agencyId, purpose });
  }
  return lacking;
}
