import { createHash } from 'node:crypto';
import { agencies } from '../../identity/store.ts';
import type { SealContent } from '../../pdf-signatures/produce/fill-and-seal.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { files } from '../../platform/files/files.ts';
import { newId } from '../../platform/ids.ts';
import { isFinal, isNoAttempt, reasonOf, whileSomebodyWaits } from '../../platform/jobs/job-kind.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import type { DocumentFile } from '../../registry/documents/document-file.ts';
import { issueDocument, type SealedDocument } from '../../registry/outgoing/issue-document.ts';
import { sealFailed } from '../../registry/outgoing/numbering/seal-failed.ts';
import { numberingOf, type OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { written } from '../../registry/registers/register.ts';
import { agencySigner } from '../keys/agency-signer.ts';
import { assertValid } from '../verification/assert-valid.ts';
import { verifyStored } from '../verification/verification-of.ts';
import { requireWholeFiles } from './ready-to-seal.ts';
import {
  beginSealOnStored,
  completeOnStored,
  completeTimestampedOnStored,
  proveTimeOfStored,
} from './signature-lane.ts';
import { areTimestamped, withTimestamp } from './timestamps-in-use.ts';

/**
 * Fills in number and date and seals with the agency's key — *ký số cơ quan* – in one update of the signed file, then issues the
 * document. Proof of time that the leader’s signature lacks is added here or not at all: what is issued stays as it was sent. What
 * keeps it from being sealed is said at once where the clerks look; only what may pass by itself is tried again. Safe to repeat: a
 * document that is issued already is left as it is, and its number is never taken again.
 */
export async function sealDocument({ agencyId, documentId }: { agencyId: string; documentId: string }): Promise<void> {
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  if (document?.state.status !== 'numbered' || document.state.voidRequest || !document.main) return;
  const actor = systemActor(agencyId);
  try {
    const sealed = await makeSealed(document, document.main);
    await inTransaction(actor, (tx) => issueDocument(tx, { documentId, ...sealed }));
  } catch (error) {
    // A refusal that stays is written by whoever gives up, in one act with the end of the job; what our own house lacks will come.
    const isSaidHere = !isFinal(error, whileSomebodyWaits) && !isNoAttempt(error);
    if (isSaidHere) await inTransaction(actor, (tx) => sealFailed(tx, { documentId, reason: reasonOf(error) }));
    throw error;
  }
}

async function makeSealed(document: OutgoingDocument, main: DocumentFile): Promise<Omit<SealedDocument, 'documentId'>> {
  const { agencyId } = document;
  const now = currentTime();
  await requireWholeFiles(document);
  const { certificate, chain, sign } = await agencySigner(agencyId, 'seal', now);
  const begun = await beginSealOnStored(main.sha256, {
    values: valuesOf(document),
    certificate,
    chain,
    // When it is sealed, not when it was numbered: a document that waited for a renewed key is sealed with that key.
    signingTime: now,
    timestamped: areTimestamped(),
    ...(await sealImageOf(agencyId)),
  });
  const value = await sign(begun.signedAttributes);
  const stored = await withTimestamp(
    async (timestamp) => proveTimeOfStored(await completeTimestampedOnStored(begun, value, timestamp), timestamp),
    () => completeOnStored(begun, value),
  );
  const report = await verifyStored(stored.sha256, 'signing');
  assertValid(report);
  const certificateSha256 = createHash('sha256').update(certificate).digest('hex');
  return { file: { ...main, id: newId(), ...stored }, certificateSha256, verdict: report.verdict };
}

/**
 * What the empty fields receive, as far as the document has them: a draft whose page names its date keeps it. A day below 10 and the
 * months January and February get a leading zero (NĐ 30/2020 Phụ lục I.II.4).
 */
function valuesOf(document: OutgoingDocument): SealContent['values'] {
  const numbering = numberingOf(document);
  if (!numbering) throw new Error('Only a numbered document is sealed');
  const [year = '', month = '', day = ''] = numbering.issuedOn.split('-');
  const all = {
    number: written(numbering.number),
    day,
    month: Number(month) > 2 ? String(Number(month)) : month,
    year,
  };
  const has = new Set<string>(document.places.map(({ name }) => name));
  return Object.fromEntries(Object.entries(all).filter(([name]) => has.has(name)));
}

async function sealImageOf(agencyId: string): Promise<Pick<SealContent, 'sealImage'>> {
  const agency = await readOne(agencies, { _id: agencyId });
  return agency?.sealImage ? { sealImage: await files().read(agency.sealImage) } : {};
}
