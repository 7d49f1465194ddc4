import type { Response } from 'undici';
import { DomainError } from '../../../platform/errors.ts';
import type { Way } from './authority-access.ts';

/** One question to an authority's desk on the network (RFC 3161 §3.4, RFC 6960 appendix A, RFC 5280 §4.2.1.13). */
export interface AuthorityQuestion {
  /** From the configuration, or named by a certificate and allowed (`AuthorityAccess`): else strangers could aim our requests. */
  readonly url: string;
  readonly timeoutMs: number;
  /** Refused beyond; an answer is read no further. */
  readonly maxBytes: number;
  /** Without a question the address is only fetched. */
  readonly question?: { readonly type: string; readonly der: Uint8Array };
  /** The way there; the plain network when not given. */
  readonly way?: Way | undefined;
}

/** What tells one state of a resource from the next (RFC 9110 §8.8). */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** The bytes an authority answers; refuses what is late, too long, redirected or not a success. */
export async function askAuthority(asked: AuthorityQuestion): Promise<Buffer> {
  return await bodyOf(await answerTo(asked, {}), asked);
}

/** Fetches what has changed since it was fetched last; nothing when it has not. Refuses like `askAuthority`. */
export async function fetchChanged(
  asked: AuthorityQuestion,
  { etag, lastModified }: Validators,
): Promise<(Validators & { readonly bytes: Buffer }) | undefined> {
  const since = {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
  const response = await answerTo(asked, since);
  if (response.status === 304) {
    await response.body?.cancel();
    return undefined;
  }
  const bytes = await bodyOf(response, asked);
  return {
    bytes,
    etag: response.headers.get('etag') ?? undefined,
    lastModified: response.headers.get('last-modified') ?? undefined,
  };
}

async function answerTo(
  { url, timeoutMs, question, way }: AuthorityQuestion,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  if (!/^https?:\/\//i.test(url)) throw unanswered(url, 'not an address of the web');
  const { fetch } = await import('undici');
  const dispatcher = await way?.();
  return await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    ...(dispatcher === undefined ? {} : { dispatcher }),
    ...(question === undefined
      ? { headers }
      : { method: 'POST', headers: { 'content-type': question.type }, body: Buffer.from(question.der) }),
  }).catch((cause: unknown) => {
    throw unanswered(url, reasonOf(cause), cause);
  });
}

/** An address that is not allowed is a fault of the configuration, not of the authority: it is said as such. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined;
  return inner instanceof DomainError ? inner.message : 'not reached in time';
}

async function bodyOf(response: Response, { url, maxBytes }: AuthorityQuestion): Promise<Buffer> {
  if (!response.ok) {
    await response.body?.cancel();
    throw unanswered(url, `status ${response.status}`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > maxBytes) throw unanswered(url, 'its answer is too long');
      parts.push(part);
    }
  } catch (cause) {
    throw cause instanceof DomainError ? cause : unanswered(url, 'its answer broke off', cause);
  }
  return Buffer.concat(parts);
}

const unanswered = (url: string, why: string, cause?: unknown): DomainError =>
  new DomainError('unavailable', 'authority-unanswered', `${url}: ${why}`, { retryAfter: 60, cause });
