import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import { readAll } from '../../platform/database/store.ts';
import { stateOf } from '../../signing/certificates/agency-certificate.ts';
import { agencyCertificates } from '../../signing/certificates/store.ts';
import { fileLimits } from '../messages/message-rules.ts';
import type { DeploymentKey } from './listed-keys.ts';
import type { OwnDeployment } from './own-deployment.ts';
import { encryptionKeyOf, formerEncryptionKeysOf } from './own-encryption-keys.ts';
import { directoryEntries } from './store.ts';
import { endorsed } from './versions/endorse-way.ts';

interface EntryRequest {
  readonly own: OwnDeployment;
  /** Where others reach this deployment; null when it collects what waits for it. */
  readonly address: string | null;
  /** The key that signs the heads of its logs. */
  readonly logKey: string;
  readonly at: Date;
}

/**
 * What the authority is sent to list this deployment with the agencies it hosts, in the form of exchange-protocol §4: their codes and
 * names as they are called here, the certificates of their system keys that count, will count, or were revoked, those that others seal with, and where the
 * directory that is held here knows an agency otherwise, the word of its former key.
 */
export async function ownEntry({ own, address, logKey, at }: EntryRequest) {
  const hosted = await readAll(agencies, { active: true }, { sort: { code: 1 } });
  const certificates = await readAll(agencyCertificates, { purpose: 'system' }, { sort: { _id: 1 } });
  const told = certificates.filter((row) => ['in-force', 'not-yet', 'revoked'].includes(stateOf(row, at)));
  const held = new Map((await readAll(directoryEntries, {})).map((entry) => [entry.id, entry]));
  const keys: DeploymentKey[] = [
    { key: own.publicKey, from: own.since, until: null },
    ...own.former
      .filter(({ until }) => until > at)
      .map(({ publicKey, until }) => ({ key: publicKey, from: own.since, until })),
  ];
  const entryOf = async ({ id, code, oldCode, name }: (typeof hosted)[number]) => {
    const signing = told
      .filter(({ agencyId }) => agencyId === id)
      .map(({ certificate, from, until, revokedAt = null }) => ({
        ...{ purpose: 'signing' as const, certificate, from, until, revokedAt },
      }));
    const theirs = [...signing, ...(await sealingCertificates({ id, code }, at))];
    const known = held.get(code);
    const successor = known?.successor ?? null;
    const way = { deployment: own.id, address, successor, deploymentKeys: keys, certificates: theirs };
    return {
      ...{ code, name, deployment: own.id },
      aliases: oldCode === null ? [] : [{ code: oldCode, until: null }],
      ...{ formerNames: [], successor, certificates: theirs },
      log: { id, key: logKey },
      limits: fileLimits(),
      endorsement: known ? await endorsed(known, way, { agencyId: id, at }) : null,
    };
  };
  return {
    deployments: [{ id: own.id, address, keys }],
    agencies: await Promise.all(hosted.map(entryOf)),
  };
}

async function sealingCertificates(agency: Pick<Agency, 'id' | 'code'>, at: Date) {
  const current = { ...(await encryptionKeyOf(agency)), until: null };
  const former = (await formerEncryptionKeysOf(agency)).filter(({ until }) => until > at);
  const keys = [current, ...former];
  return keys.map(({ certificate, from, until }) => {
    const base64 = Buffer.from(certificate).toString('base64');
    return { purpose: 'encryption' as const, certificate: base64, from, until, revokedAt: null };
  });
}
