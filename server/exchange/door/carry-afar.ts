import { agencies } from '../../identity/store.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { OutboundClient, type OutboundRules } from '../../platform/outbound/outbound-client.ts';
import { useDoorsAfar } from '../carriage/doors-afar.ts';
import { carriers, httpsCarrier } from '../carriage/https-carrier.ts';
import { askWhileSomebodyWaits } from '../carriage/misfit-afar.ts';
import { waitingCarrier } from '../carriage/waiting-carrier.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { directoryEntries } from '../directory/store.ts';
import { useTransport } from '../messages/transport.ts';
import { localCarrier } from './local-carrier.ts';

/** So long a person waits for what a system says that it takes. */
const SOMEBODY_WAITS_MS = 5_000;

/** Has messages carried to agencies of other deployments too, which are reached within these rules, or collect what waits for them. */
export function carryAfar(rules: OutboundRules): void {
  const client = new OutboundClient(rules);
  const away = httpsCarrier(client);
  useDoorsAfar(client);
  askWhileSomebodyWaits(new OutboundClient({ ...rules, patienceMs: SOMEBODY_WAITS_MS }));
  useTransport(carriers(wayTo, { here: localCarrier, away, waiting: waitingCarrier }));
}

async function wayTo(code: string): Promise<'here' | 'away' | 'waiting'> {
  const own = await readKnown(agencies, { code, active: true });
  if (own && (await hostedHere(own))) return 'here';
  const entry = await readKnown(directoryEntries, { _id: code, listed: true });
  return entry && entry.deployment !== null && entry.address === null ? 'waiting' : 'away';
}
