import { expect } from 'chai';
import type { TrustList, VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { explain } from '../../../server/pdf-signatures/verify/explain.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { appendUpdate, aTarget, lastSignature, streamText, withKeys } from '../../support/attacks/pdf-bytes.ts';
import {
  aDemoAuthority,
  agencyName,
  aLetterPdf,
  aPreparedPdf,
  aSealedPdf,
  aSignedPdf,
  leaderName,
  signingTime,
} from '../../support/signing.ts';

describe('Verifying the signatures of a PDF', () => {
  let trust: TrustList;
  let options: VerifyOptions;
  let certified: Uint8Array;
  let sealed: Uint8Array;

  before(async () => {
    const { authority } = await aDemoAuthority();
    trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
    certified = await aSignedPdf();
    sealed = await aSealedPdf({ pdf: certified });
  });

  it('finds a certified, numbered and sealed document valid and names what was filled in', async () => {
    const report = await verifyPdf(sealed, options);
    expect(report.verdict).to.equal('valid');
    expect(report.signatures.map(({ field, verdict, coverage }) => [field, verdict, coverage])).to.deep.equal([
      ['leader', 'valid', 'earlier-revision'],
      ['seal', 'valid', 'whole-file'],
    ]);
    expect(report.allowedChanges.map(({ field, value }) => [field, value])).to.deep.equal([
      ['number', '12'],
      ['day', '05'],
      ['month', '11'],
    ]);
    expect(report.signatures[0]?.reasons).to.include('prepared-fields-filled');
  });

  it('tells the person from the agency, with issuer, time and certification', async () => {
    const [leader, seal] = (await verifyPdf(sealed, options)).signatures;
    expect(leader?.signer).to.include({ commonName: leaderName, isAgency: false });
    expect(seal?.signer).to.include({ commonName: agencyName, isAgency: true });
    expect(leader).to.include({ certification: 2, level: 'B-B', timeSource: 'claimed', digest: 'sha256', page: 1 });
    expect(leader?.signedAt).to.equal(signingTime.toISOString());
    expect(seal?.lockedFields).to.include('number');
    expect(leader?.issuer).to.contain('minh hoạ');
  });

  it('gives the same report for the same bytes', async () => {
    expect(await verifyPdf(sealed, options)).to.deep.equal(await verifyPdf(sealed, options));
  });

  it('finds no signature in a file that has none, prepared or not', async () => {
    expect((await verifyPdf(await aLetterPdf(), options)).verdict).to.equal('no-signature');
    expect((await verifyPdf((await aPreparedPdf()).pdf, options)).verdict).to.equal('no-signature');
  });

  it('leaves the verdict open without revocation data unless told to be soft', async () => {
    const report = await verifyPdf(sealed, { ...options, softRevocation: false });
    expect(report.verdict).to.equal('unclear');
    expect(report.signatures[0]?.reasons[0]).to.equal('no-revocation-data');
    expect((await verifyPdf(sealed, options)).notes).to.include('revocation-not-checked');
  });

  it('leaves the verdict open when no root is trusted', async () => {
    const report = await verifyPdf(sealed, { ...options, trust: { anchors: [], intermediates: [] } });
    expect(report.verdict).to.equal('unclear');
    expect(report.signatures[0]?.reasons).to.include('untrusted-root');
  });

  it('does not trust what is only an intermediate', async () => {
    const { authority } = await aDemoAuthority();
    const report = await verifyPdf(sealed, {
      ...options,
      trust: { anchors: [], intermediates: [authority.root.certificate] },
    });
    expect(report.signatures[0]?.reasons).to.include('untrusted-root');
  });

  it('leaves an expired certificate open when only the signer claims the time', async () => {
    const report = await verifyPdf(sealed, { ...options, at: new Date('2036-01-01T00:00:00Z') });
    expect(report.signatures[0]).to.include({ verdict: 'unclear' });
    expect(report.signatures[0]?.reasons[0]).to.equal('certificate-expired');
  });

  it('refuses a number that was filled again after the seal had locked it', async () => {
    const report = await verifyPdf(refilled(sealed), options);
    expect(report.verdict).to.equal('invalid');
    const seal = report.signatures.find(({ field }) => field === 'seal');
    expect(seal?.verdict).to.equal('invalid');
    expect(seal?.reasons[0]).to.equal('changed-after-signing');
    expect(seal?.changesAfter[0]).to.include({ kind: 'field-filled', field: 'number', before: '12', value: '99' });
  });

  it('does not take a filled number for signed that no later signature covers', async () => {
    for (const changes of ['prepared', 'permitted'] as const) {
      const report = await verifyPdf(refilled(certified), { ...options, changes });
      // Its look says nothing, its value 99.
      expect(report.signatures[0]?.reasons[0]).to.equal('field-shows-otherwise');
      expect(report.verdict).to.equal('unclear');
    }
  });

  it('accepts validation data that was added later', async () => {
    const target = aTarget(sealed);
    const added = appendUpdate(sealed, {
      objects: {
        [target.root]: withKeys(target.dictionary(target.root), { DSS: `<</Certs [${target.size} 0 R]>>` }),
        [target.size]: streamText('x'),
      },
    });
    const report = await verifyPdf(added, options);
    expect(report.verdict).to.equal('valid');
    expect(report.signatures[1]?.reasons).to.include('validation-data-added');
  });

  it('does not take a file for unsigned that was cut off inside its signature', async () => {
    const { gapStart } = lastSignature(certified);
    const report = await verifyPdf(certified.subarray(0, gapStart + 500), options);
    expect(report.verdict).to.equal('invalid');
  });

  describe('with something appended that cannot be read', () => {
    const startxref = `startxref\n999999\n%%EOF\n`;
    const damaged: Readonly<Record<string, (pdf: Uint8Array) => Buffer>> = {
      'an update whose cross-reference is nowhere': (pdf) =>
        Buffer.concat([pdf, Buffer.from(`7 0 obj <</Type /Page>> endobj\n${startxref}`)]),
      'an update that was cut off': (pdf) => {
        const update = refilled(pdf);
        return update.subarray(0, update.length - 20);
      },
      'an update whose cross-reference leads back to itself': (pdf) => {
        const at = pdf.length;
        return Buffer.concat([
          pdf,
          Buffer.from(`xref\n0 0\ntrailer\n<</Size 9 /Root 1 0 R /Prev ${at}>>\nstartxref\n${at}\n%%EOF\n`),
        ]);
      },
    };

    for (const [what, damage] of Object.entries(damaged)) {
      it(`names the older revision that is intact – ${what}`, async () => {
        const report = await verifyPdf(damage(sealed), options);
        expect(report.verdict).to.equal('invalid');
        expect(report.reasons).to.include('older-revision-intact');
        expect(report.signatures.map(({ field, coverage, revision }) => [field, coverage, revision])).to.deep.equal([
          ['leader', 'earlier-revision', 2],
          ['seal', 'earlier-revision', 3],
        ]);
        expect(explain(report, 'vi').whole.why).to.contain(`Bản thứ 3 của tệp, do ${agencyName} ký, vẫn nguyên vẹn`);
        expect(explain(report, 'en').whole.why).to.contain('Revision 3 of the file');
        expect(explain(report, 'vi').whole.whatToDo).to.contain('Không dùng bản này');
      });
    }

    it('calls nothing intact that was altered as well', async () => {
      const altered = damaged['an update whose cross-reference is nowhere']?.(sealed) ?? Buffer.alloc(0);
      altered[200] = (altered[200] ?? 0) ^ 1;
      const report = await verifyPdf(altered, options);
      expect(report.verdict).to.equal('invalid');
      expect(report.reasons).to.not.include('older-revision-intact');
    });
  });

  it('says of what is no PDF that it is none', async () => {
    const report = await verifyPdf(Buffer.from('<html>404</html>'), options);
    expect(report).to.include({ verdict: 'no-signature' });
    expect(report.reasons).to.deep.equal(['not-a-pdf']);
  });

  it('says of a signed PDF that was cut off before its signature that it is damaged, never that it bears none', async () => {
    const whole = Buffer.from(await aSignedPdf());
    for (const end of [20, whole.indexOf('endobj') + 10, Math.floor(whole.indexOf('startxref') / 2)]) {
      const report = await verifyPdf(whole.subarray(0, end), options);
      expect([report.verdict, ...report.reasons], `cut at ${end}`).to.deep.equal(['unclear', 'damaged-file']);
      expect(explain(report, 'vi').whole.why).to.include('cắt cụt');
    }
  });

  it('verifies a signed file whether it has cross-reference tables or streams', async () => {
    const table = await aSignedPdf({ pdf: (await aPreparedPdf({}, await aLetterPdf({ objectStreams: false }))).pdf });
    expect((await verifyPdf(table, options)).verdict).to.equal('valid');
  });
});

function refilled(pdf: Uint8Array): Buffer {
  const target = aTarget(pdf);
  const number = target.field('number');
  return appendUpdate(pdf, {
    objects: {
      [number]: withKeys(target.dictionary(number), { V: '(99)', AP: `<</N ${target.size} 0 R>>` }),
      [target.size]: streamText('q Q', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] '),
    },
  });
}
