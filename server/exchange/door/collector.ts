import { readAll } from '../../platform/database/store.ts';
import { log } from '../../platform/log.ts';
import { OutboundClient, type OutboundRules } from '../../platform/outbound/outbound-client.ts';
import type { Keeper } from '../../platform/serving.ts';
import { onLine } from '../carriage/on-line.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';
import { collectWaiting, type PartnerPlace } from './collect-waiting.ts';

const EVERY_MS = 60_000;

/**
 * Collects what waits at other deployments, once a minute, while the directory says that this one has no inbound address; several processes
 * may do so at once. A partner that does not answer keeps nobody from the others.
 */
export class Collector implements Keeper {
  readonly #client: OutboundClient;
  readonly #collecting = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(rules: OutboundRules) {
    this.#client = new OutboundClient(rules);
  }

  start(): void {
    this.#timer = setInterval(() => void this.collect(), EVERY_MS);
  }

  /** Breaks off what is being collected, which goes on where it was another time, and resolves when nothing is. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#client.close();
    await Promise.all(this.#collecting.values());
  }

  /** Begins with every partner with which it is not busy, and resolves when it is done with all. */
  async collect(): Promise<void> {
    try {
      for (const partner of await partnersToAsk()) this.#begin(partner);
    } catch (error) {
      log.error({ err: error }, 'nobody knows where messages wait');
    }
    await Promise.all(this.#collecting.values());
  }

  #begin(partner: PartnerPlace): void {
    const { deploymentId } = partner;
    if (this.#collecting.has(deploymentId)) return;
    const collecting = onLine(deploymentId, () => collectWaiting(this.#client, partner))
      .catch((error: unknown) => log.warn({ err: error, partner: deploymentId }, 'what waits was not collected'))
      .finally(() => this.#collecting.delete(deploymentId));
    this.#collecting.set(deploymentId, collecting);
  }
}

/** The other deployments of the directory that can be asked; none where they reach this one. */
async function partnersToAsk(): Promise<PartnerPlace[]> {
  const { id: own } = await ownDeploymentInUse();
  const listed = await readAll(directoryEntries, { listed: true });
  if (!listed.some(({ deployment, address }) => deployment === own && address === null)) return [];
  const places = listed.flatMap(({ deployment, address }): [string, PartnerPlace][] =>
    deployment !== null && deployment !== own && address !== null
      ? [[deployment, { deploymentId: deployment, address }]]
      : [],
  );
  return [...new Map(places).values()];
}
