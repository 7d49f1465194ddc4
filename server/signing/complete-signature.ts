import { createHash } from 'node:crypto';
import type { Actor } from '../platform/actor.ts';
import { DomainError, notFound } from '../platform/errors.ts';
import { files, type StoredFile } from '../platform/files.ts';
import { newId } from '../platform/ids.ts';
import { readOne } from '../platform/store.ts';
import { inTransaction, type Transaction } from '../platform/transaction.ts';
import type { KnownVerdict } from '../registry/document-file.ts';
import { markSigned } from '../registry/mark-signed.ts';
import type { OutgoingDocument } from '../registry/outgoing-document.ts';
import { outgoingDocuments } from '../registry/store.ts';
import { recallBegun } from './begun-signature.ts';
import { type BegunSignature, completeSignature, completeTimestamped } from './produce/sign-pdf.ts';
import type { SignatureSession } from './signature-session.ts';
import { signatureSessions } from './store.ts';
import { withTimestamp } from './timestamps-in-use.ts';
import { verifyStored } from './verification-of.ts';

export interface CompleteSignature {
  readonly documentId: string;
  readonly signatureId: string;
  /** Base64 of the signature value. */
  readonly signature: string;
}

/**
 * Second phase: checks the value with the certificate, embeds it, with proof of time when an authority gives one, and makes the document
 * *signed*. Refuses a session that is over,
 * used, another's, or begun on a version that has changed since.
 */
export async function completeDocumentSignature(actor: Actor, request: CompleteSignature): Promise<OutgoingDocument> {
  const session = await readOne(signatureSessions, { _id: request.signatureId, agencyId: actor.agencyId });
  if (!session || session.documentId !== request.documentId || session.positionId !== actor.positionId)
    throw notFound();
  const begun = recallBegun(session.begun, await files().read(session.incrementSha256));
  const base = await files().read(session.baseSha256);
  const value = Buffer.from(request.signature, 'base64');
  const signed = await withTimestamp(
    (timestamp) => completeTimestamped(base, begun, value, timestamp),
    () => completeSignature(base, begun, value),
  );
  const stored = await files().put(signed);
  const { verdict } = await verifyStored(stored.sha256);
  return await inTransaction(actor, (tx) => concludeSession(tx, session.id, begun, stored, verdict));
}

async function concludeSession(
  tx: Transaction,
  sessionId: string,
  begun: BegunSignature,
  { sha256, size }: StoredFile,
  verdict: KnownVerdict,
): Promise<OutgoingDocument> {
  const session = await tx.load(signatureSessions, sessionId);
  requireOpen(session, tx.now);
  const { documentId, baseSha256 } = session;
  const { main, version } = await tx.load(outgoingDocuments, documentId);
  if (main?.sha256 !== baseSha256)
    throw new DomainError('conflict', 'version-changed', 'The document has changed since the signature was begun');
  tx.change(signatureSessions, session, { state: 'completed' });
  return await markSigned(tx, {
    documentId,
    version,
    file: { ...main, id: newId(), sha256, size },
    certificateSha256: createHash('sha256').update(begun.certificate).digest('hex'),
    verdict,
  });
}

function requireOpen({ state, expiresAt }: SignatureSession, now: Date): void {
  if (state !== 'open') throw new DomainError('conflict', 'signature-completed', 'This signature is completed already');
  if (expiresAt < now)
    throw new DomainError('gone', 'signature-expired', 'The time to complete this signature is over; begin again');
}
