import { dayInVietnam } from '../../platform/calendar.ts';
import { readAll } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { log as journal } from '../../platform/log.ts';
import type { OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { onLine } from '../carriage/on-line.ts';
import { PartnerDoor } from '../carriage/partner-door.ts';
import { hostingOf } from '../directory/directory-entry.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';
import { compareLog, type ListedLog } from './compare-log.ts';
import { keepContradictions } from './keep-contradictions.ts';
import { logComparisons } from './store.ts';

/** A log of another deployment that can be asked. */
interface LogAfar extends ListedLog {
  readonly name: string;
  readonly deployment: string;
  readonly address: string;
}

/**
 * Compares what is held of the logs of other deployments, each once a day, and keeps what contradicts itself. A deployment that does not
 * answer is asked again in the next round, and keeps nobody from the others; one without an address cannot be asked.
 */
export async function compareLogs(client: OutboundClient, now: Date): Promise<void> {
  const afar = await logsAfar();
  const done = await comparedOn(dayInVietnam(now));
  const toAsk = afar.filter(({ log }) => !done.has(log.id));
  const asked = [...new Set(toAsk.map(({ deployment }) => deployment))];
  await Promise.all(
    asked.map((one) =>
      compareWith(
        client,
        toAsk.filter(({ deployment }) => deployment === one),
        now,
      ),
    ),
  );
  await keepContradictions(afar);
}

/** Compares the logs of one deployment, one after the other, until it does not answer. */
async function compareWith(client: OutboundClient, logs: readonly LogAfar[], now: Date): Promise<void> {
  for (const one of logs) {
    const door = new PartnerDoor(client, one.address);
    try {
      await compareLog(one, { ask: (asked) => onLine(one.deployment, () => door.ask(asked)) }, now);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      journal.warn({ err: error, partner: one.deployment, code: one.code }, 'what is held of a log was not compared');
      return;
    }
  }
}

/** The logs that the directory binds to agencies of other deployments. */
async function logsAfar(): Promise<LogAfar[]> {
  const { id: own } = await ownDeploymentInUse();
  const listed = await readAll(directoryEntries, { listed: true });
  return listed.flatMap(({ id: code, name, log, deployment, address }) =>
    log && deployment !== null && address !== null && hostingOf({ deployment }, own) === 'elsewhere'
      ? [{ code, name, log, deployment, address }]
      : [],
  );
}

async function comparedOn(day: string): Promise<ReadonlySet<string>> {
  const found = await readAll(logComparisons, {});
  return new Set(found.filter(({ comparedAt }) => dayInVietnam(comparedAt) === day).map(({ id }) => id));
}
