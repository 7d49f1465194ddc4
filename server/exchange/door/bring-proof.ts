import { z } from 'zod';
import { canonicalJson } from '../../audit/tree/canonical-json.ts';
import { agencies } from '../../identity/store.ts';
import { readOne } from '../../platform/database/store.ts';
import { files } from '../../platform/files/files.ts';
import type { PartnerDoor } from '../carriage/partner-door.ts';
import { readMessage } from '../messages/message.ts';
import { signedThingIn } from '../messages/signed-thing.ts';
import type { TakenMessage } from '../messages/taken-message.ts';
import { TRANSPORT_RECEIPT_FORMAT } from '../messages/transport-receipt.ts';
import { takenMessages } from '../store.ts';
import { ownLogInclusion } from '../witness/log-inclusion.ts';

/** What a transport receipt says of its message. */
const receipted = z.object({
  format: z.literal(TRANSPORT_RECEIPT_FORMAT),
  messageId: z.string(),
  ...{ sender: z.object({ code: z.string() }), recipient: z.object({ code: z.string() }) },
});

/**
 * Brings the deployment at which a message was collected, and answered so, the proof that the log here holds what happened with the document that it
 * brought, or told a status of: who exports evidence there cannot ask for it here (docs/exchange-protocol.md, section 11). Nothing after a refusal.
 */
export async function bringProof(door: PartnerDoor, answer: string): Promise<void> {
  const { content } = signedThingIn(Buffer.from(answer)) ?? {};
  const { data: receipt } = receipted.safeParse(content && JSON.parse(Buffer.from(content).toString()));
  if (!receipt) return;
  const { code } = receipt.recipient;
  const agency = await readOne(agencies, { code });
  const of = { senderCode: receipt.sender.code, messageId: receipt.messageId };
  const taken = agency && (await readOne(takenMessages, { agencyId: agency.id, ...of }));
  const about = taken && (await documentOf(taken, code));
  const proof = about && (await ownLogInclusion(code, about));
  if (!proof) return;
  const query = new URLSearchParams({ ...about }).toString();
  await door.ask({
    ...{ method: 'POST', path: `/logs/${encodeURIComponent(code)}/inclusion?${query}` },
    ...{ body: Buffer.from(canonicalJson(proof)), headers: { 'Content-Type': 'application/json' } },
  });
}

/** The message that brought the document: this one, or one of our own that it tells of; nothing for what is about neither. */
async function documentOf(
  { kind, senderCode: sender, messageId, envelopeSha256 }: TakenMessage,
  own: string,
): Promise<{ readonly sender: string; readonly messageId: string } | undefined> {
  if (kind === 'document' || kind === 'reply' || kind === 'replace') return { sender, messageId };
  if (kind !== 'receipt') return undefined;
  const message = readMessage(await files().read(envelopeSha256));
  return message.kind === 'receipt' ? { sender: own, messageId: message.receipt.of.messageId } : undefined;
}
