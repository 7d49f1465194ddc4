import { agencies } from '../../../identity/store.ts';
import { readAll, readOne } from '../../../platform/database/store.ts';
import { files } from '../../../platform/files/files.ts';
import { orGiveUp } from '../../../platform/jobs/job-kind.ts';
import type { AxisDoor, MessageType } from '../../axis/axis.ts';
import { axisDoorOf } from '../../axis/axis-in-use.ts';
import { sentBefore } from '../../axis/sent-before.ts';
import { deliveries, followUps } from '../../store.ts';
import type { OverAxis } from '../delivery.ts';

/** What is to be sent: a delivery, or what follows one. */
interface ToSend {
  readonly agencyId: string;
  readonly documentId: string;
  readonly overAxis?: OverAxis;
}

/** The agency that sends, and how the axis knows it. */
export interface AxisSender {
  readonly code: string;
  readonly name: string;
  readonly systemId: string;
}

/**
 * Hands a packet to the national document axis: `kept` once before it leaves; after an attempt without an answer the axis is asked first whether
 * it has it. Gives it with the id that it has there, or nothing where nothing is to be sent any more. What the axis refuses is given up: it
 * would refuse it again.
 */
export async function handToAxis(
  row: ToSend,
  keep: (sender: AxisSender) => Promise<OverAxis | undefined>,
  messageType: MessageType = 'edoc',
): Promise<OverAxis | undefined> {
  const agency = await readOne(agencies, { _id: row.agencyId });
  if (!agency) throw new Error(`What is sent of ${row.documentId} has lost its sender`);
  try {
    const door = axisDoorOf(agency.code);
    const overAxis = row.overAxis ?? (await keep({ ...agency, systemId: door.systemId }));
    if (!overAxis) return undefined;
    const given = row.overAxis && (await idGiven(row, row.overAxis, { door, messageType }));
    const axisId = given ?? (await door.send(messageType, await files().read(overAxis.packet.sha256)));
    return { ...overAxis, axisId };
  } catch (error) {
    throw orGiveUp(error);
  }
}

/** The id that the axis has given to this packet already; those that others of the same document have are not it. */
async function idGiven(
  { agencyId, documentId }: ToSend,
  sent: OverAxis,
  { door, messageType }: { readonly door: AxisDoor; readonly messageType: MessageType },
): Promise<string | undefined> {
  const ofDocument = { agencyId, documentId };
  const known = [await readAll(deliveries, ofDocument), await readAll(followUps, ofDocument)].flat();
  const notAmong = new Set(known.flatMap(({ overAxis }) => overAxis?.axisId ?? []));
  return await sentBefore(door, messageType, { ...sent, notAmong });
}
