import { record } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { type Upload, uploads } from '../../platform/uploads/upload-store.ts';
import { takeUpload } from '../../platform/uploads/uploads.ts';
import { people } from '../store.ts';
import type { Person } from './person.ts';

/** Takes the person's new password and ends all their sessions; the one they are in begins anew. */
export async function changePassword(tx: Transaction, passwordHash: string): Promise<Person> {
  const person = await tx.load(people, tx.actor.personId);
  record(tx, { type: 'password-changed' });
  return tx.change(people, person, {
    passwordHash,
    mustChangePassword: false,
    sessionEpoch: person.sessionEpoch + 1,
  });
}

/** Ends all sessions of the person, this one too. */
export async function signOutEverywhere(tx: Transaction): Promise<void> {
  const person = await tx.load(people, tx.actor.personId);
  tx.change(people, person, { sessionEpoch: person.sessionEpoch + 1 });
  record(tx, { type: 'signed-out-everywhere' });
}

const MOST_IMAGE_BYTES = 1_000_000;

/**
 * Looks into the picture before it is taken, in a process of its own: a damaged or huge one would be refused by every signature later.
 * An upload that is not there is the act's to refuse, or was taken by the same request before.
 */
export async function lookAtSignatureImage(
  { personId, agencyId }: Actor,
  uploadId: string,
  requireImage: (sha256: string) => Promise<void>,
): Promise<void> {
  const upload = await readOne(uploads, { _id: uploadId, personId, agencyId });
  if (!upload) return;
  assertSmallPng(upload);
  await requireImage(upload.sha256);
}

/** Takes an uploaded PNG as the picture of the person's own signature (NĐ 30/2020 Phụ lục I: blue, PNG, transparent). */
export async function setSignatureImage(tx: Transaction, uploadId: string): Promise<void> {
  const upload = await takeUpload(tx, uploadId);
  assertSmallPng(upload);
  const person = await tx.load(people, tx.actor.personId);
  tx.change(people, person, { signatureImage: upload.sha256 });
  record(tx, { type: 'signature-image-set' });
}

function assertSmallPng({ mediaType, size }: Upload): void {
  if (mediaType === 'image/png' && size <= MOST_IMAGE_BYTES) return;
  throw new DomainError('invalid', 'not-a-signature-image', 'A signature image is a PNG of at most 1 MB');
}
