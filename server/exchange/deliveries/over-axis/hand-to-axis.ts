import { agencies } from '../../../identity/store.ts';
import { readAll, readOne } from '../../../platform/database/store.ts';
import { orGiveUp } from '../../../platform/jobs/job-kind.ts';
import type { MessageType } from '../../axis/axis.ts';
import { axisCarrier } from '../../axis/axis-carrier.ts';
import { axisDoorOf } from '../../axis/axis-in-use.ts';
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
    const overAxis = row.overAxis ?? (await keep({ ...agency, systemId: axisDoorOf(agency.code).systemId }));
    if (!overAxis) return undefined;
    const perhapsThere = row.overAxis && { notAmong: await idsOfDocument(row) };
    const { packet, at } = overAxis;
    const carried = { senderCode: agency.code, messageType, packet, at, ...(perhapsThere && { perhapsThere }) };
    return { ...overAxis, axisId: await axisCarrier.carry(overAxis.to, carried) };
  } catch (error) {
    throw orGiveUp(error);
  }
}

/** The ids that packets of the same document have on the axis. */
async function idsOfDocument({ agencyId, documentId }: ToSend): Promise<ReadonlySet<string>> {
  const ofDocument = { agencyId, documentId };
  const known = [await readAll(deliveries, ofDocument), await readAll(followUps, ofDocument)].flat();
  return new Set(known.flatMap(({ overAxis }) => overAxis?.axisId ?? []));
}
