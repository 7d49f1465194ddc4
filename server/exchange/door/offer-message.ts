import type { Partner } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { UnderWay } from '../../platform/partners/under-way.ts';
import { correspondentBy } from '../directory/find-correspondent.ts';
import { enclosedFiles, travelling } from '../messages/confidential-message.ts';
import { bringsDocument, type DocumentMessage } from '../messages/message.ts';
import type { EnclosedFile } from '../messages/message-offer.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { OfferAnswer, WantedFile } from '../messages/offer-answer.ts';
import { inBase64, type SignedThing } from '../messages/signed-thing.ts';
import type { Travelled } from '../messages/travelled.ts';
import { offers } from '../store.ts';
import { type Examination, type ExaminedMessage, examineMessage, storeMessage } from './accept-message.ts';
import { type AddressedMessage, addressedMessage } from './addressed-message.ts';
import { keepEnclosed } from './enclosed-files.ts';
import { finishFile } from './finish-file.ts';
import { type Offer, type OfferedFile, offerIdOf, partialIdOf } from './offer.ts';
import { openedFiles } from './opened-files.ts';
import { refusedByRecipient } from './refused-by-recipient.ts';

/**
 * Takes a message that another deployment offers (docs/exchange-protocol.md, section 6): stored at once when it brings no files or all have
 * come, be it along with it, else begun, with the files it still wants. Refuses what `addressedMessage`, `examine` and `storeMessage` refuse.
 */
export async function offerMessage(
  partner: Partner,
  { content, signature }: SignedThing,
  { examine = examineMessage, travelled, enclosed = [] }: Coming,
): Promise<OfferAnswer> {
  const addressed = await addressedMessage({ content, signature }, { partner });
  return await refusedByRecipient(addressed, async () => {
    const found = await examine(addressed);
    if ('receipt' in found) return stored(found.receipt);
    const { examined } = found;
    const { message } = examined;
    if (enclosed.length > 0) return stored(await storeWhole({ ...examined, travelled }, enclosed));
    if (!bringsDocument(message)) return stored(await storeMessage(examined, []));
    return await goOn(examined, await begin(partner, { ...examined, travelled }, message));
  });
}

/** How a message comes, and how it is looked at. */
interface Coming {
  readonly travelled: Travelled;
  /** Files that came along, if any. */
  readonly enclosed?: readonly EnclosedFile[];
  readonly examine?: (message: AddressedMessage) => Promise<Examination>;
}

/** The same for a message that this deployment has offered before, by its sender and id. Refuses with 404 any other. */
export async function offerAgain(partner: Partner, offerId: string): Promise<OfferAnswer> {
  const { content, signature, travelled = 'clear' } = await offerOf(partner, offerId);
  const thing = { content: Buffer.from(content, 'base64'), signature: Buffer.from(signature, 'base64') };
  return await offerMessage(partner, thing, { travelled });
}

/** The id of the offer that a path names: by the code of its sender, or by an alias that still means it. */
export async function offerNamed({ sender, messageId }: { readonly sender: string; readonly messageId: string }) {
  const meant = await correspondentBy(sender, currentTime());
  return offerIdOf(meant?.code ?? sender, messageId);
}

/** The offer of this deployment, or the common 404. */
export async function offerOf({ deploymentId }: Partner, offerId: string): Promise<Offer> {
  const offer = await readOne(offers, { _id: offerId, deploymentId });
  if (!offer) throw notFound();
  return offer;
}

/** Stores a message whose files came along. What was begun of it before is done with, and says whether it ever came in clear. */
async function storeWhole(
  { travelled, ...examined }: ExaminedMessage & { readonly travelled: Travelled },
  enclosed: readonly EnclosedFile[],
): Promise<SignedThing> {
  const begun = await readOne(offers, { _id: offerIdOf(examined.sender.code, examined.messageId) });
  const brought = await keepEnclosed(examined.message, enclosed);
  const receipt = await storeMessage({ ...examined, travelled: begun?.travelled ?? travelled }, brought);
  if (begun) await offers.model.deleteOne({ _id: begun.id });
  return receipt;
}

async function begin(
  { deploymentId }: Partner,
  { content: bytes, signature, sender, messageId, travelled }: ExaminedMessage & { readonly travelled: Travelled },
  message: DocumentMessage,
): Promise<Offer> {
  const content = Buffer.from(bytes).toString('base64');
  const offer = {
    ...{ content, signature: Buffer.from(signature).toString('base64'), at: currentTime(), version: 1 },
    files: travelling(message).map((file) => ({ ...file, came: false })),
  };
  const _id = offerIdOf(sender.code, messageId);
  // What once came in clear did not come sealed; and whoever hosts its sender by now goes on with it.
  const way =
    travelled === 'clear'
      ? { $set: { deploymentId, travelled }, $setOnInsert: offer }
      : { $set: { deploymentId }, $setOnInsert: { ...offer, travelled } };
  await offers.model.updateOne({ _id }, way, { upsert: true });
  const begun = await readOne(offers, { _id });
  if (begun?.content !== content) {
    throw refusal('message-id-conflict', 'This message id came before with other bytes');
  }
  return begun;
}

async function goOn(examined: ExaminedMessage, offer: Offer): Promise<OfferAnswer> {
  const missing = offer.files.filter(({ came }) => !came);
  const wanted = (await Promise.all(missing.map((file) => wantedOf(offer, file)))).flat();
  if (wanted.length > 0) return { state: 'files-wanted', files: wanted };
  return stored(await storing.joined(offer.id, () => storeOffered(examined, offer)));
}

/** Whoever offers waits 30 seconds for the answer (docs/exchange-protocol.md, section 6); a file of 1 GB may take longer to be opened and looked at. */
const storing = new UnderWay<SignedThing>(20_000);

async function storeOffered(examined: ExaminedMessage, offer: Offer): Promise<SignedThing> {
  const brought = await openedFiles(enclosedFiles(examined.message), offer.files);
  const receipt = await storeMessage({ ...examined, travelled: offer.travelled }, brought);
  await offers.model.deleteOne({ _id: offer.id });
  return receipt;
}

/** From where a file is wanted; nothing when whoever received its last byte died before it was stored: nobody can send more of it. */
async function wantedOf(offer: Offer, file: OfferedFile): Promise<WantedFile[]> {
  const { sha256, size } = file;
  const offset = await files().partial.offsetOf(partialIdOf(offer.id, file));
  if (offset < size) return [{ sha256, size, offset }];
  await finishFile(offer, file);
  return [];
}

function stored(receipt: SignedThing): OfferAnswer {
  return { state: 'stored', receipt: inBase64(receipt) };
}
