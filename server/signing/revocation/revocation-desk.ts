import { authorityAddressesOf } from '../../pdf-signatures/crypto/certificates/authority-addresses.ts';
import { crlStatement, pairKey } from '../../pdf-signatures/crypto/certificates/revocation.ts';
import type { RevocationStatement } from '../../pdf-signatures/crypto/certificates/revocation-statement.ts';
import type { AuthorityAccess } from '../../pdf-signatures/produce/authority/authority-access.ts';
import type { CertificateStatement } from '../../pdf-signatures/verification.ts';
import { currentTime } from '../../platform/clock.ts';
import { log } from '../../platform/log.ts';
import { isDemoCertificate } from '../certificates/demo-mark.ts';
import type { CrlFolder } from './crl-folder.ts';
import { FRESH_MS, type Issued, KeptAnswers } from './kept-answers.ts';
import { isCurrent } from './revocation-answer.ts';

export interface RevocationSources {
  readonly access: AuthorityAccess;
  readonly folder?: CrlFolder | undefined;
  readonly timeoutMs?: number;
}

const MOST_REMEMBERED = 2_000;

interface Learned {
  readonly statements: readonly CertificateStatement[];
  readonly until: number;
}

/**
 * Learns what authorities say of certificates: from the folder, from the OCSP responders and the lists that the certificates name and
 * the configuration allows. What was learned of a certificate is good for a minute.
 */
export class RevocationDesk {
  readonly #answers: KeptAnswers;
  readonly #folder: CrlFolder | undefined;
  readonly #learned = new Map<string, Learned>();

  constructor({ access, folder, timeoutMs = 5_000 }: RevocationSources) {
    this.#answers = new KeptAnswers(access, timeoutMs);
    this.#folder = folder;
  }

  /** What is known at this moment without asking anybody. */
  known(): CertificateStatement[] {
    return [...this.#learned.values()].filter(isFresh).flatMap(({ statements }) => statements);
  }

  /** Whether nothing new would be learned of it at this moment. */
  isKnown(issued: Issued): boolean {
    const learned = this.#learned.get(keyOf(issued));
    return learned !== undefined && isFresh(learned);
  }

  /** What can be learned of these certificates now. */
  async learn(all: readonly Issued[]): Promise<CertificateStatement[]> {
    return (await Promise.all(all.map((one) => this.#learnOne(one)))).flat();
  }

  async #learnOne(issued: Issued): Promise<readonly CertificateStatement[]> {
    const learned = this.#learned.get(keyOf(issued));
    if (learned && isFresh(learned)) return learned.statements;
    const found = await this.#statementsOf(issued);
    const { certificate, issuer } = issued;
    const named = { certificate: certificate.fingerprint, issuer: issuer.fingerprint };
    const statements = found.map((statement) => ({ ...statement, ...named }));
    const [oldest] = this.#learned.keys();
    if (this.#learned.size >= MOST_REMEMBERED && oldest !== undefined) this.#learned.delete(oldest);
    this.#learned.set(keyOf(issued), { statements, until: currentTime().getTime() + FRESH_MS });
    return statements;
  }

  /** What the folder says, and unless that is bad news already, what a responder or else a list says. */
  async #statementsOf(issued: Issued): Promise<RevocationStatement[]> {
    const { certificate } = issued;
    const inFolder = await this.#inFolder(issued);
    const now = currentTime();
    // Authorities need not speak of what has ended (RFC 5280 §3.3): their silence about it is no fault of theirs.
    if (certificate.notAfter < now || inFolder.some(({ revoked }) => revoked)) return inFolder;
    const { ocsp, crls } = authorityAddressesOf(certificate);
    if (ocsp.length + crls.length === 0) {
      // The demo's authority publishes nothing, and says so itself.
      if (!isDemoCertificate(certificate.der))
        await this.#answers.noteNobodyToAsk(
          issued,
          inFolder.some((statement) => isCurrent(statement, now)),
        );
      return inFolder;
    }
    const found = [...inFolder];
    for (const [kind, urls] of [
      ['ocsp', ocsp],
      ['crl', crls],
    ] as const) {
      for (const url of urls) {
        const statement = await this.#answers.statement(kind, url, issued);
        if (statement) found.push(statement);
        if (statement && isCurrent(statement, now)) return found;
      }
    }
    return found;
  }

  async #inFolder({ certificate, issuer }: Issued): Promise<RevocationStatement[]> {
    return (await this.lists()).flatMap((list) => crlStatement(list, certificate, issuer) ?? []);
  }

  /** The lists in the folder; none while it cannot be read, which the log tells. */
  async lists(): Promise<readonly Uint8Array[]> {
    const lists = await this.#folder?.lists().catch((error: unknown) => {
      log.error({ err: error }, 'the folder of revocation lists cannot be read');
      return [];
    });
    return lists ?? [];
  }
}

const isFresh = ({ until }: Learned): boolean => until > currentTime().getTime();
const keyOf = ({ certificate, issuer }: Issued): string => pairKey(certificate.fingerprint, issuer.fingerprint);
