import { expect } from 'chai';
import { addValidationData } from '../../../server/pdf-signatures/produce/add-validation-data.ts';
import type { VerificationReport, VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { explain } from '../../../server/pdf-signatures/verify/explain.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { stopWorkers } from '../../../server/platform/worker/worker-pool.ts';
import { verifyInWorker } from '../../../server/signing/verification/verify-in-worker.ts';
import { type Attack, attackClasses, attacks, type SignedFiles } from '../../support/attacks/attacks.ts';
import { anOcspAnswer } from '../../support/attacks/evidence-attacks.ts';
import { aRevocationList } from '../../support/authority-services.ts';
import { sampled } from '../../support/sampled.ts';
import { aDemoAuthority, aSealedPdf, aSignedPdf } from '../../support/signing.ts';
import { peaksOfWorkers } from '../../support/worker-memory.ts';

/** Fewest files of each class, so that a class is never represented by a chance survivor. */
const fewest = 3;
const renumbering = 'the number refilled after the locked seal';

describe('Verifying forged files', function () {
  this.timeout(60_000);
  let files: SignedFiles;
  let options: VerifyOptions;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const certified = await aSignedPdf();
    files = { certified, sealed: await aSealedPdf({ pdf: certified }) };
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
  });
  after(stopWorkers);

  const named = (name: string): Attack => {
    const attack = attacks.find((one) => one.name === name);
    if (attack === undefined) throw new Error(`No attack is called ${name}`);
    return attack;
  };

  it('has at least 80 of them, of every class, no two alike', () => {
    expect(attacks).to.have.length.of.at.least(80);
    expect(new Set(attacks.map(({ name }) => name)).size).to.equal(attacks.length);
    for (const kind of attackClasses) {
      expect(
        attacks.filter((attack) => attack.class === kind),
        kind,
      ).to.have.length.of.at.least(fewest);
    }
  });

  it('calls the files they are made from valid', async () => {
    expect((await verifyPdf(files.certified, options)).verdict).to.equal('valid');
    expect((await verifyPdf(files.sealed, options)).verdict).to.equal('valid');
  });

  it('can tell what the worker used', async () => {
    await verifyInWorker(files.certified, options);
    expect(Math.max(...peaksOfWorkers('verify-pdf.ts'))).to.be.within(20, 512);
  });

  const forgeries = attacks.filter((attack) => attack.class !== 'bomb');
  const bombs = attacks.filter((attack) => attack.class === 'bomb');
  for (const attack of [...forgeries, ...sampled(bombs, 9, 1)]) {
    it(`does not call valid, within its limits – ${attack.class}: ${attack.name}`, async () => {
      const forged = await attack.make(files);
      const demanded = attack.revocationDemanded === true ? { ...options, softRevocation: false } : options;
      const report = await verifiedWithinLimits(forged, demanded);
      const why = JSON.stringify(report.signatures.map(({ reasons }) => reasons));
      expect(report.verdict, why).to.be.oneOf(['invalid', 'unclear', 'no-signature']);
      expect(explain(report, 'vi').whole.why).to.not.equal('');
      if (attack.class === 'bomb') return;
      const permitted = await verifyPdf(forged, { ...demanded, changes: 'permitted' });
      expect(permitted.verdict).to.be.oneOf(['invalid', 'unclear', 'no-signature']);
    });
  }

  /** The real worker answers with a report of its own accord: one that it had to be killed for would be refused. */
  async function verifiedWithinLimits(forged: Uint8Array, judging: VerifyOptions): Promise<VerificationReport> {
    const began = performance.now();
    const report = await verifyInWorker(forged, judging);
    expect(performance.now() - began).to.be.below(10_000);
    // A worker that has served its share may be gone by now.
    for (const peak of peaksOfWorkers('verify-pdf.ts')) expect(peak).to.be.below(512);
    return report;
  }

  it('believes the same evidence when it comes from the right hands, so that only its forger spoils it', async () => {
    const { authority, leader } = await aDemoAuthority();
    const times = { thisUpdate: new Date('2026-11-04T00:00:00Z'), nextUpdate: new Date('2026-12-04T00:00:00Z') };
    const evidence = {
      certificates: [],
      crls: [aRevocationList(authority.root, times)],
      ocsps: [anOcspAnswer(leader, authority.issuing, authority.issuing)],
    };
    const pdf = await addValidationData(files.certified, { certificates: [], crls: [], ocsps: [] }, evidence);
    expect((await verifyPdf(pdf, { ...options, softRevocation: false })).verdict).to.equal('valid');
  });

  it('names a number that was changed after the seal: what it was, what it is, and that it was locked', async () => {
    const report = await verifyPdf(await named(renumbering).make(files), options);
    const seal = report.signatures.find(({ field }) => field === 'seal');
    expect(report.verdict).to.equal('invalid');
    expect(seal?.reasons[0]).to.equal('changed-after-signing');
    expect(seal?.lockedFields).to.include('number');
    const change = seal?.changesAfter.find(({ kind }) => kind === 'field-filled');
    expect(change).to.include({ field: 'number', before: '12', value: '99' });
  });
});
