import { currentTime } from '../../platform/clock.ts';
import { countRows } from '../../platform/database/store.ts';
import type { Figure, Gauge } from '../../platform/edge/metrics.ts';
import { deliveries } from '../store.ts';
import type { PartnerView } from './contract.ts';
import { partnerViews } from './partner-queries.ts';
import { percentile } from './percentile.ts';
import { unsent } from './queries.ts';
import { sendingTimes } from './sending-queries.ts';

/** What operators watch of the exchange: the same as the page of operations shows. */
export const operationsGauges: readonly Gauge[] = [
  {
    name: 'vanban_exchange_unsent',
    help: 'Deliveries that no recipient holds after a minute and nobody has seen to',
    read: () => countRows(deliveries, unsent),
  },
  {
    name: 'vanban_exchange_sending_seconds',
    help: 'From the issue to the recipient’s receipt, of what was sent in the last day',
    labels: ['quantile'],
    readAll: async () => {
      const times = await sendingTimes(currentTime());
      return [0.5, 0.95].flatMap((share): Figure[] => {
        const ms = percentile(times, share);
        return ms === null ? [] : [{ labels: { quantile: String(share) }, value: ms / 1_000 }];
      });
    },
  },
  ofPartners('up', 'Whether another deployment answers: 1, or 0 while nobody asks it but to find out', ({ circuit }) =>
    circuit === 'closed' ? 1 : 0,
  ),
  ofPartners('waiting', 'Messages and receipts that wait for another deployment', ({ waiting }) => waiting),
  ofPartners('log_contradicted', 'Whether a log of one of its agencies contradicts itself', ({ log }) =>
    log.state === 'contradicted' ? 1 : 0,
  ),
];

function ofPartners(name: string, help: string, figure: (partner: PartnerView) => number): Gauge {
  return {
    name: `vanban_partner_${name}`,
    help,
    labels: ['partner'],
    readAll: async () =>
      (await partnerViews(currentTime())).map((partner) => ({
        labels: { partner: partner.id },
        value: figure(partner),
      })),
  };
}
