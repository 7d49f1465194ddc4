import { createHash } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';
import { type Certificate, publicKeyBits } from '../../crypto/certificates/certificate.ts';
import { ocspAnswer } from '../../crypto/certificates/ocsp.ts';
import { crlStatement, type RevocationData } from '../../crypto/certificates/revocation.ts';
import type { RevocationStatement } from '../../crypto/certificates/revocation-statement.ts';
import { der, derNull, derOctets, derOidOf, derSequenceOf } from '../../crypto/der-writer.ts';
import { oid } from '../../crypto/oids.ts';
import { askAuthority } from './ask-authority.ts';

/** Finds what is known of a certificate's revocation (*thu hồi chứng thư*) at a moment; nothing found is an empty answer. */
export type RevocationSource = (certificate: Certificate, issuer: Certificate, at: Date) => Promise<RevocationData>;

export interface RevocationServices {
  /** OCSP responders and places of revocation lists, asked in this order; from the configuration only. */
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly timeoutMs?: number;
}

/** An answer without a next update is asked anew after this long, and so is an address that gave no answer. */
const withoutNextUpdateMs = 10 * 60_000;
const afterFailureMs = 60_000;
const mostKept = 500;
/** Clocks of authorities may run ahead of ours by this much. */
const clockSkewMs = 5 * 60_000;

interface Kept {
  readonly der: Uint8Array | undefined;
  readonly until: number;
}

/**
 * Asks OCSP responders first and revocation lists when none knows; only statements that verify with the issuer count.
 * Answers are kept in memory until their next update, so that a busy hour asks an authority once for each certificate.
 */
export function revocationClient({ ocspUrls, crlUrls, timeoutMs = 10_000 }: RevocationServices): RevocationSource {
  const kept = new Map<string, Kept>();
  const remembered = async (
    key: string,
    at: Date,
    ask: () => Promise<Buffer>,
    statementIn: (der: Uint8Array) => RevocationStatement | undefined,
  ): Promise<Uint8Array | undefined> => {
    const known = kept.get(key);
    if (known !== undefined && known.until > at.getTime()) {
      return known.der !== undefined && isCurrent(statementIn(known.der), at) ? known.der : undefined;
    }
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'authority-unanswered') return undefined;
      throw error;
    });
    const statement = answer === undefined ? undefined : statementIn(answer);
    const good = isCurrent(statement, at) ? answer : undefined;
    const until =
      good === undefined
        ? at.getTime() + afterFailureMs
        : (statement?.nextUpdate?.getTime() ?? at.getTime() + withoutNextUpdateMs);
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, { der: good, until });
    return good;
  };
  return async (certificate, issuer, at) => {
    const question = { type: 'application/ocsp-request', der: ocspRequest(certificate, issuer) };
    for (const url of ocspUrls) {
      const ask = (): Promise<Buffer> => askAuthority({ url, timeoutMs, maxBytes: 256 * 1024, question });
      const key = `${url} ${certificate.fingerprint}`;
      const ocsp = await remembered(key, at, ask, (answer) => ocspAnswer(answer, certificate, issuer));
      if (ocsp !== undefined) return { ocsps: [ocsp], crls: [] };
    }
    for (const url of crlUrls) {
      const ask = (): Promise<Buffer> => askAuthority({ url, timeoutMs, maxBytes: 20 * 1024 * 1024 });
      const key = `${url} ${issuer.fingerprint}`;
      const crl = await remembered(key, at, ask, (list) => crlStatement(list, certificate, issuer));
      if (crl !== undefined) return { ocsps: [], crls: [crl] };
    }
    return { ocsps: [], crls: [] };
  };
}

/** Revocation data that lies in files: of each certificate only what speaks of it. */
export function revocationInFiles({ crls, ocsps }: RevocationData): RevocationSource {
  return async (certificate, issuer, at) => {
    const answers = ocsps.filter((answer) => isCurrent(ocspAnswer(answer, certificate, issuer), at));
    const lists = crls.filter((list) => isCurrent(crlStatement(list, certificate, issuer), at));
    return { ocsps: answers, crls: answers.length > 0 ? [] : lists };
  };
}

/** The first source that knows something. */
export function firstOf(sources: readonly RevocationSource[]): RevocationSource {
  return async (certificate, issuer, at) => {
    for (const source of sources) {
      const found = await source(certificate, issuer, at);
      if (found.crls.length + found.ocsps.length > 0) return found;
    }
    return { crls: [], ocsps: [] };
  };
}

function isCurrent(statement: RevocationStatement | undefined, at: Date): boolean {
  if (statement === undefined) return false;
  const { thisUpdate, nextUpdate } = statement;
  return thisUpdate.getTime() <= at.getTime() + clockSkewMs && (nextUpdate === undefined || nextUpdate >= at);
}

/** OCSPRequest for one certificate (RFC 6960 §4.1.1, the light profile of RFC 5019: SHA-1 names it, no nonce). */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Buffer {
  const sha1 = (bytes: Buffer): Buffer => derOctets(createHash('sha1').update(bytes).digest());
  const certificateId = derSequenceOf(
    derSequenceOf(derOidOf(oid.sha1), derNull),
    sha1(issuer.subject),
    sha1(publicKeyBits(issuer)),
    der(0x02, certificate.serial),
  );
  return derSequenceOf(derSequenceOf(derSequenceOf(derSequenceOf(certificateId))));
}
