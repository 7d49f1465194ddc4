import { DomainError } from '../platform/errors.ts';
import { readAll } from '../platform/store.ts';
import { certificatesInForce } from './agency-certificate.ts';
import type { AgencyKeyPurpose, AgencySigner } from './agency-keys.ts';
import { agencyKeys } from './agency-keys-in-use.ts';
import { assertTrustedForDocuments } from './assert-signer.ts';
import { agencyCertificates } from './store.ts';

/**
 * The key an agency signs with at a moment: enrolled, in force, opened with its pass phrase, and with a certificate that would be
 * accepted where the signature arrives. Refuses with the reason as `agency-…`; nothing is signed with a key that nobody would believe.
 */
export async function agencySigner(agencyId: string, purpose: AgencyKeyPurpose, at: Date): Promise<AgencySigner> {
  const enrolled = await readAll(agencyCertificates, { agencyId, purpose });
  const inForce = certificatesInForce(enrolled, purpose, at).map(({ sha256 }) => sha256);
  try {
    const signer = await openFirst(agencyId, purpose, inForce);
    await assertTrustedForDocuments(signer, at);
    return signer;
  } catch (error) {
    throw error instanceof DomainError ? ofAgency(error, purpose) : error;
  }
}

/** The first of these certificates whose key is here; when none is, what is wrong with the first. */
async function openFirst(
  agencyId: string,
  purpose: AgencyKeyPurpose,
  wanted: readonly string[],
): Promise<AgencySigner> {
  const failures: unknown[] = [];
  for (const sha256 of wanted) {
    try {
      return await agencyKeys().open(agencyId, purpose, sha256);
    } catch (error) {
      failures.push(error);
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
