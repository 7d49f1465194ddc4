import { currentTime } from '../../platform/clock.ts';
import { countRows } from '../../platform/database/store.ts';
import type { Figure, Gauge } from '../../platform/edge/metrics.ts';
import { daysUntil } from '../../signing/certificates/certificate-ends.ts';
import { heldVersion } from '../directory/queries.ts';
import { deliveries } from '../store.ts';
import type { PartnerView } from './contract.ts';
import { partnerViews } from './partner-queries.ts';
import { percentile } from './percentile.ts';
import { failuresByReason, unsent } from './queries.ts';
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
  {
    name: 'vanban_exchange_failures',
    help: 'The same deliveries by what stopped them last, and whether the system still tries by itself',
    labels: ['reason', 'tried'],
    readAll: async () =>
      (await failuresByReason()).map(({ reason, tried, deliveries: value }) => ({
        labels: { reason: reason ?? 'unknown', tried: String(tried) },
        value,
      })),
  },
  {
    name: 'vanban_directory_ends_days',
    help: 'Whole days until the end of the signed list of agencies that is held here',
    labels: ['list'],
    readAll: async () => {
      const held = await heldVersion();
      return held ? [{ labels: { list: held.name }, value: daysUntil(held.validUntil, currentTime()) }] : [];
    },
  },
  ofPartners('up', 'Whether another deployment answers: 1, or 0 while nobody asks it but to find out', ({ circuit }) =>
    circuit === 'closed' ? 1 : 0,
  ),
  ofPartners('waiting', 'Messages and receipts that wait for another deployment', ({ waiting }) => waiting),
  ofPartners('answered_seconds', 'When another deployment answered last, in seconds since 1970', ({ answeredAt }) =>
    answeredAt === null ? null : Date.parse(answeredAt) / 1_000,
  ),
  ofPartners('log_compared_seconds', 'When a log of it was last compared, in seconds since 1970', ({ log }) =>
    log.comparedAt === null ? null : Date.parse(log.comparedAt) / 1_000,
  ),
  ofPartners('log_contradicted', 'Whether a log of one of its agencies contradicts itself', ({ log }) =>
    log.state === 'contradicted' ? 1 : 0,
  ),
];

/** A figure of each partner; none where there is nothing to tell. */
function ofPartners(name: string, help: string, figure: (partner: PartnerView) => number | null): Gauge {
  return {
    name: `vanban_partner_${name}`,
    help,
    labels: ['partner'],
    readAll: async () =>
      (await partnersOfScrape()).flatMap((partner): Figure[] => {
        const value = figure(partner);
        return value === null ? [] : [{ labels: { partner: partner.id }, value }];
      }),
  };
}

/** All figures of one scrape are of one look. */
const SCRAPE_MS = 1_000;
let looked: { readonly at: number; readonly views: Promise<PartnerView[]> } | undefined;

async function partnersOfScrape(): Promise<PartnerView[]> {
  const at = performance.now();
  if (!looked || at - looked.at > SCRAPE_MS) looked = { at, views: partnerViews(currentTime()) };
  return await looked.views;
}
