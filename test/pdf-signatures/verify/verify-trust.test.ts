import { expect } from 'chai';
import type { DemoAuthority, DemoKey } from '../../../scripts/demo/authority.ts';
import type { SignatureVerdict, TrustList, VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { technicalReport } from '../../../server/pdf-signatures/verify/technical-report.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { type ForgedCms, forgedCms } from '../../support/attacks/forged-cms.ts';
import { coveredBytes, withContents } from '../../support/attacks/pdf-bytes.ts';
import { aRevocationList, aTimestampToken } from '../../support/authority-services.ts';
import { aDemoAuthority, aSealedPdf, aSignedPdf, refilled, signingTime } from '../../support/signing.ts';

const day = 24 * 3600_000;
const daysAfter = (days: number): Date => new Date(signingTime.getTime() + days * day);
const at = daysAfter(10);

describe('Judging certificate and time of a signature', () => {
  let authority: DemoAuthority;
  let leader: DemoKey;
  let timestamp: DemoKey;
  let certified: Uint8Array;
  let trust: TrustList;

  before(async () => {
    ({ authority, leader, timestamp } = await aDemoAuthority());
    certified = await aSignedPdf();
    trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
  });

  /** The certified letter with a container made anew: same bytes, another time or key. */
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

  const stamped = (time: Date, by = timestamp): Partial<ForgedCms> => ({
    timestamp: (value) => aTimestampToken(by, value, time),
  });

  async function judged(pdf: Uint8Array, options: Partial<VerifyOptions> = {}): Promise<SignatureVerdict> {
    const [signature] = (await verifyPdf(pdf, { trust, at, softRevocation: true, ...options })).signatures;
    if (signature === undefined) throw new Error('The letter must have a signature');
    return signature;
  }

  const lists = (revoked: readonly { certificate: Uint8Array; since: Date }[] = []): Uint8Array[] => [
    aRevocationList(authority.root, { thisUpdate: daysAfter(1), nextUpdate: daysAfter(60) }),
    aRevocationList(authority.issuing, { thisUpdate: daysAfter(1), nextUpdate: daysAfter(60), revoked }),
  ];

  it('takes the time from a trusted timestamp and raises the level', async () => {
    const signature = await judged(resigned(stamped(daysAfter(0))));
    expect(signature).to.include({ verdict: 'valid', timeSource: 'timestamp', level: 'B-T' });
    expect(signature.signedAt).to.equal(signingTime.toISOString());
  });

  it('keeps an expired certificate valid that a timestamp shows in use before', async () => {
    const signature = await judged(resigned(stamped(daysAfter(0))), { at: daysAfter(365 * 8) });
    expect(signature.verdict).to.equal('valid');
    expect(signature.reasons).to.include('expired-since-signing');
  });

  it('leaves the verdict open when the timestamp stamps something else', async () => {
    const signature = await judged(
      resigned({ timestamp: () => aTimestampToken(timestamp, Buffer.from('other'), daysAfter(0)) }),
    );
    expect(signature.reasons).to.include('timestamp-broken');
    expect(signature).to.include({ verdict: 'unclear', timeSource: 'claimed', level: 'B-B' });
  });

  it("does not believe a timestamp by a key that is no authority's", async () => {
    const signature = await judged(resigned(stamped(daysAfter(0), leader)));
    expect(signature.reasons).to.include('timestamp-untrusted');
    expect(signature).to.include({ timeSource: 'claimed', level: 'B-B' });
  });

  it('is satisfied by revocation lists that name nobody', async () => {
    const signature = await judged(certified, { trust: { ...trust, crls: lists() }, softRevocation: false });
    expect(signature.verdict).to.equal('valid');
    expect(signature.reasons).to.not.include('no-revocation-data');
  });

  it('does not count a revocation list that another authority signed', async () => {
    const forgedList = aRevocationList(
      { ...authority.issuing, privateKey: leader.privateKey },
      { thisUpdate: daysAfter(1), nextUpdate: daysAfter(60) },
    );
    const [ofRoot] = lists();
    const crls = ofRoot === undefined ? [] : [ofRoot, forgedList];
    const signature = await judged(certified, { trust: { ...trust, crls }, softRevocation: false });
    expect(signature.reasons[0]).to.equal('no-revocation-data');
  });

  it('does not count a revocation list that has run out', async () => {
    const signature = await judged(certified, {
      trust: { ...trust, crls: lists() },
      softRevocation: false,
      at: daysAfter(90),
    });
    expect(signature.reasons[0]).to.equal('no-revocation-data');
  });

  it('refuses a certificate revoked before signing', async () => {
    const crls = lists([{ certificate: leader.certificate, since: daysAfter(-5) }]);
    const signature = await judged(certified, { trust: { ...trust, crls } });
    expect(signature).to.include({ verdict: 'invalid' });
    expect(signature.reasons[0]).to.equal('revoked');
  });

  it('leaves open a certificate revoked later when only the signer claims the time', async () => {
    const crls = lists([{ certificate: leader.certificate, since: daysAfter(5) }]);
    expect((await judged(certified, { trust: { ...trust, crls } })).reasons[0]).to.equal(
      'revoked-without-proof-of-time',
    );
  });

  it('keeps a signature valid that a timestamp shows made before the revocation', async () => {
    const crls = lists([{ certificate: leader.certificate, since: daysAfter(5) }]);
    const signature = await judged(resigned(stamped(daysAfter(0))), { trust: { ...trust, crls } });
    expect(signature.verdict).to.equal('valid');
    expect(signature.reasons).to.include('revoked-since-signing');
  });

  it('refuses a signature under a revoked issuer', async () => {
    const rootList = aRevocationList(authority.root, {
      thisUpdate: daysAfter(1),
      nextUpdate: daysAfter(60),
      revoked: [{ certificate: authority.issuing.certificate, since: daysAfter(-100) }],
    });
    expect((await judged(certified, { trust: { ...trust, crls: [rootList] } })).reasons[0]).to.equal('revoked');
  });

  it('reports the same in the indications of ETSI EN 319 102-1', async () => {
    const report = await verifyPdf(certified, { trust: { anchors: [], intermediates: [] }, at, softRevocation: true });
    const technical = technicalReport(report, 'vi');
    expect(technical.indication).to.equal('INDETERMINATE');
    expect(technical.signatures[0]).to.include({
      indication: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    });
    expect(technical.revisions.map(({ signedBy }) => signedBy)).to.deep.equal([[], ['leader']]);
  });

  it('reports for an expert what each revision changed, where on the page, and what that means', async () => {
    const altered = await refilled(await aSealedPdf({ pdf: certified }), { number: '99' });
    const technical = technicalReport(await verifyPdf(altered, { trust, at, softRevocation: true }), 'en');
    const [filled, sealed] = [technical.revisions[2], technical.revisions[3]];
    expect(filled?.signedBy).to.deep.equal(['seal']);
    expect(filled?.changes.map(({ field, value, page }) => [field, value, page])).to.deep.equal([
      ['number', '12', 1],
      ['day', '05', 1],
      ['month', '11', 1],
      ['seal', undefined, 1],
    ]);
    expect(sealed?.changes[0]).to.include({ field: 'number', before: '12', value: '99', page: 1, revision: 4 });
    expect(sealed?.changes[0]?.rect).to.have.length(4);
    expect(technical.signatures[1]).to.include({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' });
    expect(technical.signatures[1]?.changesAfter[0]).to.include({ reason: 'changed-after-signing' });
  });

  it('reports what concerns the whole file', async () => {
    const longer = Buffer.concat([certified, Buffer.from('more')]);
    const technical = technicalReport(await verifyPdf(longer, { trust, at, softRevocation: true }), 'vi');
    expect(technical).to.include({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' });
    expect(technical.reasons.map(({ code }) => code)).to.deep.equal(['trailing-bytes', 'older-revision-intact']);
  });

  it('does not mind the white space that mail and transfers leave behind a file, and nothing else there', async () => {
    const withBehind = async (bytes: string) =>
      (await verifyPdf(Buffer.concat([certified, Buffer.from(bytes, 'latin1')]), { trust, at, softRevocation: true }))
        .verdict;
    const verdict = await withBehind('');
    for (const blank of ['\r\n', '\n\n\n', ' \t\f', '\0'.repeat(70_000)])
      expect(await withBehind(blank), JSON.stringify(blank.slice(0, 9))).to.equal(verdict);
    for (const more of ['\n%', '\0\0x', '\u001a', '\v', '\u0085', '\u00a0'])
      expect(await withBehind(more)).to.equal('invalid');
    expect(verdict).to.equal('valid');
  });
});
