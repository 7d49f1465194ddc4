import type { Serving } from '../platform/serving.ts';
import { faultyLogs } from './checks/check-log.ts';
import { LogKeeper } from './checks/log-keeper.ts';
import { lookForPutBack } from './checks/lose-past.ts';
import { brokenSealsMet, brokenSealsTold } from './renewal/broken-seals.ts';

/** What the log does while a server runs: it is looked after, and tells when somebody changed the past. */
export const servingOfAudit: Serving = {
  look: lookForPutBack,
  keepers: () => [new LogKeeper()],
  drained: brokenSealsTold,
  gauges: [
    { name: 'vanban_log_faults', help: 'Tamper-evident logs that the last look found changed', read: faultyLogs },
    {
      name: 'vanban_broken_seals',
      help: 'How often this process met a row that was changed past the ledger, and did not believe it',
      read: brokenSealsMet,
    },
  ],
};
