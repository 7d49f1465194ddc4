import { signDetached } from '../../pdf-signatures/crypto/sign-detached.ts';
import { verifyDetached } from '../../pdf-signatures/crypto/verify-detached.ts';
import type { TrustList } from '../../pdf-signatures/verification.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAllKnown, remembered } from '../../platform/database/remembered.ts';
import { DomainError } from '../../platform/errors.ts';
import { togetherByKind } from '../../platform/together.ts';
import { agencyCertificates, trustedCertificates } from '../certificates/store.ts';
import { trustOfDeployment } from '../certificates/trust-of-deployment.ts';
import { assertNotRevoked } from '../revocation/assert-not-revoked.ts';
import { agencySigner } from './agency-signer.ts';

/**
 * Signs envelope or receipt bytes with the agency's system key: a detached CMS. Refuses a key whose certificate has
 * expired, was revoked or is trusted by nobody: what it signs would be refused on arrival, and stay refused.
 */
export async function signAsSystem(agencyId: string, bytes: Uint8Array): Promise<Uint8Array> {
  return await signDetached(bytes, await systemSigner(agencyId), currentTime());
}

/** The key as it counts now; what is signed at the same moment shares the questions whether it does. */
const systemSigner = remembered(
  [agencyCertificates, trustedCertificates],
  (agencyId: string) => agencyId,
  togetherByKind(
    (agencyId: string) => agencyId,
    async ([agencyId]) => await agencySigner(agencyId, 'system', currentTime()),
  ),
);

/**
 * Whether the detached signature over exactly these bytes is this agency's, judged at a moment: it verifies under the trust list and is
 * made with a certificate enrolled for the agency's system key. Refuses with 401 `signature-invalid` otherwise, and with
 * 403 `sender-mismatch` when it is the system key of another agency.
 */
export async function verifySystemSignature(
  agencyId: string,
  bytes: Uint8Array,
  signature: Uint8Array,
  at: Date,
): Promise<void> {
  const trusted = await trustOfMessages();
  const verdict = verifyDetached(bytes, signature, { trusted, at });
  if (!verdict.valid) throw invalid(`The signature does not verify: ${verdict.reasons.join(', ')}`);
  await assertNotRevoked(verdict.path, trusted, at).catch((error: unknown) => {
    throw error instanceof DomainError && error.code === 'certificate-revoked' ? invalid(error.message) : error;
  });
  const inForce = (
    await readAllKnown(agencyCertificates, { purpose: 'system', sha256: verdict.signer.fingerprint })
  ).filter(({ pending, revokedAt }) => !pending && (!revokedAt || revokedAt > at));
  if (inForce.some((enrolled) => enrolled.agencyId === agencyId)) return;
  if (inForce.length === 0) throw invalid('The certificate is not enrolled for this agency');
  throw new DomainError('not-permitted', 'sender-mismatch', 'Another agency signed it');
}

/** What messages are judged by: a key that another process has taken back counts for half a second more, for documents not at all. */
const trustOfMessages = remembered<void, TrustList>(
  [agencyCertificates, trustedCertificates],
  () => 'all',
  trustOfDeployment,
);

/** A signature over these bytes that would be taken now: the one that was made, or a new one where its certificate has lost its force. */
export async function freshSignature(agencyId: string, bytes: Uint8Array, made: Uint8Array): Promise<Uint8Array> {
  try {
    await verifySystemSignature(agencyId, bytes, made, currentTime());
    return made;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'signature-invalid') throw error;
    return await signAsSystem(agencyId, bytes);
  }
}

function invalid(message: string): DomainError {
  return new DomainError('unauthenticated', 'signature-invalid', message);
}
