import { expect } from 'chai';
import fc from 'fast-check';
import { readSignedData } from '../../../server/pdf-signatures/crypto/signed-data.ts';
import type { VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { contentsOf, lastSignature, withContents } from '../../support/attacks/pdf-bytes.ts';
import { aDemoAuthority, aSealedPdf, aSignedPdf } from '../../support/signing.ts';

const seed = 20_261_106;

describe('Verifying damaged files', () => {
  let files: Readonly<Record<'certified' | 'sealed', Uint8Array>>;
  let options: VerifyOptions;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const certified = await aSignedPdf();
    files = { certified, sealed: await aSealedPdf({ pdf: certified }) };
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
  });

  const aFile = (): fc.Arbitrary<'certified' | 'sealed'> =>
    fc.constantFrom<'certified' | 'sealed'>('certified', 'sealed');

  it('never calls a file valid of which one covered bit was turned', async () => {
    const property = fc.asyncProperty(
      aFile(),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.nat(7),
      async (name, where, bit) => {
        const file = files[name];
        const at = Math.floor(where * file.length);
        const { gapStart, gapEnd } = lastSignature(file);
        fc.pre(at < gapStart || at >= gapEnd);
        const flipped = Buffer.from(file);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        expect((await verifyPdf(flipped, options)).verdict).to.not.equal('valid');
      },
    );
    await fc.assert(property, { seed, numRuns: 300 });
  });

  it('never calls a file valid whose signature value was changed', async () => {
    const property = fc.asyncProperty(
      aFile(),
      fc.nat(255),
      fc.integer({ min: 1, max: 255 }),
      async (name, where, mask) => {
        const file = files[name];
        const cms = contentsOf(file);
        const { value } = readSignedData(cms);
        const at = cms.indexOf(value) + (where % value.length);
        cms[at] = (cms[at] ?? 0) ^ mask;
        const { verdict, signatures } = await verifyPdf(withContents(file, cms), options);
        expect(verdict).to.equal('invalid');
        expect(signatures.at(-1)?.reasons[0]).to.equal('signature-value-wrong');
      },
    );
    await fc.assert(property, { seed, numRuns: 100 });
  });

  it('never calls a file valid that was cut off inside a revision', async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    const property = fc.asyncProperty(aFile(), share, async (name, where) => {
      const length = Math.floor(where * files[name].length);
      // Cut exactly behind the leader's revision, a sealed file is the certified one again.
      fc.pre(Math.abs(length - files.certified.length) > 1);
      const { verdict } = await verifyPdf(files[name].subarray(0, length), options);
      expect(verdict).to.not.equal('valid');
    });
    await fc.assert(property, { seed, numRuns: 200 });
  });

  it('answers for any bytes at all', async () => {
    const pieces = fc.constantFrom(
      '%PDF-1.7\n',
      'xref\n',
      '0 1\n',
      'trailer\n',
      '<<',
      '>>',
      '/Root 1 0 R',
      '/Prev 9',
      'startxref\n9\n',
      '%%EOF',
      '1 0 obj\n',
      'endobj\n',
      '[',
      '(',
      '/ByteRange [0 1 2 3]',
      'stream\n',
    );
    const property = fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), async (parts) => {
      const report = await verifyPdf(Buffer.from(`%PDF-1.4\n${parts.join('')}`, 'latin1'), options);
      expect(report.verdict).to.not.equal('valid');
    });
    await fc.assert(property, { seed, numRuns: 300 });
  });

  it('answers for a file of which a stretch was overwritten by another', async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    const property = fc.asyncProperty(aFile(), share, share, fc.nat(400), async (name, from, to, length) => {
      const file = files[name];
      const changed = Buffer.from(file);
      changed.set(
        file.subarray(Math.floor(from * file.length)).subarray(0, length),
        Math.floor(to * (file.length - length)),
      );
      const { verdict } = await verifyPdf(changed, options);
      if (!changed.equals(file)) expect(verdict).to.not.equal('no-signature');
    });
    await fc.assert(property, { seed, numRuns: 100 });
  });
});
