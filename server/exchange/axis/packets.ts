import { files } from '../../platform/files/files.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';
import type { Packet } from './read-edxml.ts';

/** A packet of another agency is opened in a process of its own: it may be made to take all time and memory. */
const limits = { timeMs: 30_000, memoryMb: 1_024, maxOutputBytes: 128 * 1024 * 1024, callsPerProcess: 50 } as const;
const reader = new URL('./read-edxml.ts', import.meta.url);

/** Reads a stored packet; refuses as `readEdxml` does, and with `too-complex` what takes too long. */
export async function readPacket(sha256: string): Promise<Packet> {
  return await runInWorker({ module: reader, fn: 'readEdxml', args: [await files().forWorker(sha256)] }, limits);
}

/** A packet as rows keep it: its exact bytes are a stored file. */
export interface KeptPacket {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: 'application/xml';
}

/** Stores a packet. */
export async function keepPacket(bytes: Uint8Array): Promise<KeptPacket> {
  return { ...(await files().put(bytes)), mediaType: 'application/xml' };
}
