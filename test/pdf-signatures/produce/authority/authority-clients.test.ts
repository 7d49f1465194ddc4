import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { DemoAuthority, DemoKey } from '../../../../scripts/demo/authority.ts';
import {
  type Certificate,
  readCertificate,
} from '../../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { revocationStatus } from '../../../../server/pdf-signatures/crypto/certificates/revocation.ts';
import { readTrustList } from '../../../../server/pdf-signatures/crypto/certificates/trust-list.ts';
import { derSequenceOf, derUnsigned } from '../../../../server/pdf-signatures/crypto/der-writer.ts';
import { verifyTimestampToken } from '../../../../server/pdf-signatures/crypto/timestamp-token.ts';
import {
  type RevocationSource,
  revocationClient,
} from '../../../../server/pdf-signatures/produce/authority/revocation-client.ts';
import { timestampClient, tokenIn } from '../../../../server/pdf-signatures/produce/authority/timestamp-client.ts';
import { DomainError } from '../../../../server/platform/errors.ts';
import { aRevocationList } from '../../../support/authority-services.ts';
import { anOpensslAuthority, type OpensslAuthority } from '../../../support/openssl-authority.ts';
import { aDemoAuthority, signingTime } from '../../../support/signing.ts';

const imprint = createHash('sha256').update('văn bản').digest();

const refusalOf = async (act: Promise<unknown>): Promise<DomainError> => {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DomainError) return error;
  throw new Error(`Not refused: ${String(error)}`);
};

describe('Asking authorities over HTTP', () => {
  let authority: DemoAuthority;
  let leader: DemoKey;
  let desk: OpensslAuthority;
  let person: Certificate;
  let issuing: Certificate;
  /** The responder answers by the real clock, so the question must be of the same moment. */
  let now: Date;

  beforeEach(() => {
    now = new Date();
  });
  before(async () => {
    let timestamp: DemoKey;
    ({ authority, leader, timestamp } = await aDemoAuthority());
    const ocsp = await authority.issue({ purpose: 'ocsp', commonName: 'Vanban minh hoạ – OCSP', keyType: 'p256' });
    const issued = [leader.certificate, timestamp.certificate];
    desk = await anOpensslAuthority({ timestamp, ocsp, issuer: authority.issuing, issued });
    person = readCertificate(leader.certificate);
    issuing = readCertificate(authority.issuing.certificate);
  });
  after(() => desk.close());

  describe('a timestamp authority', () => {
    it('gives a token of `openssl ts` that the verifier trusts', async () => {
      const token = await timestampClient({ urls: [desk.url('tsa')] })(imprint);
      const trust = readTrustList({ anchors: [authority.root.certificate], intermediates: [] });
      const verdict = verifyTimestampToken(token, () => imprint, trust, []);
      expect(verdict).to.include({ trusted: true });
      expect(verdict.reasons).to.deep.equal([]);
    });

    it('is the next one when the first is broken, late, endless or elsewhere', async () => {
      const bad = (['broken', 'slow', 'huge', 'moved'] as const).map(desk.url);
      const urls = ['http://127.0.0.1:1/', ...bad, desk.url('tsa')];
      expect(await timestampClient({ urls, timeoutMs: 1_500 })(imprint)).to.have.length.greaterThan(1_000);
    }).timeout(30_000);

    it('is named with its failure when none answers', async () => {
      const client = timestampClient({ urls: [desk.url('broken'), 'file:///etc/passwd'], timeoutMs: 2_000 });
      const refusal = await refusalOf(client(imprint));
      expect(refusal.code).to.equal('timestamp-unavailable');
      expect(refusal.message).to.contain('status 500').and.to.contain('file:///etc/passwd');
      expect((await refusalOf(timestampClient({ urls: [] })(imprint))).message).to.contain('none is configured');
    });

    it('is not believed when it answers another request, or refuses', async () => {
      const token = await timestampClient({ urls: [desk.url('tsa')] })(imprint);
      const answer = derSequenceOf(derSequenceOf(derUnsigned(Buffer.of(0))), token);
      const other = createHash('sha256').update('other').digest();
      const nonce = randomBytes(16);
      expect(() => tokenIn(answer, { sha256: other, nonce })).to.throw(DomainError, 'something else');
      expect(() => tokenIn(answer, { sha256: imprint, nonce })).to.throw(DomainError, 'not for this request');
      const rejection = Buffer.from('30053003020102', 'hex');
      expect(() => tokenIn(rejection, { sha256: imprint, nonce })).to.throw(DomainError, 'status 2');
    });
  });

  describe('an OCSP responder', () => {
    const client = (): RevocationSource => revocationClient({ ocspUrls: [desk.url('ocsp')], crlUrls: [] });

    it('of `openssl ocsp` says that a certificate is good', async () => {
      const found = await client()(person, issuing, now);
      expect(found.ocsps).to.have.length(1);
      expect(revocationStatus(person, issuing, found, now)).to.deep.equal({ status: 'good' });
    });

    it('is asked once as long as its answer lasts', async () => {
      const source = client();
      const before = desk.asked.get('/ocsp') ?? 0;
      await source(person, issuing, now);
      await source(person, issuing, new Date(now.getTime() + 30 * 60_000));
      expect((desk.asked.get('/ocsp') ?? 0) - before).to.equal(1);
      await source(person, issuing, new Date(now.getTime() + 90 * 60_000));
      expect((desk.asked.get('/ocsp') ?? 0) - before).to.equal(2);
    });

    it('says since when a certificate is revoked', async () => {
      const since = new Date('2026-11-10T00:00:00Z');
      await desk.revoke(leader.certificate, since);
      const found = await client()(person, issuing, now);
      expect(revocationStatus(person, issuing, found, now)).to.deep.equal({ status: 'revoked', since });
    });
  });

  describe('a revocation list', () => {
    const list = (hours: number): Uint8Array =>
      aRevocationList(authority.issuing, {
        thisUpdate: new Date(now.getTime() - 3600_000),
        nextUpdate: new Date(now.getTime() + hours * 3600_000),
      });
    const client = (): RevocationSource =>
      revocationClient({ ocspUrls: [desk.url('broken')], crlUrls: [desk.url('broken'), desk.url('crl')] });

    it('is fetched when no responder knows, and kept until the next one', async () => {
      desk.setCrl(list(2));
      const source = client();
      const [first, second] = [await source(person, issuing, now), await source(person, issuing, now)];
      expect(first.crls).to.have.length(1);
      expect(second.crls).to.deep.equal(first.crls);
      expect(desk.asked.get('/crl')).to.equal(1);
    });

    it('counts for nothing when it has run out or another key signed it', async () => {
      desk.setCrl(list(-0.5));
      expect((await client()(person, issuing, now)).crls).to.deep.equal([]);
      const forger = { ...authority.issuing, privateKey: leader.privateKey };
      desk.setCrl(aRevocationList(forger, { thisUpdate: signingTime, nextUpdate: new Date(now.getTime() + 3600_000) }));
      expect((await client()(person, issuing, now)).crls).to.deep.equal([]);
    });
  });
});
