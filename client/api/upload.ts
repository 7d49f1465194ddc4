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

interface Sent {
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (part: number) => void;
}

/** Some bytes of a file, and which of all they are (`Content-Range`, RFC 9110 §14.4). */
export interface FilePart {
  readonly bytes: Blob;
  readonly place: string;
}

/** More would not be faster, and the server takes only so many of one person, or of one office, at once. */
const MOST_AT_ONCE = 2;
const MOST_TRIES = 5;
const LONGEST_WAIT_SECONDS = 10;

let sending = 0;
const waiting: (() => void)[] = [];

/** Has files sent two at a time of all that are added. */
export async function inLine<T>(send: () => Promise<T>): Promise<T> {
  if (sending >= MOST_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else sending += 1;
  try {
    return await send();
  } finally {
    // The place goes straight to the next in line.
    const next = waiting.shift();
    if (next) next();
    else sending -= 1;
  }
}

/** Sends one file, when its turn has come, as the multipart part `file`; again where the server asks to wait for a moment because others send too. */
export async function uploadFile(url: string, { file, ...sent }: Sent & { readonly file: File }): Promise<RawAnswer> {
  const form = new FormData();
  form.append('file', file, file.name);
  return await inLine(() => sendUntilTaken({ method: 'POST', url, body: form, headers: {} }, sent));
}

/** Sends a part of a file, again where the server asks to wait for a moment. */
export async function uploadPart(
  url: string,
  { part, ...sent }: Sent & { readonly part: FilePart },
): Promise<RawAnswer> {
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': part.place };
  return await sendUntilTaken({ method: 'PUT', url, body: part.bytes, headers }, sent);
}

interface Outgoing {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body: FormData | Blob;
  readonly headers: Readonly<Record<string, string>>;
}

async function sendUntilTaken(outgoing: Outgoing, sent: Sent): Promise<RawAnswer> {
  for (let tries = 1; ; tries += 1) {
    sent.signal?.throwIfAborted();
    const answer = await send(outgoing, sent);
    const seconds = Number(answer.retryAfter ?? Number.NaN);
    const isForAMoment = [429, 503].includes(answer.status) && seconds <= LONGEST_WAIT_SECONDS;
    if (!isForAMoment || tries === MOST_TRIES) return answer;
    await new Promise((go) => setTimeout(go, seconds * 1_000));
  }
}

/** By XMLHttpRequest, because `fetch` tells no progress of what it sends. */
function send({ method, url, body, headers }: Outgoing, { idempotencyKey, signal, onProgress }: Sent) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader('Accept', 'application/json');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
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
    request.send(body);
  });
}
