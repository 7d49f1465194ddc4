import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { judgeWithPyHanko } from '../../support/pyhanko.ts';
import { sampled } from '../../support/sampled.ts';
import { aFileSigned, nameOfWay, pairwiseWays } from '../../support/signature-matrix.ts';
import { aDemoAuthority, signingTime } from '../../support/signing.ts';

describe('files signed in every way', () => {
  const ways = sampled(pairwiseWays(), 12);
  const files = new Map<string, Uint8Array>();
  before(async function () {
    this.timeout(300_000);
    for (const way of ways) files.set(nameOfWay(way), await aFileSigned(way));
  });

  it('are few, and hold every pair of level, key, cross-reference, count, look, origin and certification', () => {
    expect(pairwiseWays()).to.have.length.within(36, 80);
  });

  it('are accepted by pyHanko, with the revocation data they bring along', async () => {
    const { authority } = await aDemoAuthority();
    const folder = mkdtempSync(join(tmpdir(), 'vanban-matrix-'));
    try {
      for (const [name, pdf] of files) writeFileSync(join(folder, name), pdf);
      const paths = [...files.keys()].map((name) => join(folder, name));
      const answers = await judgeWithPyHanko({ files: paths, roots: [authority.root.certificate], at: signingTime });
      for (const [index, { error, signatures, timestamps }] of answers.entries()) {
        const way = ways[index];
        if (way === undefined) throw new Error('More answers than files');
        const name = nameOfWay(way);
        expect(error, name).to.equal(undefined);
        expect(signatures, name).to.have.length(way.signatures);
        const wrong = signatures.filter(
          ({ accepted, docmdpOk, stamped }) => !accepted || !docmdpOk || stamped !== (way.level !== 'B'),
        );
        expect(wrong, name).to.deep.equal([]);
        expect(
          timestamps.map(({ accepted }) => accepted),
          name,
        ).to.deep.equal(way.level === 'LTA' ? [true] : []);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }).timeout(300_000);

  it('are valid to our own verifier, each signature at its level', async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [] };
    for (const way of ways) {
      const softRevocation = way.level === 'B' || way.level === 'T';
      const options = { trust, at: signingTime, softRevocation, changes: 'permitted' } as const;
      const report = await verifyPdf(files.get(nameOfWay(way)) ?? new Uint8Array(), options);
      const found = report.signatures.map(({ kind, verdict, level }) => `${kind} ${verdict} ${level}`);
      const expected = Array.from({ length: way.signatures }, () => `signature valid B-${way.level}`);
      if (way.level === 'LTA') expected.push('timestamp valid none');
      expect(
        found,
        `${nameOfWay(way)} ${JSON.stringify(report.signatures.map(({ reasons }) => reasons))}`,
      ).to.deep.equal(expected);
      expect(report.verdict, nameOfWay(way)).to.equal('valid');
    }
  }).timeout(60_000);
});
