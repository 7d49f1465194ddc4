import { DomainError } from '../../platform/errors.ts';

/** One question to an authority's desk on the network (RFC 3161 §3.4, RFC 6960 appendix A, RFC 5280 §4.2.1.13). */
export interface AuthorityQuestion {
  /** From the configuration only: an address that a certificate or a document names would let strangers aim our requests. */
  readonly url: string;
  readonly timeoutMs: number;
  /** Refused beyond; an answer is read no further. */
  readonly maxBytes: number;
  /** Without a question the address is only fetched. */
  readonly question?: { readonly type: string; readonly der: Uint8Array };
}

/** The bytes an authority answers; refuses what is late, too long, redirected or not a success. */
export async function askAuthority({ url, timeoutMs, maxBytes, question }: AuthorityQuestion): Promise<Buffer> {
  if (!/^https?:\/\//i.test(url)) throw unanswered(url, 'not an address of the web');
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    ...(question === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': question.type }, body: Buffer.from(question.der) }),
  }).catch((cause: unknown) => {
    throw unanswered(url, 'not reached in time', cause);
  });
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
