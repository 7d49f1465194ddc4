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
import { sendMessage } from '../carriage/send-message.ts';
import type { Correspondent } from '../directory/correspondent.ts';
import { correspondentBy } from '../directory/find-correspondent.ts';
import { MESSAGE_FORMAT, messageBytes, readMessage } from '../messages/message.ts';
import type { TestAnswer } from './contract.ts';

/**
 * Asks an agency, in the name of the actor's, whether messages arrive – *gói tin thử* –: signed, carried and answered like any other, but
 * nobody there sees it. Gives how long it took until a valid receipt was here, or what stopped it. That it was sent and what came of it
 * stand in the log. Refuses with `no-such-agency` a code that nobody has.
 */
export async function sendTestMessage(actor: Actor, recipientCode: string): Promise<TestAnswer> {
  const recipient = await correspondentBy(recipientCode, currentTime());
  if (!recipient) throw new DomainError('not-found', 'no-such-agency', `The directory has no agency ${recipientCode}`);
  const [messageId, { code, name }] = [newId(), recipient];
  await recordSoon(actor, { type: 'test-message-sent', messageId, recipientCode: code });
  const begun = performance.now();
  const reason = await sendOne(actor.agencyId, messageId, recipient).then(() => null, reasonOf);
  await recordSoon(actor, {
    ...{ type: 'test-message-answered', messageId, recipientCode: code },
    ...(reason === null ? {} : { reason }),
  });
  return { messageId, recipient: { code, name }, ms: Math.round(performance.now() - begun), reason };
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
  await sendMessage(readMessage(bytes), { bytes, signature, files: [] });
}
