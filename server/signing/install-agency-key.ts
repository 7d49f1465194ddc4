import { systemActor } from '../platform/actor.ts';
import { currentTime } from '../platform/clock.ts';
import { DomainError } from '../platform/errors.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { AgencyCertificate } from './agency-certificate.ts';
import { type AgencyKeyPurpose, storeAgencyKey } from './agency-keys.ts';
import { assertTrustedForDocuments } from './assert-signer.ts';
import { openPkcs12 } from './crypto/pkcs12.ts';
import { isDemoCertificate } from './demo-mark.ts';
import { enrolCertificate } from './enrol-certificate.ts';

/** A key file as an authority hands it over, with its PIN. */
export interface NewAgencyKey {
  readonly agencyId: string;
  readonly purpose: AgencyKeyPurpose;
  readonly pkcs12: Uint8Array;
  readonly pin: string;
}

/**
 * Puts the seal or the system key of an agency in place and enrols its certificate. Refuses a wrong PIN, a certificate that has
 * expired, is for another purpose or leads to nobody this deployment trusts, and in production a demo key.
 */
export async function installAgencyKey(
  { agencyId, purpose, pkcs12, pin }: NewAgencyKey,
  { folder, production }: { folder: string; production: boolean },
): Promise<AgencyCertificate> {
  const { privateKey, certificate, chain } = await openPkcs12(pkcs12, pin);
  privateKey.fill(0);
  if (production && isDemoCertificate(certificate)) {
    throw new DomainError('invalid', 'agency-key-demo', 'Demo keys are refused in production');
  }
  await assertTrustedForDocuments({ certificate, chain }, currentTime());
  // Enrolled first: a certificate without its key does no harm, a key without its certificate makes envelopes nobody accepts.
  const actor = systemActor(agencyId);
  const enrolled = await inTransaction(actor, (tx) => enrolCertificate(tx, { purpose, certificate }));
  await storeAgencyKey(folder, { agencyId, purpose, pkcs12, pin });
  return enrolled;
}
