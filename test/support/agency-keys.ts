import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { DemoKey, DemoPurpose, RevocationPlaces } from '../../scripts/demo/authority.ts';
import { exportPkcs12 } from '../../scripts/demo/export-pkcs12.ts';
import { agencies } from '../../server/identity/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne, rowsOf } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { confirmCertificate } from '../../server/signing/certificates/confirm-certificate.ts';
import { agencyCertificates } from '../../server/signing/certificates/store.ts';
import { agencyKeysFolder, storeAgencyKey } from '../../server/signing/keys/agency-keys.ts';
import { installAgencyKey } from '../../server/signing/keys/install-agency-key.ts';
import type { Province } from './main-job.ts';

const PIN = '246810';
const DAY_MS = 24 * 3600_000;

type Purpose = 'seal' | 'system';

/** Where the keys of an agency of the province lie. */
export const keysOf = (province: Province, key: string): string =>
  join(agencyKeysFolder(join(province.storageFolder(), 'keys')), province.agency(key).id);

/** A new key of an agency, issued by the province's authority. */
export async function aKeyOf(
  province: Province,
  key: string,
  purpose: DemoPurpose,
  validity: { readonly notBefore?: Date; readonly notAfter?: Date } = {},
  revocation: RevocationPlaces = {},
): Promise<DemoKey> {
  const { name } = province.agency(key);
  const commonName = purpose === 'seal' ? name : `Hệ thống quản lý văn bản – ${name}`;
  return await province.authority().issue({ purpose, commonName, agency: name, revocation, ...validity });
}

/** Puts a key of an agency in place as an operator does; where the agency has an administrator, its certificate waits for one. */
export async function placeKey(
  province: Province,
  key: string,
  purpose: Purpose,
  made: DemoKey,
): ReturnType<typeof installAgencyKey> {
  const folder = agencyKeysFolder(join(province.storageFolder(), 'keys'));
  const agency = await readOne(agencies, { _id: province.agency(key).id });
  if (!agency) throw new Error(`There is no agency ${key}`);
  const pkcs12 = await exportPkcs12(made, PIN);
  return await installAgencyKey({ agency, purpose, pkcs12, pin: PIN }, { folder, production: false });
}

/** Puts a key of an agency in place; its administrator, where it has one, confirms it. */
export async function installKey(province: Province, key: string, purpose: Purpose, made: DemoKey): Promise<void> {
  const { id, pending } = await placeKey(province, key, purpose, made);
  if (pending) await inTransaction(province.actor('quantri', key), (tx) => confirmCertificate(tx, id));
}

/** Renews a key of an agency, with a certificate that lasts longer than any other. */
export async function renewKey(province: Province, key: string, purpose: Purpose): Promise<DemoKey> {
  const fresh = await aKeyOf(province, key, purpose, { notAfter: new Date(Date.now() + 3_650 * DAY_MS) });
  await installKey(province, key, purpose, fresh);
  return fresh;
}

/**
 * Puts a key of an agency in place whose certificate has ended, and takes the others away: what a year without renewal comes to. Gives
 * what brings the agency back to where it was.
 */
export async function expireKey(province: Province, key: string, purpose: Purpose): Promise<() => Promise<void>> {
  const { id: agencyId } = province.agency(key);
  const old = await aKeyOf(province, key, purpose, { notAfter: new Date(Date.now() - DAY_MS) });
  const rows = rowsOf(agencyCertificates);
  const before = await rows.find({ agencyId, purpose }).toArray();
  await rows.deleteMany({ agencyId, purpose });
  const folder = agencyKeysFolder(join(province.storageFolder(), 'keys'));
  await storeAgencyKey(folder, { agencyId, purpose, pkcs12: await exportPkcs12(old, PIN), pin: PIN });
  const { validFrom, validTo, fingerprint256 } = new X509Certificate(old.certificate);
  const enrolled = {
    agencyId,
    purpose,
    certificate: Buffer.from(old.certificate).toString('base64'),
    sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
    from: new Date(validFrom),
    until: new Date(validTo),
  };
  await inTransaction(systemActor(agencyId), async (tx) => tx.insert(agencyCertificates, enrolled));
  return async () => {
    await rows.deleteMany({ agencyId, purpose });
    await rows.insertMany(before);
  };
}
