import type { DomainError } from '../../platform/errors.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { MessageHeader, TraceHeaderList } from './edxml-form.ts';
import { MOST_PART_BYTES, type Packet } from './read-edxml.ts';
import type { NamedPart } from './write-edxml.ts';

/** A packet of another agency is opened in a process of its own: it may be made to take all time and memory. */
const limits = { timeMs: 30_000, memoryMb: 1_024, maxOutputBytes: 128 * 1024 * 1024, callsPerProcess: 50 } as const;
const reader = new URL('./read-edxml.ts', import.meta.url);
const writer = new URL('./write-edxml.ts', import.meta.url);
/** In base64 they fit what a worker gives and the axis takes. */
const MOST_FILES_BYTES = 90 * 1024 * 1024;

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

/** A file that goes with a document, and where it lies. */
type FileToSend = NamedPart & StoredFile;

/** Makes and stores the packet of a document with its files; refuses what is `beyondAxis`. */
export async function makePacket(
  said: { readonly header: MessageHeader; readonly trace: TraceHeaderList },
  enclosed: readonly FileToSend[],
): Promise<KeptPacket> {
  const misfit = beyondAxis(enclosed);
  if (misfit) throw misfit;
  const parts = enclosed.map(({ name, mediaType }) => ({ name, mediaType }));
  const contents = await Promise.all(enclosed.map(({ sha256 }) => files().forWorker(sha256)));
  const made = { module: writer, fn: 'documentPacket', args: [{ ...said, parts }, ...contents] };
  return await keepPacket(await runInWorker<Uint8Array>(made, limits));
}

/** The refusal of files that the axis does not carry: of more than 50 MB, or of 90 MB together; nothing for others. */
export function beyondAxis(enclosed: readonly Pick<StoredFile, 'size'>[]): DomainError | undefined {
  const total = enclosed.reduce((sum, { size }) => sum + size, 0);
  if (total <= MOST_FILES_BYTES && enclosed.every(({ size }) => size <= MOST_PART_BYTES)) return undefined;
  return refusal('message-too-large', 'The axis carries files of 50 MB, and 90 MB together');
}

/** Stores a packet. */
export async function keepPacket(bytes: Uint8Array): Promise<KeptPacket> {
  return { ...(await files().put(bytes)), mediaType: 'application/xml' };
}
