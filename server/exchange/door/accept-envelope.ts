import mongoose from 'mongoose';
import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import type { Arrival } from '../arrivals/arrival.ts';
import { receiveMessage, sameMessage } from '../arrivals/receive-message.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { type Envelope, readEnvelope, sha256Of } from '../messages/envelope.ts';
import { refusal } from '../messages/message-refusal.ts';
import { refuseAhead, refuseContent, refuseExpired, refuseOversize, refuseParties } from '../messages/message-rules.ts';
import type { DocumentMessage } from '../messages/transport.ts';
import { arrivals } from '../store.ts';
import { verifySinceFirstSight } from './first-sight.ts';

/**
 * The receiving door of an agency. Checks, in this order: the form, the sender in the directory, the signature of the sender's system key
 * over these exact bytes, the audience; a message that is known is answered as before. Then who writes to whom, when, what, with which
 * files; and stores the message durably. Refuses with nothing but `messageRefusals` (RELIABILITY I9).
 */
export async function acceptEnvelope({ bytes, signature, files: brought }: DocumentMessage): Promise<Arrival> {
  refuseOversize(bytes, signature);
  const envelope = readEnvelope(bytes);
  const known = await knownAgencies(envelope.sender.code, envelope.recipient.code);
  const sender = known.get(envelope.sender.code);
  if (!sender) throw refusal('signature-invalid', 'The sender is not in the directory');
  const firstSeen = await verifySinceFirstSight(sender.id, bytes, signature);
  const recipient = known.get(envelope.recipient.code);
  if (!recipient || !(await hostedHere(recipient)))
    throw refusal('wrong-audience', 'The message is addressed to an agency that is not here');
  const { messageId } = envelope;
  const earlier = await readOne(arrivals, { agencyId: recipient.id, senderAgencyId: sender.id, messageId });
  if (earlier) return sameMessage(earlier, sha256Of(bytes));
  refuseParties(envelope.sender, envelope.recipient, sender);
  refuseAhead(envelope.sentAt, currentTime());
  refuseExpired(envelope.sentAt, firstSeen);
  refuseContent(envelope);
  await assertFiles(envelope, brought);
  const stored = { envelope: await files().put(bytes), signature: await files().put(signature) };
  return await inTransaction(systemActor(recipient.id), (tx) =>
    receiveMessage(tx, {
      senderAgencyId: sender.id,
      envelope,
      envelopeSha256: stored.envelope.sha256,
      envelopeSignatureSha256: stored.signature.sha256,
    }),
  );
}

/** The agencies of the directory with these codes that are active, by their codes. */
export async function knownAgencies(...codes: readonly string[]): Promise<ReadonlyMap<string, Agency>> {
  const found = await readAll(agencies, { code: mongoose.trusted({ $in: codes }), active: true });
  return new Map(found.map((agency) => [agency.code, agency]));
}

/** Refuses a message unless exactly the files it names were brought, each stored here in the size that the message says. */
async function assertFiles(envelope: Envelope, brought: readonly StoredFile[]): Promise<void> {
  const named = new Set(envelope.files.map(({ sha256 }) => sha256));
  if (brought.some(({ sha256 }) => !named.has(sha256))) throw mismatch('A file came that the message does not name');
  for (const { sha256, size, name } of envelope.files) {
    const came = brought.some((file) => file.sha256 === sha256 && file.size === size);
    const stored = came && (await files().has(sha256)) ? await files().open(sha256) : undefined;
    if (stored?.size !== size) throw mismatch(`The file ${name} did not come as announced`);
  }
}

function mismatch(message: string): Error {
  return refusal('attachment-mismatch', message);
}
