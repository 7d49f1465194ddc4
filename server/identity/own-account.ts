import { record } from '../audit/record.ts';
import { DomainError } from '../platform/errors.ts';
import type { Transaction } from '../platform/transaction.ts';
import { takeUpload } from '../platform/uploads.ts';
import type { Person } from './person.ts';
import { people } from './store.ts';

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

/** Takes an uploaded PNG as the picture of the person's own signature (NĐ 30/2020 Phụ lục I: blue, PNG, transparent). */
export async function setSignatureImage(tx: Transaction, uploadId: string): Promise<void> {
  const upload = await takeUpload(tx, uploadId);
  if (upload.mediaType !== 'image/png' || upload.size > MOST_IMAGE_BYTES) {
    throw new DomainError('invalid', 'not-a-signature-image', 'A signature image is a PNG of at most 1 MB');
  }
  const person = await tx.load(people, tx.actor.personId);
  tx.change(people, person, { signatureImage: upload.sha256 });
  record(tx, { type: 'signature-image-set' });
}
