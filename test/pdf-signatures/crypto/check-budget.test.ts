import crypto, { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { readCertificate } from '../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { certificatePath } from '../../../server/pdf-signatures/crypto/certificates/certificate-path.ts';
import { CheckBudget } from '../../../server/pdf-signatures/crypto/check-budget.ts';
import { verifySignature, weaknessOf } from '../../../server/pdf-signatures/crypto/signature-algorithm.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { withManyIssuers, withSlowIssuers } from '../../support/attacks/costly-certificates.ts';
import { aCertificate, authorityKeyId, basicConstraints, subjectKeyId, usages } from '../../support/certificates.ts';
import { aDemoAuthority, aLetterPdf, aSignedPdf, signingTime } from '../../support/signing.ts';

const year = 365 * 24 * 3600_000;
const validity = {
  notBefore: new Date(signingTime.getTime() - year),
  notAfter: new Date(signingTime.getTime() + year),
};
const anIssuer = (...identifiers: readonly Uint8Array[]): DemoKey =>
  aCertificate({ name: 'Gốc', ...validity, extensions: [basicConstraints(true), usages(5, 6), ...identifiers] });
const aSigner = (issuer: DemoKey, ...identifiers: readonly Uint8Array[]): DemoKey =>
  aCertificate({ name: 'Lan', issuer, ...validity, extensions: [basicConstraints(false), usages(0), ...identifiers] });

/** What one look for a path costs at most: `units`, or more. */
function found(signer: DemoKey, anchor: DemoKey, others: readonly DemoKey[], units: number): boolean {
  const read = ({ certificate }: DemoKey) => readCertificate(certificate);
  const request = { leaf: read(signer), anchors: [read(anchor)], others: others.map(read), at: signingTime };
  const budget = new CheckBudget(units);
  const { reasons } = budget.run(() => certificatePath({ ...request, purpose: 'document' }));
  return reasons.length === 0 && !budget.isExceeded;
}

describe('What verifying a file may cost', function () {
  this.timeout(60_000);

  it('is one check for an issuer, though a hundred others bear its name', () => {
    const [right, ...others] = Array.from({ length: 100 }, () => anIssuer());
    if (!right) throw new Error('There are a hundred');
    expect(found(aSigner(right), right, others, 5)).to.equal(true);
  });

  it('is one check for the issuer whose key the certificate names, wherever it stands in the file', () => {
    const root = anIssuer();
    const issuing = aCertificate({
      name: 'Cấp',
      issuer: root,
      ...validity,
      extensions: [basicConstraints(true), usages(5, 6), subjectKeyId('right')],
    });
    const twins = Array.from({ length: 60 }, (_, index) =>
      aCertificate({
        name: 'Cấp',
        ...validity,
        extensions: [basicConstraints(true), usages(5, 6), ...(index % 2 ? [subjectKeyId('other')] : [])],
      }),
    );
    const signer = aSigner(issuing, authorityKeyId('right'));
    expect(found(signer, root, [...twins, issuing], 10)).to.equal(true);
    expect(found(aSigner(issuing), root, [...twins, issuing], 10_000)).to.equal(false);
  });

  it('is nothing for keys of abnormal size, with which nothing verifies', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const bytes = Buffer.from('Công văn');
    const value = sign('sha256', bytes, privateKey);
    const algorithm = { key: 'rsa', hash: 'sha256' } as const;
    const budget = new CheckBudget(5);
    const verifies = (key: KeyObject) => budget.run(() => verifySignature(algorithm, key, bytes, value));
    const { n = '' } = publicKey.export({ format: 'jwk' });
    const withExponent = (e: string) => createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
    for (const exponent of ['Aw', Buffer.from('0100000001', 'hex').toString('base64url'), n]) {
      expect(verifies(withExponent(exponent))).to.equal(false);
      expect(weaknessOf(algorithm, withExponent(exponent))).to.equal('weak-algorithm');
    }
    const huge = createPublicKey({
      key: { kty: 'RSA', n: Buffer.alloc(1025, 0xff).toString('base64url'), e: 'AQAB' },
      format: 'jwk',
    });
    expect(verifies(huge)).to.equal(false);
    expect(weaknessOf(algorithm, huge)).to.equal('weak-algorithm');
    const madeUp = { asymmetricKeyType: 'ec', asymmetricKeyDetails: {} } as KeyObject;
    expect(verifySignature({ key: 'ec', hash: 'sha256' }, madeUp, bytes, value)).to.equal(false);
    expect(weaknessOf({ key: 'ec', hash: 'sha256' }, madeUp)).to.equal('weak-algorithm');
    expect(verifies(publicKey)).to.equal(true);
  });

  it('is bounded for a file, however many of its signatures ask', async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    // Not a certified file: its leader's lock would call every further signature a change, whatever it costs.
    const letter = await aLetterPdf();
    const costOf = async (pdf: Uint8Array) => {
      const checks = countedChecks();
      const { verdict, reasons } = await verifyPdf(pdf, { trust, at: signingTime, softRevocation: true });
      return { verdict, reasons, checks: checks.end() };
    };
    const slow = await costOf(await withSlowIssuers(letter, 2));
    expect(slow).to.deep.equal({ verdict: 'unclear', reasons: [], checks: 2 }); // no key of the issuers is worth one
    const many = await costOf(await withManyIssuers(letter, 24, 'prime256v1'));
    expect(many).to.deep.include({ verdict: 'unclear', reasons: ['too-complex'] });
    expect(many.checks).to.be.within(100, 1_000); // 24 × 50 without a bound
    expect((await costOf(await aSignedPdf())).verdict).to.equal('valid');
  });
});

/** Counts the signatures that node:crypto is asked to check, by whomever. */
function countedChecks(): { readonly end: () => number } {
  const real = crypto.verify;
  let checks = 0;
  const counting: unknown = new Proxy(real, {
    apply: (target, self, args) => {
      checks += 1;
      return Reflect.apply(target, self, args);
    },
  });
  Object.assign(crypto, { verify: counting });
  syncBuiltinESMExports();
  const end = (): number => {
    Object.assign(crypto, { verify: real });
    syncBuiltinESMExports();
    return checks;
  };
  return { end };
}
