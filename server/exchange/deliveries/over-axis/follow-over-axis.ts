import { systemActor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readOne } from '../../../platform/database/store.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { axisInUse } from '../../axis/axis-in-use.ts';
import { packetOfDocument } from '../../axis/packet-of-document.ts';
import { makePacket } from '../../axis/packets.ts';
import { deliveries, followUps } from '../../store.ts';
import type { Delivery, OverAxis } from '../delivery.ts';
import { carriedDocument } from '../envelope-of.ts';
import type { FollowUp } from '../follow-up.ts';
import { type AxisSender, handToAxis } from './hand-to-axis.ts';

/**
 * Tells the recipient of a document that it was taken back – *thu hồi*, business type 1 – over the national document axis, where that took the
 * document to it; undefined where it did not.
 */
export async function followOverAxis(followUp: FollowUp): Promise<{ readonly overAxis: OverAxis } | undefined> {
  const delivery = await readOne(deliveries, { _id: followUp.deliveryId, agencyId: followUp.agencyId });
  const sent = delivery && sentOverAxis(delivery);
  if (!sent) return undefined;
  const overAxis = await handToAxis(followUp, (sender) => keepPacketOf(followUp, sent, sender));
  return overAxis && { overAxis };
}

/** The packet of a delivery that the axis has, or that nobody else can have. */
function sentOverAxis({ overAxis, messageId }: Delivery): OverAxis | undefined {
  return overAxis?.axisId !== undefined || messageId === undefined ? overAxis : undefined;
}

async function keepPacketOf(followUp: FollowUp, sent: OverAxis, sender: AxisSender): Promise<OverAxis | undefined> {
  const { id, agencyId, documentId, reason } = followUp;
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  if (document?.state.status !== 'recalled') throw new Error('Only what was recalled is taken back');
  const at = currentTime();
  const said = packetOfDocument({
    document: carriedDocument(document, { numbering: document.state, sender, paperFollows: false }),
    ...{ from: { code: sender.systemId, name: sender.name }, to: { code: sent.to, name: followUp.recipient.name } },
    ...{ at, types: axisInUse()?.types ?? {}, revoked: { reason } },
  });
  const made = { packet: await makePacket(said, []), at, to: sent.to, documentId: sent.documentId };
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const current = await tx.load(followUps, id);
    return current.overAxis ?? tx.change(followUps, current, { overAxis: made }).overAxis;
  });
}
