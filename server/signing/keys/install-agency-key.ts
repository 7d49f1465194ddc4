import type { Agency } from '../../identity/agencies/agency.ts';
import { type Certificate, keyUsage, keyUsageOf } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { openPkcs12 } from '../../pdf-signatures/crypto/certificates/pkcs12.ts';
import { bearsPerson, namesAgency } from '../../pdf-signatures/verify/names-agency.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { DomainError } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import type { AgencyCertificate } from '../certificates/agency-certificate.ts';
import { isDemoCertificate } from '../certificates/demo-mark.ts';
import { enrolCertificate } from '../certificates/enrol-certificate.ts';
import { subjectOf } from '../certificates/subject-of.ts';
import { type AgencyKeyPurpose, storeAgencyKey } from './agency-keys.ts';
import { assertTrustedForDocuments } from './assert-signer.ts';

/** A key file as an authority hands it over, with its PIN. */
export interface NewAgencyKey {
  readonly agency: Agency;
  readonly purpose: AgencyKeyPurpose;
  readonly pkcs12: Uint8Array;
  readonly pin: string;
}

/**
 * Puts the seal or the system key of an agency in place and enrols its certificate. Refuses a wrong PIN, a certificate that has
 * expired, was revoked, is for another purpose, names somebody else or leads to nobody this deployment trusts, and in production a
 * demo key.
 */
export async function installAgencyKey(
  { agency, purpose, pkcs12, pin }: NewAgencyKey,
  { folder, production }: { folder: string; production: boolean },
): Promise<AgencyCertificate> {
  const { privateKey, certificate, chain } = await openPkcs12(pkcs12, pin);
  privateKey.fill(0);
  if (production && isDemoCertificate(certificate)) {
    throw new DomainError('invalid', 'agency-key-demo', 'Demo keys are refused in production');
  }
  assertFor(await assertTrustedForDocuments({ certificate, chain }, currentTime()), purpose, agency);
  // Enrolled first: a certificate without its key does no harm, a key without its certificate makes envelopes nobody accepts.
  const agencyId = agency.id;
  const enrolled = await inTransaction(systemActor(agencyId), (tx) => enrolCertificate(tx, { purpose, certificate }));
  await storeAgencyKey(folder, { agencyId, purpose, pkcs12, pin });
  return enrolled;
}

/** A seal commits its agency to what it signs (RFC 5280 §4.2.1.3): a key for signing in to machines is none. */
function assertFor(certificate: Certificate, purpose: AgencyKeyPurpose, agency: Agency): void {
  const { subject } = subjectOf(certificate);
  if (bearsPerson(certificate)) {
    throw new DomainError('invalid', 'certificate-of-person', `The certificate is a person's: ${subject}`);
  }
  if (!namesAgency(certificate, purpose, agency)) {
    const message = `The certificate does not name ${agency.name}: ${subject}`;
    throw new DomainError('invalid', 'certificate-of-another-agency', message);
  }
  const usage = keyUsageOf(certificate);
  if (purpose === 'seal' && usage && !usage(keyUsage.nonRepudiation)) {
    throw new DomainError('invalid', 'not-for-sealing', 'The certificate is not made for sealing documents');
  }
}
