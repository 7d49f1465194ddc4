import { createHash } from 'node:crypto';
import type { BegunSignature } from '../../pdf-signatures/produce/signature-value.ts';
import type { Actor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { newId } from '../../platform/ids.ts';
import { requestedAct, type Sent } from '../../platform/ledger/requested-act.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import type { KnownVerdict } from '../../registry/documents/document-file.ts';
import { markSigned } from '../../registry/outgoing/mark-signed.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { positionInForce } from '../../registry/outgoing/position-in-force.ts';
import { readOutgoing } from '../../registry/outgoing/queries.ts';
import { shownToSigner } from '../../registry/outgoing/shown-to-signer.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { noteCertificate } from '../certificates/note-certificate.ts';
import { assertSigner } from '../keys/assert-signer.ts';
import { assertValid } from '../verification/assert-valid.ts';
import { verifyStored } from '../verification/verification-of.ts';
import { recallBegun } from './begun-signature.ts';
import { completeOnStored, completeTimestampedOnStored } from './signature-lane.ts';
import type { SignatureSession } from './signature-session.ts';
import { signatureSessions } from './store.ts';
import { withTimestamp } from './timestamps-in-use.ts';

export interface CompleteSignature {
  readonly documentId: string;
  readonly signatureId: string;
  /** Base64 of the signature value. */
  readonly signature: string;
}

/**
 * Second phase: checks the value with the certificate, embeds it, with proof of time when an authority gives one, and makes the document
 * *signed*. Refuses a session that is over, used or another's, a document that is no longer what was shown when it was begun, a signer
 * who may not sign any more, and a certificate that has lost its force meanwhile. `show` makes of the document what is answered, and
 * kept as the answer.
 */
export async function completeDocumentSignature<T>(
  actor: Actor,
  request: CompleteSignature,
  show: (document: OutgoingDocument) => T & Sent<T>,
): Promise<T> {
  // The document first: where another request completes the session in between, the session says so.
  const document = await readOutgoing(actor, request.documentId);
  const session = await readOne(signatureSessions, { _id: request.signatureId, agencyId: actor.agencyId });
  if (!session || session.documentId !== request.documentId || session.positionId !== actor.positionId)
    throw notFound();
  requireOpen(session, currentTime());
  requireShown(session, document);
  const begun = recallBegun(session.begun, await files().read(session.incrementSha256));
  await assertSigner(begun, { fullName: document.signer.name, at: currentTime() });
  const value = Buffer.from(request.signature, 'base64');
  const stored = await withTimestamp(
    (timestamp) => completeTimestampedOnStored(begun, value, timestamp),
    () => completeOnStored(begun, value),
  );
  const report = await verifyStored(stored.sha256, 'signing');
  assertValid(report);
  const { verdict } = report;
  return await requestedAct(actor, async (tx) => show(await concludeSession(tx, session.id, begun, stored, verdict)));
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
  const { documentId } = session;
  const document = await tx.load(outgoingDocuments, documentId);
  requireShown(session, document);
  await requireSigner(tx, document);
  const { main, version } = document;
  if (!main) throw new Error(`Document ${documentId} has lost the file that was shown`);
  tx.change(signatureSessions, session, { state: 'completed' });
  await noteCertificate(tx, begun.certificate);
  return await markSigned(tx, {
    documentId,
    version,
    file: { ...main, id: newId(), sha256, size },
    certificateSha256: createHash('sha256').update(begun.certificate).digest('hex'),
    verdict,
  });
}

function requireShown({ shownSha256 }: SignatureSession, document: OutgoingDocument): void {
  if (shownToSigner(document) === shownSha256) return;
  const { version } = document;
  throw new DomainError('conflict', 'version-changed', 'The document has changed since the signature was begun', {
    extra: { version },
  });
}

/** Rights are asked anew: the position may have ended, lost its role or its holder while the key was opened. */
async function requireSigner(tx: Transaction, { signer }: OutgoingDocument): Promise<void> {
  const holder = await positionInForce(tx, tx.actor.positionId, 'signing.sign');
  if (holder?.personId === signer.personId && holder.name === signer.name) return;
  throw new DomainError('not-permitted', 'signs-no-more', 'This position does not sign for the agency any more');
}

function requireOpen({ state, expiresAt }: SignatureSession, now: Date): void {
  if (state !== 'open') throw new DomainError('conflict', 'signature-completed', 'This signature is completed already');
  if (expiresAt < now)
    throw new DomainError('gone', 'signature-expired', 'The time to complete this signature is over; begin again');
}
