import { attributeOf, type Certificate, nameType } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import { ocspAnswer } from '../../pdf-signatures/crypto/certificates/ocsp.ts';
import { crlStatement } from '../../pdf-signatures/crypto/certificates/revocation.ts';
import type { RevocationStatement } from '../../pdf-signatures/crypto/certificates/revocation-statement.ts';
import { askAuthority, fetchChanged, type Validators } from '../../pdf-signatures/produce/authority/ask-authority.ts';
import type { AuthorityAccess } from '../../pdf-signatures/produce/authority/authority-access.ts';
import { ocspRequest } from '../../pdf-signatures/produce/authority/revocation-client.ts';
import { currentTime, isWithin } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { type Answer, failing, good, withStatement } from './revocation-answer.ts';
import { revocationAnswers } from './store.ts';

/** A certificate and who issued it, under a root that this deployment trusts. */
export interface Issued {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

/** A revoked certificate is to be known within a minute, and an authority asked no more often than that. */
export const FRESH_MS = 60_000;
const MOST_REMEMBERED = 500;
/** A row of MongoDB holds 16 MB, base64 takes a third more. */
const MOST_LIST_BYTES = 10 * 1024 * 1024;
const MOST_ANSWER_BYTES = 256 * 1024;

type Kind = 'ocsp' | 'crl';

/**
 * Asks authorities and keeps what they answer, in memory and in the database: after a start, and in every other process, an answer of the
 * last minute is not asked for again, and while an authority is away what it said last still speaks.
 */
export class KeptAnswers {
  readonly #access: AuthorityAccess;
  readonly #timeoutMs: number;
  readonly #remembered = new Map<string, Answer>();
  readonly #asking = new Map<string, Promise<Answer>>();

  constructor(access: AuthorityAccess, timeoutMs: number) {
    this.#access = access;
    this.#timeoutMs = timeoutMs;
  }

  /** What a responder, or the list at an address, says of a certificate; undefined when it says nothing that verifies. */
  async statement(kind: Kind, url: string, issued: Issued): Promise<RevocationStatement | undefined> {
    const id = kind === 'crl' ? `crl ${url}` : `ocsp ${url} ${issued.certificate.fingerprint}`;
    const running = this.#asking.get(id);
    const asked = running ?? this.#fresh({ id, kind, url }, issued).finally(() => this.#asking.delete(id));
    if (!running) this.#asking.set(id, asked);
    return read(await asked, issued);
  }

  /** Notes that only the folder can speak of the certificates of an issuer, and whether it does. */
  async noteNobodyToAsk({ issuer }: Issued, isKnown: boolean): Promise<void> {
    const id = `none ${issuer.fingerprint}`;
    const kept = await this.#known(id);
    if (isKnown && !kept) return;
    const now = currentTime();
    const answer: Answer = { id, kind: 'none', url: '', issuer: nameOf(issuer), ...kept, askedAt: now };
    await this.#keep(isKnown ? good(answer, now) : failing(answer, 'no-address'));
  }

  async #fresh(source: Pick<Answer, 'id' | 'kind' | 'url'>, issued: Issued): Promise<Answer> {
    const kept = await this.#known(source.id);
    const now = currentTime();
    if (kept && isWithin(FRESH_MS, kept.askedAt, now)) return kept;
    return await this.#keep(
      await this.#ask({ issuer: nameOf(issued.issuer), ...kept, ...source, askedAt: now }, issued),
    );
  }

  async #known(id: string): Promise<Answer | undefined> {
    return this.#remembered.get(id) ?? (await readOne(revocationAnswers, { _id: id }));
  }

  async #ask(before: Answer, issued: Issued): Promise<Answer> {
    if (!this.#access.allows(before.url)) return failing(before, 'host-not-allowed');
    try {
      const come = before.kind === 'ocsp' ? await this.#askResponder(before, issued) : await this.#fetchList(before);
      const answer = { ...before, ...come };
      const statement = read(answer, issued);
      return statement ? withStatement(answer, statement, before.askedAt) : failing(before, 'unreadable');
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'authority-unanswered') throw error;
      log.warn({ err: error }, 'an authority did not say whether a certificate was revoked');
      return failing(before, isForbidden(error) ? 'address-not-allowed' : 'unanswered');
    }
  }

  async #askResponder({ url }: Answer, { certificate, issuer }: Issued): Promise<Pick<Answer, 'der'>> {
    const question = { type: 'application/ocsp-request', der: ocspRequest(certificate, issuer) };
    const bytes = await askAuthority({ ...this.#way(url), maxBytes: MOST_ANSWER_BYTES, question });
    return { der: bytes.toString('base64') };
  }

  /** Nothing when the list is still the one that is kept. */
  async #fetchList({ url, der, etag, lastModified }: Answer): Promise<(Pick<Answer, 'der'> & Validators) | undefined> {
    const since = der === undefined ? {} : { etag, lastModified };
    const come = await fetchChanged({ ...this.#way(url), maxBytes: MOST_LIST_BYTES }, since);
    return come && { der: come.bytes.toString('base64'), etag: come.etag, lastModified: come.lastModified };
  }

  #way(url: string) {
    return { url, timeoutMs: this.#timeoutMs, way: this.#access.way };
  }

  async #keep(answer: Answer): Promise<Answer> {
    const { id, ...fields } = answer;
    const isSet = (value: unknown): boolean => value !== undefined;
    const entries = Object.entries(fields);
    const set = Object.fromEntries(entries.filter(([, value]) => isSet(value)));
    const gone = Object.fromEntries(entries.filter(([, value]) => !isSet(value)).map(([field]) => [field, 1]));
    const change = { $set: { ...set, version: 1 }, ...(Object.keys(gone).length > 0 ? { $unset: gone } : {}) };
    await revocationAnswers.model.updateOne({ _id: id }, change, { upsert: true });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(id, answer);
    return answer;
  }
}

function read({ kind, der }: Answer, { certificate, issuer }: Issued): RevocationStatement | undefined {
  if (der === undefined) return undefined;
  const bytes = Buffer.from(der, 'base64');
  return kind === 'ocsp' ? ocspAnswer(bytes, certificate, issuer) : crlStatement(bytes, certificate, issuer);
}

/** Our own look at the address refused it; nobody was asked. */
const isForbidden = ({ details }: DomainError): boolean =>
  details.cause instanceof Error && details.cause.cause instanceof DomainError;

const nameOf = ({ subjectName }: Certificate): string => attributeOf(subjectName, nameType.commonName) ?? '';
