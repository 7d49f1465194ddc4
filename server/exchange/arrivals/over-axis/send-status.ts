import type { OfArrival } from '../../../audit/event.ts';
import { record } from '../../../audit/record.ts';
import { agencies } from '../../../identity/store.ts';
import { systemActor } from '../../../platform/actor.ts';
import { readOne } from '../../../platform/database/store.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import { axisCarrier } from '../../axis/axis-carrier.ts';
import { axisDoorOf } from '../../axis/axis-in-use.ts';
import { axisMoment } from '../../axis/axis-times.ts';
import { organ, referenceTo } from '../../axis/packet-of-document.ts';
import { keepPacket } from '../../axis/packets.ts';
import { statusPacket, traceAttributes } from '../../axis/write-edxml.ts';
import { arrivals, givenStatuses } from '../../store.ts';
import type { Arrival, GivenStatus } from '../arrival.ts';
import type { ReceiptOrder } from '../send-receipt.ts';

/** The status to tell, about what arrived. */
type StatusOrder = ReceiptOrder & OfArrival;

/**
 * Tells the sender of a document that came over the axis what becomes of it, by a status packet (codes 01 to 16). The packet is made once and
 * kept before it leaves; after an attempt without an answer the axis is asked first whether it has it.
 */
export async function sendStatus(order: StatusOrder): Promise<void> {
  const { agencyId, arrivalId, sequence } = order;
  const arrival = await readOne(arrivals, { _id: arrivalId, agencyId });
  const agency = await readOne(agencies, { _id: agencyId });
  if (!arrival || !agency) throw new Error(`There is no arrival ${arrivalId}`);
  const { systemId } = axisDoorOf(agency.code);
  const earlier = await readOne(givenStatuses, { agencyId, arrivalId, sequence });
  if (earlier?.docId !== undefined) return;
  const given = earlier ?? (await makeStatus(arrival, order, { systemId, name: agency.name }));
  const docId = await axisCarrier.carry(senderOf(arrival), {
    ...{ senderCode: agency.code, messageType: 'status', packet: given.packet, at: given.at },
    ...(earlier && { perhapsThere: { notAmong: new Set() } }),
  });
  await inTransaction(systemActor(agencyId), async (tx) => {
    const current = await tx.load(givenStatuses, given.id);
    if (current.docId !== undefined) return;
    record(tx, { type: 'status-held', arrivalId, code: current.code, axisId: docId });
    tx.change(givenStatuses, current, { docId });
  });
}

/** Who sent it, as the axis knows them. */
const senderOf = ({ axis, senderCode }: Arrival): string => axis?.senderId ?? senderCode;

async function makeStatus(
  arrival: Arrival,
  order: StatusOrder,
  from: { readonly systemId: string; readonly name: string },
): Promise<GivenStatus> {
  const { agencyId, arrivalId, sequence, code } = order;
  const packet = await keepPacket(packetOf(arrival, order, from));
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const made = await tx.find(givenStatuses, { agencyId, arrivalId, sequence });
    if (made) return made;
    record(tx, { type: 'status-sent', arrivalId, code, packetSha256: packet.sha256 });
    return tx.insert(givenStatuses, { agencyId, arrivalId, sequence, code, packet, at: tx.now });
  });
}

function packetOf(
  arrival: Arrival,
  { code, at, by, reason }: StatusOrder,
  { systemId, name }: { readonly systemId: string; readonly name: string },
): Uint8Array {
  const { document } = arrival.envelope;
  const moment = axisMoment(new Date(at));
  const staffInfo = by === null ? null : { department: null, staff: by, mobile: null, email: null };
  return statusPacket({
    status: {
      responseFor: { organId: senderOf(arrival), ...referenceTo(document) },
      from: organ({ code: systemId, name }),
      ...{ statusCode: code, description: reason, timestamp: moment, staffInfo },
    },
    trace: { ...traceAttributes, traceHeader: [{ organId: systemId, timestamp: moment }], bussiness: null },
  });
}
