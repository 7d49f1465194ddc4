import type { Agency } from '../identity/agency.ts';
import { agencies } from '../identity/store.ts';
import { systemActor } from '../platform/actor.ts';
import { DomainError } from '../platform/errors.ts';
import { files } from '../platform/files.ts';
import { readOne } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Arrival } from './arrival.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { verifySinceFirstSight } from './first-sight.ts';
import { receiveMessage } from './receive-message.ts';

/**
 * The receiving door of an agency. Checks, in this order: the form, the sender in the directory, the signature of the sender's
 * system key over these exact bytes, the audience, every enclosed file by its hash; then stores the message durably.
 * Refuses with `envelope-malformed`, `signature-invalid`, `wrong-audience` or `attachment-mismatch` (RELIABILITY I9).
 */
export async function acceptEnvelope(bytes: Uint8Array, signature: Uint8Array): Promise<Arrival> {
  const envelope = readEnvelope(bytes);
  const sender = await knownAgency(envelope.sender.code);
  if (!sender) throw new DomainError('unauthenticated', 'signature-invalid', 'The sender is not in the directory');
  await verifySinceFirstSight(sender.id, bytes, signature);
  const recipient = await knownAgency(envelope.recipient.code);
  if (!recipient)
    throw new DomainError('not-permitted', 'wrong-audience', 'The message is addressed to an agency that is not here');
  await assertFiles(envelope);
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

/** An agency of the directory that is active, by its code. */
export async function knownAgency(code: string): Promise<Agency | undefined> {
  return await readOne(agencies, { code, active: true });
}

async function assertFiles(envelope: Envelope): Promise<void> {
  for (const { sha256, size, name } of envelope.files) {
    const stored = (await files().has(sha256)) ? await files().open(sha256) : undefined;
    if (stored?.size !== size)
      throw new DomainError('invalid', 'attachment-mismatch', `The file ${name} did not come as announced`);
  }
}
