import type { OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { MOST_FILE_BYTES } from '../directory/contract.ts';
import { placeOf } from './https-carrier.ts';
import { PartnerDoor } from './partner-door.ts';

/**
 * The signed list that the deployment of an agency holds (exchange-protocol §4), as the file that goes round: nothing of it is believed yet.
 * Refuses with `wrong-audience` an agency that the directory held here knows no address of, and as `PartnerDoor` does.
 */
export async function listHeldAt(client: OutboundClient, code: string): Promise<Uint8Array> {
  const { address } = await placeOf(code);
  return await new PartnerDoor(client, address).fetch('/directory', MOST_FILE_BYTES);
}
