import { recordSoon } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import { joinCode } from '../../registry/documents/notation.ts';
import type { Arrival } from '../arrivals/arrival.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { type Container, makeContainer } from './make-container.ts';
import { provenArrival } from './proven-arrival.ts';
import { provenDelivery } from './proven-delivery.ts';

/** A container that was exported, under the name it is kept by. */
export interface ExportedEvidence {
  readonly sha256: string;
  readonly size: number;
  readonly name: string;
}

/** Exports the evidence of a delivery – *xuất hồ sơ bằng chứng* –; its hash stands in the log. Refuses as `provenDelivery` and `makeContainer` do. */
export async function exportDelivery(actor: Actor, delivery: Delivery): Promise<ExportedEvidence> {
  const container = await makeContainer(await provenDelivery(delivery));
  const { documentId, id: deliveryId } = delivery;
  await recordSoon(actor, {
    type: 'delivery-evidence-downloaded',
    documentId,
    deliveryId,
    fileSha256: container.sha256,
  });
  return exported(container);
}

/** The same for an arrival, by whoever received it. */
export async function exportArrival(actor: Actor, arrival: Arrival): Promise<ExportedEvidence> {
  const container = await makeContainer(await provenArrival(arrival));
  const { id: arrivalId } = arrival;
  await recordSoon(actor, { type: 'arrival-evidence-downloaded', arrivalId, fileSha256: container.sha256 });
  return exported(container);
}

function exported({ sha256, size, document }: Container): ExportedEvidence {
  return { sha256, size, name: `bang-chung-${joinCode(document).replaceAll('/', '-')}.asice` };
}
