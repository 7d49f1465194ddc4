import type { Capability } from '../platform/capability.ts';
import type { OutboundRules } from '../platform/outbound/outbound-client.ts';
import type {} from './events.ts';
import { exchangePages } from './pages.ts';
import { grants } from './permissions.ts';

/** Envelopes, deliveries, arrivals and receipts. */
export const exchange: Capability = {
  name: 'exchange',
  grants,
  pages: exchangePages,
  stores: () =>
    Promise.all([
      import('./store.ts'),
      import('./directory/store.ts'),
      import('./carriage/store.ts'),
      import('./witness/store.ts'),
      import('./axis/store.ts'),
      import('./recipients/groups/store.ts'),
    ]),
  migrations: [
    {
      number: 5,
      name: 'messages with kinds, receipts in the order of the acts',
      run: async (context) => (await import('./take-over-messages.ts')).takeOverMessages(context),
    },
    {
      number: 6,
      name: 'indexes that questions by their fields use',
      run: async () => (await import('./renew-indexes.ts')).renewIndexes(),
    },
  ],
  jobs: async () => (await import('./jobs.ts')).exchangeJobs,
  due: async () => {
    const { countedAt } = await import('../platform/due.ts');
    const { dueOfArrivals, dueOfDeliveries } = await import('./due.ts');
    const { dueOfDirectory } = await import('./directory/due.ts');
    const { dueOfWitness } = await import('./witness/due.ts');
    const { arrivalOfWork } = await import('./arrivals/arrival-of-work.ts');
    const sources = [
      ...countedAt('arrivals', dueOfArrivals),
      ...countedAt('outgoing', dueOfDeliveries),
      ...countedAt('directory', dueOfDirectory),
      ...countedAt('operations', dueOfWitness),
    ];
    return { sources, things: [arrivalOfWork] };
  },
  search: async () => [(await import('./arrivals/search.ts')).searchOfArrivals],
  connect: async ({ keysFolder }) => {
    const { useOwnDeployment } = await import('./directory/own-deployment.ts');
    const { learntCertificates } = await import('./directory/learnt-keys.ts');
    const { useLearntCertificates } = await import('../signing/keys/learnt-certificates.ts');
    const { partnersOfDirectory } = await import('./directory/known-partners.ts');
    const { usePartners } = await import('../platform/partners/partners-in-use.ts');
    const { useTransport } = await import('./messages/transport.ts');
    const { localCarrier } = await import('./door/local-carrier.ts');
    const { tellRefusedAttempt } = await import('./door/refused-messages.ts');
    const { lookBeforeNumbering } = await import('../registry/outgoing/numbering/ready-to-number.ts');
    const { useListedElsewhere } = await import('../registry/outgoing/listed-elsewhere.ts');
    const { isKnownAgency } = await import('./recipients/is-known-agency.ts');
    const { readyToSend } = await import('./deliveries/ready-to-send.ts');
    useOwnDeployment(keysFolder);
    useLearntCertificates(learntCertificates);
    usePartners({ ...partnersOfDirectory, refused: tellRefusedAttempt });
    useTransport(localCarrier);
    lookBeforeNumbering(readyToSend);
    useListedElsewhere(isKnownAgency);
  },
  serving: async () => {
    const { operationsGauges } = await import('./operations/gauges.ts');
    const { LateKeeper } = await import('./operations/late-keeper.ts');
    const { seesWholeAgency } = await import('../identity/visibility.ts');
    const { carryAfar } = await import('./door/carry-afar.ts');
    const { Collector } = await import('./door/collector.ts');
    const { ScannerWatch, useScanner } = await import('../platform/outbound/malware-scanner.ts');
    const { MOST_UPLOAD_BYTES } = await import('../platform/uploads/contract.ts');
    const { limitPartners } = await import('../platform/partners/partner-limit.ts');
    const { LogComparer } = await import('./witness/log-comparer.ts');
    const { AxisKeeper } = await import('./arrivals/over-axis/axis-keeper.ts');
    const { useAxis } = await import('./axis/axis-in-use.ts');
    const { outboundRules } = await import('../platform/outbound/authorities.ts');
    let rules: OutboundRules = { networks: [], ports: [] };
    return {
      gauges: operationsGauges,
      prepare: async ({ config }) => {
        rules = await outboundRules(config.exchange);
        limitPartners(config.exchange.requestsPerMinute);
        await useAxis(config.axis, rules);
        useScanner(config.scanner, Math.max(MOST_UPLOAD_BYTES, config.attachmentBytes));
      },
      keepers: () => [
        new LateKeeper(),
        new Collector(rules),
        new AxisKeeper(),
        new LogComparer(rules),
        new ScannerWatch(),
      ],
      // After the engine, which carries between agencies of this deployment alone.
      look: async () => carryAfar(rules),
      drained: async () => (await import('./door/refused-messages.ts')).refusedMessagesTold(),
      audiences: { arrivalId: async () => seesWholeAgency, noticeId: async () => seesWholeAgency },
    };
  },
  api: async () => {
    const { deliveriesContract } = await import('./deliveries/contract.ts');
    const { deliveriesRoutes } = await import('./deliveries/routes.ts');
    const { arrivalsContract } = await import('./arrivals/contract.ts');
    const { arrivalsRoutes } = await import('./arrivals/routes.ts');
    const { directoryContract } = await import('./directory/contract.ts');
    const { directoryRoutes } = await import('./directory/routes.ts');
    const { operationsContract } = await import('./operations/contract.ts');
    const { operationsRoutes } = await import('./operations/routes.ts');
    const { recipientsContract } = await import('./recipients/contract.ts');
    const { recipientsRoutes } = await import('./recipients/routes.ts');
    const { evidenceContract } = await import('./evidence/contract.ts');
    const { evidenceRoutes } = await import('./evidence/routes.ts');
    const { groupsContract } = await import('./recipients/groups/contract.ts');
    const { groupsRoutes } = await import('./recipients/groups/routes.ts');
    const { doorContract } = await import('./door/contract.ts');
    const { doorRoutes } = await import('./door/routes.ts');
    return {
      contracts: {
        ...{ deliveries: deliveriesContract, evidence: evidenceContract, recipients: recipientsContract },
        ...{ arrivals: arrivalsContract, directory: directoryContract },
        ...{ operations: operationsContract, door: doorContract, groups: groupsContract },
      },
      routes: () => [
        ...deliveriesRoutes,
        ...evidenceRoutes,
        ...recipientsRoutes,
        ...arrivalsRoutes,
        ...directoryRoutes,
        ...operationsRoutes,
        ...doorRoutes,
        ...groupsRoutes,
      ],
    };
  },
};
