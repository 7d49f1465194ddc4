import type { z } from 'zod';
import {
  type BegunUploadView,
  MOST_PART_BYTES,
  uploadsContract,
  type uploadView,
} from '../../server/platform/uploads/contract.ts';
import { api } from './client.ts';
import { ProblemError } from './problem.ts';
import type { BegunFile } from './sent-file.ts';
import { type FilePart, inLine } from './upload.ts';

type UploadView = z.output<typeof uploadView>;

/** How the sending of a file goes on. */
export interface Sending {
  /** How much of it has left, 0 to 1. */
  readonly onProgress?: (sent: number) => void;
  /** It waits for the network to come back, or has gone on. */
  readonly onPause?: (paused: boolean) => void;
  /** It comes in parts, and may be gone on with by this. */
  readonly onBegun?: (begun: BegunFile) => void;
  /** What had begun of it before the page was loaded. */
  readonly begun?: BegunFile | undefined;
  readonly signal?: AbortSignal;
}

/** Where files go that come in parts; what is refused throws a `ProblemError`. */
export interface PartsDoor {
  begin(file: { readonly name: string; readonly size: number }): Promise<BegunUploadView>;
  stateOf(begunId: string): Promise<BegunUploadView>;
  put(begunId: string, part: FilePart, sending: Pick<Sending, 'onProgress' | 'signal'>): Promise<BegunUploadView>;
}

const uploads = api(uploadsContract);
const door: PartsDoor = {
  begin: (body) => uploads.beginUpload({ body }),
  stateOf: (begunId) => uploads.getBegunUpload({ params: { begunId } }),
  put: (begunId, part, sending) => uploads.putUploadPart({ params: { begunId }, part, ...sending }),
};

/**
 * Sends a file: a short one at once, a long one in parts, each of which is kept by the server, so that a cut loses one of them and the rest goes on by
 * itself.
 */
export async function sendFile(file: File, sending: Sending = {}): Promise<UploadView> {
  if (file.size > MOST_PART_BYTES) return await inLine(() => sendInParts(file, sending, door, pause));
  const { onProgress, signal } = sending;
  return await uploads.keepUpload({ file, ...(onProgress && { onProgress }), ...(signal && { signal }) });
}

/** Sends a file in parts through a door, from where that is, and waits by `rest` after a cut. */
export async function sendInParts(
  file: File,
  sending: Sending,
  to: PartsDoor,
  rest: (ms: number, signal: AbortSignal | undefined) => Promise<void>,
): Promise<UploadView> {
  let at = await begin(file, sending, to);
  while (at.upload === null) {
    sending.signal?.throwIfAborted();
    sending.onProgress?.(at.offset / file.size);
    const { begunId } = at;
    at = await sendNext(file, sending, at, to).catch(async (error: unknown) => {
      if (!isCut(error)) throw error;
      sending.onPause?.(true);
      return await stateAfterCut(begunId, sending, to, rest);
    });
    sending.onPause?.(false);
  }
  return at.upload;
}

/** What had begun goes on, unless the server has forgotten it. */
async function begin(file: File, { begun, onBegun }: Sending, to: PartsDoor): Promise<BegunUploadView> {
  const known = begun && (await to.stateOf(begun.begunId).catch(unlessForgotten));
  if (known) return known;
  const { name, size, lastModified: modified } = file;
  const anew = await to.begin({ name, size });
  onBegun?.({ begunId: anew.begunId, name, size, modified, begunAt: new Date().toISOString() });
  return anew;
}

function unlessForgotten(error: unknown): undefined {
  if (error instanceof ProblemError && error.status === 404) return undefined;
  throw error;
}

async function sendNext(
  file: File,
  { onProgress, signal }: Sending,
  { begunId, offset }: BegunUploadView,
  to: PartsDoor,
): Promise<BegunUploadView> {
  const bytes = file.slice(offset, offset + MOST_PART_BYTES);
  const place = `bytes ${offset}-${offset + bytes.size - 1}/${file.size}`;
  const told = (sent: number) => onProgress?.((offset + sent * bytes.size) / file.size);
  return await to.put(begunId, { bytes, place }, { onProgress: told, ...(signal && { signal }) });
}

const LONGEST_REST_MS = 30_000;

/** Asks, at longer and longer times, until the server tells how far the file is. */
async function stateAfterCut(
  begunId: string,
  { signal }: Sending,
  to: PartsDoor,
  rest: (ms: number, signal: AbortSignal | undefined) => Promise<void>,
): Promise<BegunUploadView> {
  for (let ms = 1_000; ; ms = Math.min(ms * 2, LONGEST_REST_MS)) {
    await rest(ms, signal);
    signal?.throwIfAborted();
    const at = await to.stateOf(begunId).catch((error: unknown) => {
      if (!isCut(error)) throw error;
    });
    if (at) return at;
  }
}

/** Whether it is unknown how much of a part has arrived, or another part arrived than was thought. */
function isCut(error: unknown): boolean {
  return error instanceof ProblemError && (error.passing || error.slug === 'offset-mismatch');
}

/** Waits so long, or until the browser finds a network again, or it is stopped. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      signal?.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    window.addEventListener('online', go);
    signal?.addEventListener('abort', go);
  });
}
