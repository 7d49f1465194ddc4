import { currentTime } from '../platform/clock.ts';
import { DomainError } from '../platform/errors.ts';
import { readAll } from '../platform/store.ts';
import { agencyKeys } from './agency-keys-in-use.ts';
import { signDetached, verifyDetached } from './crypto/detached-cms.ts';
import { agencyCertificates } from './store.ts';
import { trustOfDeployment } from './trust-of-deployment.ts';

/** Signs envelope or receipt bytes with the agency's system key (DESIGN D5, D10): a detached CMS. */
export async function signAsSystem(agencyId: string, bytes: Uint8Array): Promise<Uint8Array> {
  const keys = agencyKeys();
  const { certificate, chain } = await keys.certificate(agencyId, 'system');
  const signer = { certificate, chain, sign: (attributes: Uint8Array) => keys.sign(agencyId, 'system', attributes) };
  return await signDetached(bytes, signer, currentTime());
}

/**
 * Whether the detached signature over exactly these bytes is this agency's: it verifies under the trust list and is made with a
 * certificate enrolled for the agency's system key. Refuses with 401 `signature-invalid` otherwise (RELIABILITY I9).
 */
export async function verifySystemSignature(agencyId: string, bytes: Uint8Array, signature: Uint8Array): Promise<void> {
  const at = currentTime();
  const verdict = verifyDetached(bytes, signature, { trusted: await trustOfDeployment(), at });
  if (!verdict.valid) throw invalid(`The signature does not verify: ${verdict.reasons.join(', ')}`);
  const enrolled = await readAll(agencyCertificates, {
    agencyId,
    purpose: 'system',
    sha256: verdict.signer.fingerprint,
  });
  if (!enrolled.some(({ revokedAt }) => !revokedAt || revokedAt > at))
    throw invalid('The certificate is not enrolled for this agency');
}

function invalid(message: string): DomainError {
  return new DomainError('unauthenticated', 'signature-invalid', message);
}
