import { expect } from 'chai';
import type { DemoAuthority, DemoKey } from '../../../scripts/demo/authority.ts';
import type { SignatureVerdict } from '../../../server/pdf-signatures/verification.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { type ForgedCms, forgedCms } from '../../support/attacks/forged-cms.ts';
import { coveredBytes, withContents } from '../../support/attacks/pdf-bytes.ts';
import { anOcspAnswer, aRevocationList, aTimestampToken, type OcspRequest } from '../../support/authority-services.ts';
import { aDemoAuthority, aSignedPdf, signingTime } from '../../support/signing.ts';

const hour = 3600_000;
const hoursAfter = (hours: number): Date => new Date(signingTime.getTime() + hours * hour);
const day = 24;

describe('Judging a signature by OCSP answers', () => {
  let authority: DemoAuthority;
  let leader: DemoKey;
  let seal: DemoKey;
  let timestamp: DemoKey;
  let responder: DemoKey;
  let certified: Uint8Array;
  let stamped: Uint8Array;
  let listOfRoot: Uint8Array;

  before(async () => {
    ({ authority, leader, seal, timestamp } = await aDemoAuthority());
    responder = await authority.issue({ purpose: 'ocsp', commonName: 'Trả lời OCSP' });
    certified = await aSignedPdf();
    stamped = withTimestamp({ timestamp: (value) => aTimestampToken(timestamp, value, signingTime) });
    listOfRoot = aRevocationList(authority.root, { thisUpdate: hoursAfter(-1), nextUpdate: hoursAfter(90 * day) });
  });

  const withTimestamp = (change: Partial<ForgedCms>): Buffer => {
    const content = coveredBytes(certified);
    const { privateKey: key, certificate } = leader;
    return withContents(certified, forgedCms({ content, key, certificate, ...change }));
  };

  /** An answer about the leader's certificate: by the appointed responder, from the day of signing for a week. */
  const answer = (change: Partial<OcspRequest> = {}): Uint8Array =>
    anOcspAnswer({
      certificate: leader.certificate,
      issuer: authority.issuing,
      responder,
      thisUpdate: hoursAfter(1),
      nextUpdate: hoursAfter(7 * day),
      ...change,
    });

  async function judged(
    ocsps: readonly Uint8Array[],
    { pdf = certified, at = hoursAfter(day) }: { pdf?: Uint8Array; at?: Date } = {},
  ): Promise<SignatureVerdict> {
    const trust = {
      anchors: [authority.root.certificate],
      intermediates: [authority.issuing.certificate],
      crls: [listOfRoot],
      ocsps,
    };
    const [signature] = (await verifyPdf(pdf, { trust, at, softRevocation: false })).signatures;
    if (signature === undefined) throw new Error('The letter must have a signature');
    return signature;
  }

  it('is satisfied by "good" of the appointed responder, and of the issuer itself', async () => {
    expect(await judged([answer()])).to.include({ verdict: 'valid' });
    expect(await judged([answer({ responder: authority.issuing })])).to.include({ verdict: 'valid' });
  });

  it('refuses a certificate revoked before signing', async () => {
    const signature = await judged([answer({ revoked: { since: hoursAfter(-day), reason: 1 } })]);
    expect(signature).to.include({ verdict: 'invalid' });
    expect(signature.reasons[0]).to.equal('revoked');
  });

  it('leaves open what was revoked after signing as long as only the signer tells the time', async () => {
    const signature = await judged([answer({ revoked: { since: hoursAfter(2) } })]);
    expect(signature.reasons[0]).to.equal('revoked-without-proof-of-time');
  });

  it('keeps valid what a timestamp shows made before the revocation', async () => {
    const ofAuthority = answer({ certificate: timestamp.certificate });
    const signature = await judged([answer({ revoked: { since: hoursAfter(2) } }), ofAuthority], { pdf: stamped });
    expect(signature).to.include({ verdict: 'valid', timeSource: 'timestamp' });
    expect(signature.reasons).to.include('revoked-since-signing');
  });

  it('believes "revoked" although another answer said "good" before', async () => {
    const signature = await judged([answer(), answer({ revoked: { since: hoursAfter(-day) } })]);
    expect(signature.reasons[0]).to.equal('revoked');
  });

  it('does not count an answer of somebody the issuer did not appoint', async () => {
    const stranger = { ...responder, privateKey: seal.privateKey };
    for (const by of [leader, seal, stranger]) {
      expect((await judged([answer({ responder: by })])).reasons[0]).to.equal('no-revocation-data');
      const revoked = { since: hoursAfter(-day) };
      expect((await judged([answer({ responder: by, revoked })])).reasons[0]).to.equal('no-revocation-data');
    }
  });

  it('does not count an answer of a responder whose own time was over', async () => {
    const request = { purpose: 'ocsp', commonName: 'Hết hạn', notAfter: hoursAfter(-day) } as const;
    const expired = await authority.issue(request);
    expect((await judged([answer({ responder: expired })])).reasons[0]).to.equal('no-revocation-data');
  });

  it('does not count an answer about another certificate, or about its number at another issuer', async () => {
    expect((await judged([answer({ certificate: seal.certificate })])).reasons[0]).to.equal('no-revocation-data');
    const elsewhere = answer({ issuer: authority.root, responder: authority.root });
    expect((await judged([elsewhere])).reasons[0]).to.equal('no-revocation-data');
  });

  it('does not count an answer that has run out, or says nothing of its end and is older than a day', async () => {
    expect((await judged([answer()], { at: hoursAfter(8 * day) })).reasons[0]).to.equal('no-revocation-data');
    const { certificate } = leader;
    const open = anOcspAnswer({ certificate, issuer: authority.issuing, thisUpdate: hoursAfter(0) });
    expect((await judged([open], { at: hoursAfter(day) })).verdict).to.equal('valid');
    expect((await judged([open], { at: hoursAfter(day + 1) })).reasons[0]).to.equal('no-revocation-data');
  });

  it('takes what is no answer for none', async () => {
    expect((await judged([Buffer.from('300303010a', 'hex'), Buffer.from('x')])).reasons[0]).to.equal(
      'no-revocation-data',
    );
  });
});
