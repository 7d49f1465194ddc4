import { throughProxy } from '../../pdf-signatures/produce/authority/authority-access.ts';
import {
  type TimestampAuthorities,
  type Timestamper,
  timestampClient,
} from '../../pdf-signatures/produce/authority/timestamp-client.ts';
import { DomainError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';

export interface TimestampsOfActs extends TimestampAuthorities {
  /** How long authorities that did not answer are left alone, so that one act waits for them and not each. */
  readonly restMs?: number;
  /** An HTTP proxy through which they are reached. */
  readonly proxy?: string | undefined;
}

interface InUse {
  readonly timestamp: Timestamper;
  readonly restMs: number;
  restUntil: number;
}

/** An act waits for an authority no longer than a person would. */
const patienceMs = 5_000;

let inUse: InUse | undefined;

/** Says which timestamp authorities the acts ask (`TSA_URLS`); called once by the composition root, no address for none. */
export function useTimestamps({ urls, timeoutMs = patienceMs, restMs = 30_000, proxy }: TimestampsOfActs): void {
  const way = proxy === undefined ? undefined : throughProxy(proxy);
  const timestamp = timestampClient({ urls, timeoutMs, way });
  inUse = urls.length === 0 ? undefined : { timestamp, restMs, restUntil: 0 };
}

/** Whether signatures need room for a timestamp. */
export const areTimestamped = (): boolean => inUse !== undefined;

/**
 * Does an act with proof of time (PAdES B-T), or without where no authority is configured or none answers: nobody is kept from signing
 * because a machine elsewhere is away.
 */
export async function withTimestamp<T>(
  act: (timestamp: Timestamper) => Promise<T>,
  otherwise: () => T | Promise<T>,
): Promise<T> {
  const asked = inUse;
  if (asked === undefined || performance.now() < asked.restUntil) return await otherwise();
  try {
    return await act(asked.timestamp);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'timestamp-unavailable') throw error;
    asked.restUntil = performance.now() + asked.restMs;
    log.warn({ err: error }, 'signed without proof of time: no timestamp authority answered');
    return await otherwise();
  }
}
