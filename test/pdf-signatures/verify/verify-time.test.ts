import { expect } from 'chai';
import type { DemoAuthority, DemoKey } from '../../../scripts/demo/authority.ts';
import { addDocumentTimestamp } from '../../../server/pdf-signatures/produce/document-timestamp.ts';
import type { SignatureVerdict, VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { explain } from '../../../server/pdf-signatures/verify/explain.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { type ForgedCms, forgedCms } from '../../support/attacks/forged-cms.ts';
import { coveredBytes, withContents } from '../../support/attacks/pdf-bytes.ts';
import {
  aRevocationList,
  aTimestamper,
  aTimestampToken,
  type RevokedCertificate,
} from '../../support/authority-services.ts';
import { aDemoAuthority, aSignedPdf, signingTime } from '../../support/signing.ts';

const day = 24 * 3600_000;
const daysAfter = (days: number): Date => new Date(signingTime.getTime() + days * day);

describe('Proof of when a signature was made', () => {
  let authority: DemoAuthority;
  let leader: DemoKey;
  let lasting: DemoKey;
  let shortLived: DemoKey;
  let certified: Uint8Array;
  let options: VerifyOptions;

  before(async () => {
    ({ authority, leader, timestamp: lasting } = await aDemoAuthority());
    shortLived = await authority.issue({ purpose: 'timestamp', commonName: 'Ngắn hạn', notAfter: daysAfter(365) });
    certified = await aSignedPdf();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: daysAfter(10), softRevocation: true };
  });

  const resigned = (change: Partial<ForgedCms>): Buffer =>
    withContents(
      certified,
      forgedCms({
        content: coveredBytes(certified),
        key: leader.privateKey,
        certificate: leader.certificate,
        ...change,
      }),
    );

  const stampedBy = (key: DemoKey, change: Partial<ForgedCms> = {}): Buffer =>
    resigned({ timestamp: (value) => aTimestampToken(key, value, daysAfter(0)), ...change });

  async function judged(pdf: Uint8Array, change: Partial<VerifyOptions> = {}): Promise<readonly SignatureVerdict[]> {
    return (await verifyPdf(pdf, { ...options, ...change })).signatures;
  }

  describe('with SHA-1', () => {
    it('leaves the verdict open without a policy, whatever the timestamp', async () => {
      const [signature] = await judged(stampedBy(lasting, { hash: 'sha1' }));
      expect(signature).to.include({ verdict: 'unclear', level: 'none' });
      expect(signature?.reasons[0]).to.equal('sha1');
    });

    it('is borne with where a timestamp is older than the date of the policy, with a warning that says what it means', async () => {
      const pdf = stampedBy(lasting, { hash: 'sha1' });
      const report = await verifyPdf(pdf, { ...options, sha1Before: daysAfter(1) });
      expect(report.signatures[0]).to.include({ verdict: 'valid', level: 'none' });
      expect(report.notes).to.include('sha1-before-limit');
      expect(
        explain(report, 'vi')
          .whole.points.map(({ text }) => text)
          .join(' '),
      ).to.contain('SHA-1');
    });

    it('is not borne with when the timestamp is from the date on', async () => {
      const [signature] = await judged(stampedBy(lasting, { hash: 'sha1' }), { sha1Before: daysAfter(0) });
      expect(signature?.reasons[0]).to.equal('sha1');
    });

    it('is not borne with on the word of the signer alone', async () => {
      const [signature] = await judged(resigned({ hash: 'sha1' }), { sha1Before: daysAfter(1) });
      expect(signature).to.include({ verdict: 'unclear', timeSource: 'claimed' });
    });

    it('is proven old by a later timestamp over the whole document as well', async () => {
      const pdf = await addDocumentTimestamp(resigned({ hash: 'sha1' }), aTimestamper(lasting, daysAfter(2)));
      expect((await judged(pdf, { sha1Before: daysAfter(3) }))[0]?.verdict).to.equal('valid');
    });
  });

  describe('by a timestamp authority whose certificate has expired', () => {
    const later = { at: daysAfter(730) };

    it('falls back to the time of the signer when nothing shows that the timestamp is older', async () => {
      const [signature] = await judged(stampedBy(shortLived), later);
      expect(signature).to.include({ timeSource: 'claimed', level: 'B-B', verdict: 'valid' });
      expect(signature?.reasons).to.include('timestamp-expired');
    });

    it("leaves the verdict open when the signer's certificate has expired too", async () => {
      const [signature] = await judged(stampedBy(shortLived), { at: daysAfter(365 * 7) });
      expect(signature?.reasons[0]).to.equal('certificate-expired');
    });

    it('stands at its stamped time when a later timestamp was put over it in time', async () => {
      const pdf = await addDocumentTimestamp(stampedBy(shortLived), aTimestamper(lasting, daysAfter(300)));
      const [signature, over] = await judged(pdf, { at: daysAfter(365 * 7) });
      expect(signature).to.include({ verdict: 'valid', signedAt: signingTime.toISOString(), timeSource: 'timestamp' });
      expect(over).to.include({ kind: 'timestamp', verdict: 'valid' });
    });

    it('counts only from the later timestamp on when that one came too late', async () => {
      const pdf = await addDocumentTimestamp(stampedBy(shortLived), aTimestamper(lasting, daysAfter(400)));
      const [signature] = await judged(pdf, later);
      expect(signature).to.include({ verdict: 'valid', signedAt: daysAfter(400).toISOString() });
      expect(signature?.reasons).to.include('timestamp-expired');
    });

    it('leaves a document timestamp open until it is renewed', async () => {
      const archived = await addDocumentTimestamp(certified, aTimestamper(shortLived, daysAfter(1)));
      const [, lost] = await judged(archived, later);
      expect(lost?.reasons[0]).to.equal('certificate-expired');
      const renewed = await addDocumentTimestamp(archived, aTimestamper(lasting, daysAfter(300)));
      const [signature, kept] = await judged(renewed, later);
      expect(kept).to.include({ verdict: 'valid', signedAt: daysAfter(1).toISOString() });
      expect(signature?.signedAt).to.equal(daysAfter(1).toISOString());
    });
  });

  describe('by a timestamp authority whose certificate was revoked', () => {
    const revoking = (entry: Omit<RevokedCertificate, 'certificate'>): Partial<VerifyOptions> => {
      const revoked = [{ certificate: lasting.certificate, ...entry }];
      const list = aRevocationList(authority.issuing, { thisUpdate: daysAfter(1), nextUpdate: daysAfter(60), revoked });
      return { trust: { ...options.trust, crls: [list] } };
    };

    it('does not count when its key may have been stolen', async () => {
      for (const reason of [{}, { reason: 1 }]) {
        const [signature] = await judged(stampedBy(lasting), revoking({ since: daysAfter(5), ...reason }));
        expect(signature).to.include({ timeSource: 'claimed', level: 'B-B' });
        expect(signature?.reasons).to.include('timestamp-revoked');
      }
    });

    it('counts when the authority only went out of operation afterwards', async () => {
      const [signature] = await judged(stampedBy(lasting), revoking({ since: daysAfter(5), reason: 5 }));
      expect(signature).to.include({ timeSource: 'timestamp', level: 'B-T' });
    });

    it('counts when another timestamp was put over it before', async () => {
      const pdf = await addDocumentTimestamp(stampedBy(lasting), aTimestamper(shortLived, daysAfter(4)));
      const [signature] = await judged(pdf, revoking({ since: daysAfter(5), reason: 1 }));
      expect(signature).to.include({ timeSource: 'timestamp', signedAt: signingTime.toISOString() });
    });

    it('refuses a document timestamp that was made when its certificate was revoked already', async () => {
      const pdf = await addDocumentTimestamp(certified, aTimestamper(lasting, daysAfter(6)));
      const [, over] = await judged(pdf, revoking({ since: daysAfter(5), reason: 5 }));
      expect(over).to.include({ verdict: 'invalid' });
      expect(over?.reasons[0]).to.equal('revoked');
    });
  });
});
