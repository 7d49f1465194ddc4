import { recentHead } from '../../audit/heads/sign-head.ts';
import type { Agency } from '../../identity/agencies/agency.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { signAsSystem } from '../../signing/keys/system-signature.ts';
import { answeredDocuments } from '../arrivals/answered-documents.ts';
import { noticedArrival } from '../arrivals/notices/noticed-arrival.ts';
import { saidLater } from '../arrivals/notices/said-later.ts';
import { sentOfReceipt } from '../deliveries/sent-of-receipt.ts';
import { isYetToBeFound } from '../deliveries/yet-to-be-found.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { speaksFor } from '../directory/speaks-for.ts';
import { requireListInForce } from '../directory/versions/list-in-force.ts';
import { bringsDocument, type Message, readMessage, sha256Of } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import {
  refuseAhead,
  refuseContent,
  refuseExpired,
  refuseLinks,
  refuseParties,
  refuseSecret,
} from '../messages/message-rules.ts';
import { refuseMalware } from '../messages/refuse-malware.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import type { CarriedMessage, DoorHere } from '../messages/transport.ts';
import {
  keptTransportReceipt,
  signedTransportReceipt,
  TRANSPORT_RECEIPT_FORMAT,
  transportReceiptBytes,
} from '../messages/transport-receipt.ts';
import type { Travelled } from '../messages/travelled.ts';
import { deliveries, takenMessages } from '../store.ts';
import { type AddressedMessage, addressedMessage } from './addressed-message.ts';
import { type Concern, concernOf, refuseHeldElsewhere } from './concern.ts';
import { verifyJustSigned } from './first-sight.ts';
import { refusedByRecipient } from './refused-by-recipient.ts';
import { type CheckedMessage, receiptIfSame, takeMessage } from './take-message.ts';

/** A message that may be taken in once its files are here; all but those was checked. */
export interface ExaminedMessage extends AddressedMessage {
  readonly message: Message;
  /** Whose records it is about, and so for whom it is taken in. */
  readonly concern: Pick<Concern, 'agencyId'>;
  /** How it came, from another deployment. */
  readonly travelled?: Travelled | undefined;
}

/** What became of a message at the door: it is known, with the receipt it got, or it may come in. */
export type Examination = { readonly receipt: SignedThing } | { readonly examined: ExaminedMessage };

/**
 * The receiving door of an agency, for a message that brings its files along: `addressedMessage`, `examineMessage`, then `storeMessage`. Gives
 * the transport receipt that is stored with the message.
 */
export async function acceptMessage({ files: brought, ...signed }: CarriedMessage): Promise<SignedThing> {
  const addressed = await addressedMessage(signed);
  return await refusedByRecipient(addressed, async () => {
    const found = await examineMessage(addressed);
    return 'receipt' in found ? found.receipt : await storeMessage(found.examined, brought);
  });
}

/** The same door, for what a sender that is hosted here too has signed and stored this moment: it is taken in beside the sender's own act. */
export const acceptBeside: DoorHere = async ({ files: brought, ...signed }, act) => {
  const addressed = await addressedMessage(signed, { verify: verifyJustSigned });
  return await refusedByRecipient(addressed, async () => {
    const found = await examineMessage(addressed);
    if ('receipt' in found) return await act(async () => found.receipt);
    const taken = await readyToTake(found.examined, brought);
    const actor = systemActor(found.examined.concern.agencyId);
    return await act(async (tx) => signedTransportReceipt(await takeMessage(await tx.beside(actor), taken)));
  });
};

/**
 * Checks what an agency hosted here was sent: its form; a message that is known is answered as before; then who writes to whom, when and
 * what. Refuses with nothing but `messageRefusals`, the closed list of docs/exchange-protocol.md §12, and what `requireListInForce` does.
 */
export async function examineMessage(addressed: AddressedMessage): Promise<Examination> {
  const { content, messageId, messageSha256, sender, recipient, firstSeen } = addressed;
  const message = readMessage(content);
  const takenBy = (agencyId: string) => readOne(takenMessages, { agencyId, senderCode: sender.code, messageId });
  const known = await takenBy(recipient.id);
  const concern = known ? { agencyId: recipient.id } : await concernOf(message, recipient);
  const earlier = known ?? (concern.agencyId === recipient.id ? undefined : await takenBy(concern.agencyId));
  if (earlier) return { receipt: signedTransportReceipt(receiptIfSame(earlier, messageSha256)) };
  if (sender.agencyId === undefined) await requireListInForce(currentTime());
  refuseParties(message.sender, message.recipient, sender);
  refuseLinks(message);
  refuseAhead(message.sentAt, currentTime());
  // What became of a document may be told late: it stands for what happened then.
  if (message.kind !== 'receipt') refuseExpired(message.sentAt, firstSeen);
  if (bringsDocument(message)) refuseContent(message);
  else if (message.kind === 'update') refuseSecret(message.document);
  await refuseUnrelated(message, { messageSha256, sender, recipient, concern });
  return { examined: { ...addressed, message, concern } };
}

/**
 * Stores a message, and what it changes, durably, and gives the transport receipt that was stored with it. Refuses with `attachment-mismatch`
 * unless exactly its files were brought, with `malware-found` one of whose files the scanner says that it harms, and with
 * `recipient-cannot-sign` while the recipient has no key to answer with.
 */
export async function storeMessage(examined: ExaminedMessage, brought: readonly StoredFile[]): Promise<SignedThing> {
  const taken = await readyToTake(examined, brought);
  await Promise.all([files().put(examined.content), files().put(examined.signature)]);
  const kept = await inTransaction(systemActor(examined.concern.agencyId), (tx) => takeMessage(tx, taken));
  return signedTransportReceipt(kept);
}

/** Looks at what came with a message and signs its receipt; what is left, once its bytes are stored, is the act that takes it in. */
async function readyToTake(
  { signature, message, messageSha256, sender, recipient, travelled }: ExaminedMessage,
  brought: readonly StoredFile[],
): Promise<CheckedMessage> {
  await assertFiles(message, brought);
  if (bringsDocument(message)) await refuseMalware(message.files);
  const answer = await receiptFor(message, messageSha256, recipient);
  return {
    ...{ sender, addressedTo: recipient.id, message, messageSha256, travelled },
    ...{ signatureSha256: sha256Of(signature), transportReceipt: keptTransportReceipt(answer) },
  };
}

interface Related {
  readonly sender: Correspondent;
  readonly messageSha256: string;
  readonly recipient: Agency;
  readonly concern: Concern;
}

/** Refuses what speaks of messages that are none of its sender's, before anything is stored or signed for it; its act asks again. */
async function refuseUnrelated(message: Message, { recipient, concern, ...from }: Related): Promise<void> {
  const { agencyId, arrival, sent } = concern;
  if (bringsDocument(message)) {
    await answeredDocuments(
      { ...from, message },
      { agencyId, at: currentTime(), sent: (messageId) => readOne(deliveries, { messageId }) },
    );
  }
  const said = saidLater(message);
  if (said) {
    const { of, kind } = said;
    if (!(await speaksFor(from.sender.code, of.sender, currentTime())))
      throw refusal('link-not-yours', 'It is about what another agency sent');
    if (arrival && arrival.agencyId !== agencyId)
      throw refusal(
        'link-not-yours',
        'What it replaces was sent to another agency, which was merged into its recipient',
      );
    if (!arrival && kind !== 'replace') await refuseHeldElsewhere(recipient);
    await noticedArrival(of, async () => arrival);
  } else if (message.kind === 'receipt') {
    if (!sent) await refuseHeldElsewhere(recipient);
    if (await isYetToBeFound(message, { agencyId, sent }))
      throw refusal(
        'not-held-here',
        'It may be about what was sent before acts were lost here, and is asked for again',
      );
    await sentOfReceipt(sent, { ...from, message }, { agencyId, at: currentTime() });
  }
}

/** Refuses a message unless exactly the files it names were brought, each stored here in the size that the message says. */
async function assertFiles(message: Message, brought: readonly StoredFile[]): Promise<void> {
  const enclosed = bringsDocument(message) ? message.files : [];
  const named = new Set(enclosed.map(({ sha256 }) => sha256));
  if (brought.some(({ sha256 }) => !named.has(sha256))) throw mismatch('A file came that the message does not name');
  for (const { sha256, size, name } of enclosed) {
    const came = brought.some((file) => file.sha256 === sha256 && file.size === size);
    const stored = came && (await files().has(sha256)) ? await files().open(sha256) : undefined;
    if (stored?.size !== size) throw mismatch(`The file ${name} did not come as announced`);
  }
}

function mismatch(message: string): Error {
  return refusal('attachment-mismatch', message);
}

/** The receipt to be stored with a message; whoever cannot sign it takes nothing, and is asked again. */
async function receiptFor(message: Message, messageSha256: string, recipient: Agency): Promise<SignedThing> {
  const { messageId, sender } = message;
  const bytes = transportReceiptBytes({
    ...{ format: TRANSPORT_RECEIPT_FORMAT, messageId, messageSha256, sender },
    recipient: { code: recipient.code, name: recipient.name },
    storedAt: currentTime().toISOString(),
    treeHead: await recentHead(recipient.id),
  });
  const signature = await signAsSystem(recipient.id, bytes).catch((cause: unknown) => {
    throw new DomainError('unavailable', 'recipient-cannot-sign', 'The recipient cannot sign a receipt now', { cause });
  });
  return { content: bytes, signature };
}
