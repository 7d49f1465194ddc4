import { readAll } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { certificatesInForce } from '../certificates/agency-certificate.ts';
import { agencyCertificates } from '../certificates/store.ts';
import type { AgencyKeyPurpose, AgencySigner } from './agency-keys.ts';
import { agencyKeys } from './agency-keys-in-use.ts';
import { trustedSigner } from './assert-signer.ts';
import { learntFirst } from './learnt-certificates.ts';

/**
 * The key an agency signs with at a moment: enrolled, in force, opened with its pass phrase, and with a certificate that would be
 * accepted where the signature arrives; an older one while the newest cannot be used, or others have not learnt of it yet. Refuses with the reason as `agency-…`: nothing is
 * signed with a key that nobody would believe.
 */
export async function agencySigner(agencyId: string, purpose: AgencyKeyPurpose, at: Date): Promise<AgencySigner> {
  const enrolled = await readAll(agencyCertificates, { agencyId, purpose });
  const failures: unknown[] = [];
  const inForce = certificatesInForce(enrolled, purpose, at);
  for (const { sha256 } of purpose === 'system' ? await learntFirst(inForce, agencyId, at) : inForce) {
    try {
      const signer = await agencyKeys().open(agencyId, purpose, sha256);
      return { ...signer, chain: (await trustedSigner(signer, at)).chain };
    } catch (error) {
      failures.push(error instanceof DomainError ? ofAgency(error, purpose) : error);
    }
  }
  throw failures[0];
}

/** The words of a person's own certificate would mislead whoever reads them of the agency's. */
function ofAgency(error: DomainError, purpose: AgencyKeyPurpose): DomainError {
  const { kind, code, message, details } = error;
  if (code.startsWith('agency-')) return error;
  return new DomainError(
    kind === 'unavailable' ? kind : 'conflict',
    `agency-${code}`,
    `The ${purpose} key: ${message}`,
    details,
  );
}
