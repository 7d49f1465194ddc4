import './upload-words.ts';
import { positionNamed } from '../../server/platform/api/contract.ts';
import { actingId } from './acting.ts';
import { ProblemError } from './problem.ts';

/** An answer before anything is made of it. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

interface Upload {
  readonly file: File;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (part: number) => void;
}

/** More would not be faster, and the server takes only so many of one person, or of one office, at once. */
const MOST_AT_ONCE = 2;
const MOST_TRIES = 5;
const LONGEST_WAIT_SECONDS = 10;

let sending = 0;
const waiting: (() => void)[] = [];

/**
 * Sends one file as the multipart part `file`: two at a time of all that are added, and again where the server asks to wait for a moment
 * because others are sending too.
 */
export async function uploadFile(url: string, upload: Upload): Promise<RawAnswer> {
  if (sending >= MOST_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else sending += 1;
  try {
    return await sendUntilTaken(url, upload);
  } finally {
    // The place goes straight to the next in line.
    const next = waiting.shift();
    if (next) next();
    else sending -= 1;
  }
}

async function sendUntilTaken(url: string, upload: Upload): Promise<RawAnswer> {
  for (let tries = 1; ; tries += 1) {
    upload.signal?.throwIfAborted();
    const answer = await send(url, upload);
    const seconds = Number(answer.retryAfter ?? Number.NaN);
    const isForAMoment = [429, 503].includes(answer.status) && seconds <= LONGEST_WAIT_SECONDS;
    if (!isForAMoment || tries === MOST_TRIES) return answer;
    await new Promise((go) => setTimeout(go, seconds * 1_000));
  }
}

/** By XMLHttpRequest, because `fetch` tells no progress of what it sends. */
function send(url: string, { file, idempotencyKey, signal, onProgress }: Upload): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    const acting = actingId();
    if (acting !== undefined) request.setRequestHeader(positionNamed.header, acting);
    if (idempotencyKey) request.setRequestHeader('Idempotency-Key', idempotencyKey);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        retryAfter: request.getResponseHeader('Retry-After'),
      });
    request.onerror = () => reject(new ProblemError({ slug: 'offline', status: 0 }));
    request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
