import mongoose from 'mongoose';
import type { z } from 'zod';
import { agencies } from '../../identity/store.ts';
import type { Partner } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { bodyFor } from '../carriage/travelling-message.ts';
import { encryptionCertificatesOf } from '../directory/encryption-certificates.ts';
import { correspondentBy } from '../directory/find-correspondent.ts';
import { predecessorsOf } from '../directory/predecessors-of.ts';
import { directoryEntries } from '../directory/store.ts';
import type { heldAnswer } from '../messages/message-offer.ts';
import { fromBase64, type SignedThing } from '../messages/signed-thing.ts';
import type { HeldMessage } from '../messages/transport.ts';
import { offers, takenMessages } from '../store.ts';
import { offerIdOf } from './offer.ts';

/**
 * Gives a sender that lost acts its own message as an agency here took it in, or as it was begun: with those bytes it goes on where it was. None where there
 * is none, and where it came sealed and its sender has no key to seal it with again. Refuses with 404 the message of a sender that is hosted elsewhere.
 */
export async function heldMessage(
  { deploymentId }: Partner,
  { sender: named, messageId, recipient }: HeldMessage & { readonly recipient: string },
): Promise<z.input<typeof heldAnswer>> {
  const sender = (await correspondentBy(named, currentTime()))?.code ?? named; // it may name itself by an alias
  const entry = await readOne(directoryEntries, { _id: sender, listed: true });
  if (entry?.deployment !== deploymentId) throw notFound();
  const thing = (await taken(recipient, { sender, messageId })) ?? (await begun({ sender, messageId }));
  if (!thing || !(await mayTravelTo(sender, recipient))) return { message: null };
  return { message: await bodyFor(sender, { ...thing, inClear: true }) };
}

/** What it is about may be the records of an agency that was merged into its recipient. */
async function taken(recipient: string, { sender, messageId }: HeldMessage): Promise<SignedThing | undefined> {
  const agency = await readKnown(agencies, { code: recipient, active: true });
  if (!agency) return undefined;
  const merged = (await predecessorsOf(recipient, currentTime())).flatMap(({ agencyId }) => agencyId ?? []);
  const agencyId = mongoose.trusted({ $in: [agency.id, ...merged] });
  const kept = await readOne(takenMessages, { agencyId, senderCode: sender, messageId });
  if (!kept) return undefined;
  const { envelopeSha256, envelopeSignatureSha256 } = kept;
  return { content: await files().read(envelopeSha256), signature: await files().read(envelopeSignatureSha256) };
}

async function begun({ sender, messageId }: HeldMessage): Promise<SignedThing | undefined> {
  const offer = await readOne(offers, { _id: offerIdOf(sender, messageId) });
  return offer && fromBase64(offer);
}

/** What may have come sealed goes back in no other way. */
async function mayTravelTo(sender: string, recipient: string): Promise<boolean> {
  const isSealable = async (code: string) => (await encryptionCertificatesOf(code, currentTime())).length > 0;
  return (await isSealable(sender)) || !(await isSealable(recipient));
}
