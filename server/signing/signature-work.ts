import type { CertificateChain } from '../pdf-signatures/crypto/cms.ts';
import { leaderLock } from '../pdf-signatures/pdf/field-names.ts';
import { parsePdf } from '../pdf-signatures/pdf/pdf-update.ts';
import { refuseToSign } from '../pdf-signatures/produce/preflight/preflight-finding.ts';
import { structureFindings } from '../pdf-signatures/produce/preflight/preflight-structure.ts';
import { isSigned } from '../pdf-signatures/produce/rewrite-pdf.ts';
import { beginSignature } from '../pdf-signatures/produce/sign-pdf.ts';
import type { BegunSignature } from '../pdf-signatures/produce/signature-value.ts';
import type { Appearance } from '../pdf-signatures/produce/signer-text.ts';

/*
 * What the lane `signing` runs in its worker process: whatever reads a whole PDF on the way to a signature. The server itself only
 * copies bytes, so that nobody waits while a long file is signed.
 */
export { beginSeal } from '../pdf-signatures/produce/fill-and-seal.ts';
export { beginProofOfTime } from '../pdf-signatures/produce/raise-level.ts';
export { verifyPdf } from '../pdf-signatures/verify/verify-pdf.ts';

export interface LeaderSignature extends CertificateChain {
  readonly signingTime: Date;
  readonly timestamped: boolean;
  readonly appearance: Appearance;
}

/** Begins a leader's signature; refuses a file that acts by itself, or whose earlier pages are hidden. */
export async function beginLeaderSignature(base: Uint8Array, request: LeaderSignature): Promise<BegunSignature> {
  const context = await parsePdf(base);
  refuseToSign(structureFindings(base, context));
  // Where a drafter's initial signed first, that one certifies: a second certification would break it (ISO 32000-2 §12.8.2.2).
  const certification = isSigned(context) ? {} : ({ certify: 2 } as const);
  return await beginSignature(base, { ...request, ...certification, field: 'leader', lock: leaderLock });
}
