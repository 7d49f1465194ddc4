import { DomainError } from '../../platform/errors.ts';
import { tryReadCertificate } from '../crypto/certificates/certificate.ts';
import { revocationStatus } from '../crypto/certificates/revocation.ts';
import { type LevelServices, type RaisedLevel, raiseLevel } from './raise-level.ts';
import { beginSignature, type SignatureRequest } from './sign-pdf.ts';
import { completeSignature, completeTimestamped } from './signature-value.ts';

export interface SignToLevel extends Omit<SignatureRequest, 'timestamped'> {
  /** The value over the signed attributes, by a key that stays where it is. */
  readonly sign: (signedAttributes: Uint8Array) => Promise<Uint8Array>;
}

/**
 * Signs a file to a PAdES baseline level in one go: signature, with B-T a timestamp over its value, with B-LT the validation data of
 * all signatures of the file, with B-LTA a document timestamp over everything. Refuses a certificate that is revoked.
 */
export async function signToLevel(
  pdf: Uint8Array,
  request: SignToLevel,
  raise?: { readonly level: RaisedLevel; readonly services: LevelServices },
): Promise<Uint8Array> {
  if (raise !== undefined) await refuseRevoked(request, raise.services);
  const begun = await beginSignature(pdf, { ...request, timestamped: raise !== undefined });
  const value = await request.sign(begun.signedAttributes);
  if (raise === undefined) return completeSignature(pdf, begun, value);
  const signed = await completeTimestamped(pdf, begun, value, raise.services.timestamp);
  return raise.level === 'T' ? signed : await raiseLevel(signed, raise.level, raise.services);
}

async function refuseRevoked({ certificate, chain }: SignToLevel, { revocation, at }: LevelServices): Promise<void> {
  const [leaf, issuer] = [certificate, ...chain].map(tryReadCertificate);
  if (leaf === undefined || issuer === undefined) return;
  const status = revocationStatus(leaf, issuer, await revocation(leaf, issuer, at), at);
  if (status.status === 'revoked' && status.since <= at) {
    const message = `The certificate has been revoked since ${status.since.toISOString()}`;
    throw new DomainError('invalid', 'certificate-revoked', message);
  }
}
