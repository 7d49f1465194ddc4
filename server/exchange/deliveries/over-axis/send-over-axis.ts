import { systemActor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readOne } from '../../../platform/database/store.ts';
import { DomainError } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { axisInUse } from '../../axis/axis-in-use.ts';
import { packetOfDocument } from '../../axis/packet-of-document.ts';
import { makePacket } from '../../axis/packets.ts';
import { deliveries } from '../../store.ts';
import { askedBy } from '../answered-by.ts';
import { type Delivery, isEnded, type OverAxis } from '../delivery.ts';
import { carriedDocument, filesOf } from '../envelope-of.ts';
import { replacedId } from '../follow-ups/replaced-by.ts';
import { axisCodeOf } from './goes-over-axis.ts';
import { type AxisSender, handToAxis } from './hand-to-axis.ts';

/**
 * Sends a delivery over the national document axis, as `handToAxis` does. Gives its packet as the axis has it; nothing when the document was
 * taken back before it left.
 */
export async function sendOverAxis(delivery: Delivery): Promise<{ readonly overAxis: OverAxis } | undefined> {
  const overAxis = await handToAxis(delivery, (sender) => keepPacketOf(delivery, sender));
  return overAxis && { overAxis };
}

/** Ties the packet to its delivery before anything leaves the house. */
async function keepPacketOf(delivery: Delivery, sender: AxisSender): Promise<OverAxis | undefined> {
  const { id, agencyId, documentId } = delivery;
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  if (!document) throw new Error(`Delivery ${id} has lost its document`);
  if (document.state.status === 'recalled') return undefined;
  const made = await packetFor(document, delivery, sender);
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const current = await tx.load(deliveries, id);
    if (isEnded(current)) return undefined;
    return current.overAxis ?? tx.change(deliveries, current, { overAxis: made }).overAxis;
  });
}

async function packetFor(document: OutgoingDocument, delivery: Delivery, sender: AxisSender): Promise<OverAxis> {
  const { state } = document;
  if (state.status !== 'issued') {
    throw new DomainError('conflict', 'not-issued', 'Only an issued document leaves the house');
  }
  const { recipient, paperCopies } = delivery;
  const { code = '', name, unit } = recipient;
  const to = { code: (await axisCodeOf(delivery)) ?? code, name, ...(unit && { unit }) };
  const at = currentTime();
  const carried = carriedDocument(document, { numbering: state, sender, paperFollows: paperCopies > 0 });
  const said = packetOfDocument({
    ...{ document: carried, from: { code: sender.systemId, name: sender.name }, to, at },
    ...{ types: axisInUse()?.types ?? {}, answers: await answeredThere(document, delivery) },
    replaces: await replacedThere(document, delivery),
  });
  const packet = await makePacket(said, filesOf(document));
  return { packet, at, to: to.code, documentId: carried.documentId };
}

/** In whose place it stands at this recipient. */
async function replacedThere({ replaces }: OutgoingDocument, delivery: Delivery) {
  const documentId = await replacedId(delivery);
  return documentId === undefined ? undefined : { documentId, reason: replaces?.reason ?? '' };
}

/** What this recipient had asked by what the document answers, as its packets or messages named it. */
async function answeredThere(document: OutgoingDocument, { recipient: { code = '', name } }: Delivery) {
  const asked = await askedBy(document, { code, name });
  return asked.map(({ axis, senderCode, envelope }) => ({
    ...{ organId: axis?.senderId ?? senderCode, document: envelope.document },
  }));
}
