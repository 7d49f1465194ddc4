import type { Timestamper } from '../../pdf-signatures/produce/authority/timestamp-client.ts';
import type { BegunTimestamp } from '../../pdf-signatures/produce/document-timestamp.ts';
import type { SealContent } from '../../pdf-signatures/produce/fill-and-seal.ts';
import {
  type BegunSignature,
  embedValue,
  signedIncrement,
  timestampedIncrement,
} from '../../pdf-signatures/produce/signature-value.ts';
import { DomainError } from '../../platform/errors.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { runInWorker, type WorkerKind } from '../../platform/worker/worker-pool.ts';
import type { LeaderSignature } from '../signature-work.ts';

/** Who begins the signatures of leaders and seals. */
export const signatory: WorkerKind = {
  module: new URL('../signature-work.ts', import.meta.url),
  limits: {
    timeMs: 20_000,
    memoryMb: 1024,
    maxOutputBytes: 32 * 1024 * 1024,
    lane: 'signing',
    callsPerProcess: 500,
  },
};
const { module, limits } = signatory;

/** First phase of a leader's signature over a stored file. */
export async function beginOnStored(sha256: string, request: LeaderSignature): Promise<BegunSignature> {
  return await begin(sha256, 'beginLeaderSignature', request);
}

/** The same for the agency's seal: number and date are filled in. */
export async function beginSealOnStored(
  sha256: string,
  content: SealContent & { readonly timestamped: boolean },
): Promise<BegunSignature> {
  return await begin(sha256, 'beginSeal', content);
}

/** Second phase: the stored base with the signature behind it, as a new stored file. */
export async function completeOnStored(begun: BegunSignature, value: Uint8Array): Promise<StoredFile> {
  return await files().append(begun.base.sha256, signedIncrement(begun, value));
}

/** The same with a timestamp over the value. */
export async function completeTimestampedOnStored(
  begun: BegunSignature,
  value: Uint8Array,
  timestamp: Timestamper,
): Promise<StoredFile> {
  return await files().append(begun.base.sha256, await timestampedIncrement(begun, value, timestamp));
}

/** Appends a document timestamp where a signature of a stored file has no proof of time. */
export async function proveTimeOfStored(stored: StoredFile, timestamp: Timestamper): Promise<StoredFile> {
  const args = [await files().forWorker(stored.sha256)];
  const begun = await runInWorker<BegunTimestamp | undefined>({ module, fn: 'beginProofOfTime', args }, limits);
  if (begun === undefined) return stored;
  return await files().append(stored.sha256, embedValue(begun, begun.baseLength, await timestamp(begun.digest)));
}

async function begin(sha256: string, fn: string, request: object): Promise<BegunSignature> {
  const args = [await files().forWorker(sha256), request];
  const begun = await runInWorker<BegunSignature>({ module, fn, args }, limits);
  if (begun.base.sha256 === sha256) return begun;
  throw new DomainError('internal', 'integrity-failure', 'A stored file is not what was stored; it is not signed');
}
