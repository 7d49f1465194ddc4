import { headToSend } from '../../audit/heads/sign-head.ts';
import { recordSoon } from '../../audit/record.ts';
import { agencies } from '../../identity/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { reasonOf } from '../../platform/jobs/job-kind.ts';
import { signAsSystem } from '../../signing/keys/system-signature.ts';
import { axisDoorOf } from '../axis/axis-in-use.ts';
import { reachedByAxis } from '../axis/reached-by-axis.ts';
import { sendMessage } from '../carriage/send-message.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { correspondentBy } from '../directory/find-correspondent.ts';
import { MESSAGE_FORMAT, messageBytes, readMessage } from '../messages/message.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { TestAnswer } from './contract.ts';

/**
 * Asks an agency, in the name of the actor's, whether messages arrive – *gói tin thử* –: signed, carried and answered like any other, but
 * nobody there sees it; of whom the axis alone reaches, that is asked. Gives how long it took until a valid receipt was here, or what stopped it. That it was sent and what came of it
 * stand in the log. Refuses with `no-such-agency` a code that nobody has.
 */
export async function sendTestMessage(actor: Actor, recipientCode: string): Promise<TestAnswer> {
  const listed = await correspondentBy(recipientCode, currentTime());
  const overAxis = listed ? undefined : (await reachedByAxis(actor.agencyId, [recipientCode])).get(recipientCode);
  const recipient = listed ?? (overAxis && { code: overAxis.id, name: overAxis.name });
  if (!recipient) throw new DomainError('not-found', 'no-such-agency', `The directory has no agency ${recipientCode}`);
  const [messageId, { code, name }] = [newId(), recipient];
  await recordSoon(actor, { type: 'test-message-sent', messageId, recipientCode: code });
  const begun = performance.now();
  const attempt = listed ? sendOne(actor.agencyId, messageId, listed) : askAxis(actor.agencyId, recipient.code);
  const reason = await attempt.then(() => null, reasonOf);
  await recordSoon(actor, {
    ...{ type: 'test-message-answered', messageId, recipientCode: code },
    ...(reason === null ? {} : { reason }),
  });
  const carrier = listed ? 'direct' : 'axis';
  return { messageId, recipient: { code, name }, carrier, ms: Math.round(performance.now() - begun), reason };
}

/** Asks the axis, by the agency's own account, whether it answers and still lists the recipient: it knows no message that only tries. */
async function askAxis(agencyId: string, code: string): Promise<void> {
  const own = await readOne(agencies, { _id: agencyId });
  const known = await axisDoorOf(own?.code ?? '').agencies();
  if (!known.some((one) => one.code === code)) throw refusal('wrong-audience', 'The axis lists it no more');
}

async function sendOne(agencyId: string, messageId: string, recipient: Correspondent): Promise<void> {
  const sender = await readOne(agencies, { _id: agencyId });
  if (!sender) throw new Error('The actor has lost their agency');
  const bytes = messageBytes({
    ...{ format: MESSAGE_FORMAT, kind: 'test', messageId, sentAt: currentTime().toISOString() },
    sender: { code: sender.code, name: sender.name },
    recipient: { code: recipient.code, name: recipient.name },
    ...{ critical: [], links: [], treeHead: await headToSend(agencyId), text: 'Gói tin thử' },
  });
  const signature = await signAsSystem(agencyId, bytes);
  await sendMessage(readMessage(bytes), { content: bytes, signature, files: [] });
}
