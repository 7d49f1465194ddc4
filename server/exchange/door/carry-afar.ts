import { agencies } from '../../identity/store.ts';
import { readOne } from '../../platform/database/store.ts';
import { OutboundClient, type OutboundRules } from '../../platform/outbound/outbound-client.ts';
import { carriers, httpsCarrier } from '../carriage/https-carrier.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { useTransport } from '../messages/transport.ts';
import { localCarrier } from './local-carrier.ts';

/** Has messages carried to agencies of other deployments too, which are reached within these rules. */
export function carryAfar(rules: OutboundRules): void {
  useTransport(carriers(isHere, { here: localCarrier, away: httpsCarrier(new OutboundClient(rules)) }));
}

async function isHere(code: string): Promise<boolean> {
  const own = await readOne(agencies, { code, active: true });
  return own !== undefined && (await hostedHere(own));
}
