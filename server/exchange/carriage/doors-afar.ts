import type { OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { PartnerDoor } from './partner-door.ts';

let inUse: OutboundClient | undefined;

/** Says by what other deployments are reached; called once by the composition root of a running server. */
export function useDoorsAfar(client: OutboundClient): void {
  inUse = client;
}

/** The door of the deployment at this address. */
export function doorAt(address: string): PartnerDoor {
  if (!inUse) throw new Error('Nothing reaches other deployments: call useDoorsAfar first');
  return new PartnerDoor(inUse, address);
}
