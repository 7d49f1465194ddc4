import { systemActor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readOne } from '../../../platform/database/store.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { axisInUse } from '../../axis/axis-in-use.ts';
import { axisMoment } from '../../axis/axis-times.ts';
import { organ, packetOfDocument, referenceTo } from '../../axis/packet-of-document.ts';
import { type KeptPacket, keepPacket, makePacket } from '../../axis/packets.ts';
import { statusPacket, traceAttributes } from '../../axis/write-edxml.ts';
import { followUps } from '../../store.ts';
import type { OverAxis } from '../delivery.ts';
import { carriedDocument } from '../envelope-of.ts';
import { correctionOf } from '../follow-ups/correction-of.ts';
import type { FollowUp } from '../follow-ups/follow-up.ts';
import { type AxisSender, handToAxis } from './hand-to-axis.ts';

/**
 * Tells the recipient of a document, which was sent over the national document axis, that it was taken back – *thu hồi*, business type 1 – or corrected –
 * *cập nhật*, type 2 –, or asks for it back – *yêu cầu lấy lại*, a status 13.
 */
export async function followOverAxis(followUp: FollowUp, sent: OverAxis): Promise<{ readonly overAxis: OverAxis }> {
  const isStatus = followUp.kind === 'ask-back';
  const keep = async (sender: AxisSender) => {
    const at = currentTime();
    const document = await carriedBefore(followUp, sender);
    const said = { followUp, sent, sender, document, at };
    const packet = isStatus ? await keepPacket(asking(said)) : await businessPacket(said);
    return await keptWith(followUp, { packet, at, to: sent.to, documentId: sent.documentId });
  };
  const overAxis = await handToAxis(followUp, keep, isStatus ? 'status' : 'edoc');
  if (!overAxis) throw new Error(`What follows delivery ${followUp.deliveryId} has lost its packet`);
  return { overAxis };
}

interface Said {
  readonly followUp: FollowUp;
  readonly sent: OverAxis;
  readonly sender: AxisSender;
  readonly document: ReturnType<typeof carriedDocument>;
  readonly at: Date;
}

/** The document as its packet had said it, or as the correction has it that is told. */
async function carriedBefore(followUp: FollowUp, sender: AxisSender): Promise<Said['document']> {
  const { agencyId, documentId, kind } = followUp;
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  if (document?.state.status !== 'issued' && document?.state.status !== 'recalled') {
    throw new Error('Only what was issued is followed by anything');
  }
  const carried = carriedDocument(document, { numbering: document.state, sender, paperFollows: false });
  return kind === 'update' ? { ...carried, ...(await correctionOf(followUp)) } : carried;
}

async function businessPacket({ followUp, sent, sender, document, at }: Said): Promise<KeptPacket> {
  const { recipient, kind, reason } = followUp;
  const said = packetOfDocument({
    ...{ document, from: { code: sender.systemId, name: sender.name }, to: { code: sent.to, name: recipient.name } },
    ...{ at, types: axisInUse()?.types ?? {}, later: { business: kind === 'update' ? 'update' : 'revoke', reason } },
  });
  return await makePacket(said, []);
}

/** Its recipient is named where statuses name to whom they go. */
function asking({ followUp: { reason, by }, sent, sender, document, at }: Said): Uint8Array {
  const moment = axisMoment(at);
  return statusPacket({
    status: {
      responseFor: { organId: sent.to, ...referenceTo(document) },
      from: organ({ code: sender.systemId, name: sender.name }),
      ...{ statusCode: '13', description: reason, timestamp: moment },
      staffInfo: { department: null, staff: by, mobile: null, email: null },
    },
    trace: { ...traceAttributes, traceHeader: [{ organId: sender.systemId, timestamp: moment }], bussiness: null },
  });
}

/** Ties a packet to what it says before anything leaves the house. */
async function keptWith({ id, agencyId }: FollowUp, made: OverAxis): Promise<OverAxis | undefined> {
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const current = await tx.load(followUps, id);
    return current.overAxis ?? tx.change(followUps, current, { overAxis: made }).overAxis;
  });
}
