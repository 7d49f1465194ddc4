import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { leaderLock } from '../../../server/pdf-signatures/pdf/field-names.ts';
import {
  revocationClient,
  revocationInFiles,
} from '../../../server/pdf-signatures/produce/authority/revocation-client.ts';
import { timestampClient } from '../../../server/pdf-signatures/produce/authority/timestamp-client.ts';
import { type RaisedLevel, raiseLevel } from '../../../server/pdf-signatures/produce/raise-level.ts';
import { type SignToLevel, signToLevel } from '../../../server/pdf-signatures/produce/sign-to-level.ts';
import type { SignatureVerdict } from '../../../server/pdf-signatures/verification.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { aRevocationList } from '../../support/authority-services.ts';
import { cleanLists, demoServices } from '../../support/levels.ts';
import { anOpensslAuthority } from '../../support/openssl-authority.ts';
import { type Judgement, judgeWithPyHanko } from '../../support/pyhanko.ts';
import {
  aDemoAuthority,
  aLetterPdf,
  aPreparedPdf,
  aSealedPdf,
  aSignedPdf,
  signingTime,
  signWith,
} from '../../support/signing.ts';

const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe('signing to a PAdES level and raising it', () => {
  const made = new Map<string, Uint8Array>();
  let judgements: Map<string, Judgement>;
  let leader: DemoKey;
  before(async function () {
    this.timeout(300_000);
    ({ leader } = await aDemoAuthority());
    const services = await demoServices();
    for (const level of ['T', 'LT', 'LTA'] as const) made.set(level, await signedTo(level));
    made.set('raised', await raiseLevel(await aSealedPdf(), 'LTA', services));
    made.set('renewed', await raiseLevel(file('LTA'), 'LTA', services));
    judgements = await judged(made, signingTime);
  });

  const file = (name: string): Uint8Array => {
    const pdf = made.get(name);
    if (pdf === undefined) throw new Error(`There is no file ${name}`);
    return pdf;
  };

  const requestOf = (key: DemoKey): SignToLevel => ({
    field: 'leader',
    certificate: key.certificate,
    chain: key.chain,
    certify: 2,
    signingTime,
    sign: signWith(key),
  });

  const signedTo = async (level: RaisedLevel): Promise<Uint8Array> =>
    signToLevel((await aPreparedPdf()).pdf, requestOf(leader), { level, services: await demoServices() });

  async function verified(pdf: Uint8Array, at = signingTime): Promise<readonly SignatureVerdict[]> {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    return (await verifyPdf(pdf, { trust, at, softRevocation: true })).signatures;
  }

  /** What pyHanko says, by name; one process for all. */
  async function judged(pdfs: ReadonlyMap<string, Uint8Array>, at: Date): Promise<Map<string, Judgement>> {
    const { authority } = await aDemoAuthority();
    const folder = mkdtempSync(join(tmpdir(), 'vanban-levels-'));
    try {
      const names = [...pdfs.keys()];
      const files = names.map((name) => join(folder, name));
      for (const [index, path] of files.entries()) writeFileSync(path, pdfs.get(names[index] ?? '') ?? '');
      const answers = await judgeWithPyHanko({ files, roots: [authority.root.certificate], at });
      return new Map(answers.map((answer, index) => [names[index] ?? '', answer]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  for (const level of ['T', 'LT', 'LTA'] as const) {
    it(`reaches B-${level}, as pyHanko and the verifier see it`, async () => {
      const signatures = await verified(file(level));
      expect(signatures.map(({ verdict }) => verdict)).to.deep.equal(signatures.map(() => 'valid'));
      expect(signatures[0]).to.include({ level: `B-${level}`, timeSource: 'timestamp' });
      const judgement = judgements.get(level);
      expect(judgement?.error).to.equal(undefined);
      expect(judgement?.signatures[0]).to.include({ accepted: true, stamped: true, docmdpOk: true });
      expect(judgement?.timestamps).to.deep.equal(level === 'LTA' ? [{ field: 'Timestamp1', accepted: true }] : []);
    });
  }

  it('raises what was signed without a timestamp, and only appends', async () => {
    const sealed = await aSealedPdf();
    const raised = await raiseLevel(sealed, 'LTA', await demoServices());
    expect(Buffer.from(raised).subarray(0, sealed.length).equals(sealed)).to.equal(true);
    expect((await verified(raised)).map(({ field, level, verdict }) => [field, level, verdict])).to.deep.equal([
      ['leader', 'B-LTA', 'valid'],
      ['seal', 'B-LTA', 'valid'],
      ['Timestamp1', 'none', 'valid'],
      ['Timestamp2', 'none', 'valid'],
    ]);
    const judgement = judgements.get('raised');
    expect(judgement?.signatures.map(({ accepted }) => accepted)).to.deep.equal([true, true]);
    expect(judgement?.timestamps.map(({ accepted }) => accepted)).to.deep.equal([true, true]);
  });

  it('gives back what needs nothing more', async () => {
    const services = await demoServices();
    expect(await raiseLevel(file('T'), 'T', services)).to.equal(file('T'));
    expect(await raiseLevel(file('LT'), 'LT', services)).to.equal(file('LT'));
  });

  it('renews the proof by another timestamp over everything', async () => {
    const fields = (await verified(file('renewed'))).map(({ field }) => field);
    expect(fields).to.deep.equal(['leader', 'Timestamp1', 'Timestamp2']);
    // EU DSS takes a field that the leader's lock does not leave open for a forbidden change.
    expect(leaderLock.fields).to.include.members(fields.slice(1));
    const judgement = judgements.get('renewed');
    expect(judgement?.signatures[0]).to.include({ accepted: true, modification: 'LTA_UPDATES' });
    expect(judgement?.timestamps.map(({ accepted }) => accepted)).to.deep.equal([true, true]);
  });

  it('keeps a signature valid when its certificate has expired since', async () => {
    const later = new Date(signingTime.getTime() + 6 * 365 * 24 * 3600_000);
    expect((await verified(file('LTA'), later))[0]).to.include({ verdict: 'valid', level: 'B-LTA' });
  });

  it('claims no level that no validator could confirm', async () => {
    const services = await demoServices({ revocation: revocationInFiles({ crls: [], ocsps: [] }) });
    const pdf = await aSignedPdf();
    expect(await codeOf(raiseLevel(pdf, 'LT', services))).to.equal('revocation-data-missing');
    expect(await codeOf(raiseLevel(await aLetterPdf(), 'LT', services))).to.equal('signature-not-intact');
    const broken = Buffer.from(pdf);
    broken[200] = 0xff ^ (broken[200] ?? 0);
    expect(await codeOf(raiseLevel(broken, 'LT', services))).to.equal('signature-not-intact');
  });

  it('refuses a revoked certificate before anything is signed', async () => {
    const { authority } = await aDemoAuthority();
    const times = { thisUpdate: signingTime, nextUpdate: new Date(signingTime.getTime() + 3600_000) };
    const revoked = [{ certificate: leader.certificate, since: new Date(signingTime.getTime() - 1000) }];
    const list = aRevocationList(authority.issuing, { ...times, revoked });
    const { crls } = await cleanLists();
    const services = await demoServices({
      revocation: revocationInFiles({ crls: [...crls.slice(0, 1), list], ocsps: [] }),
    });
    const sign = (): never => {
      throw new Error('The key must not be asked');
    };
    const signing = signToLevel((await aPreparedPdf()).pdf, { ...requestOf(leader), sign }, { level: 'T', services });
    expect(await codeOf(signing)).to.equal('certificate-revoked');
  });

  it('reaches B-LTA with real authorities: `openssl ts`, `openssl ocsp` and a list of the root', async () => {
    const { authority, timestamp } = await aDemoAuthority();
    const ocsp = await authority.issue({ purpose: 'ocsp', commonName: 'Vanban minh hoạ – OCSP' });
    const issued = [leader.certificate, timestamp.certificate];
    const desk = await anOpensslAuthority({ timestamp, ocsp, issuer: authority.issuing, issued });
    try {
      const at = new Date(Date.now() + 60_000); // behind the clock of openssl, which is the real one
      const day = 24 * 3600_000;
      const times = { thisUpdate: new Date(at.getTime() - day), nextUpdate: new Date(at.getTime() + day) };
      desk.setCrl(aRevocationList(authority.root, times));
      const services = await demoServices({
        at,
        timestamp: timestampClient({ urls: [desk.url('tsa')] }),
        revocation: revocationClient({ ocspUrls: [desk.url('ocsp')], crlUrls: [desk.url('crl')] }),
      });
      const request = { ...requestOf(leader), signingTime: new Date() };
      const pdf = await signToLevel((await aPreparedPdf()).pdf, request, { level: 'LTA', services });
      expect((await verified(pdf, at))[0]).to.include({ verdict: 'valid', level: 'B-LTA', timeSource: 'timestamp' });
      const judgement = (await judged(new Map([['openssl', pdf]]), at)).get('openssl');
      expect(judgement?.signatures[0]).to.include({ accepted: true, stamped: true });
      expect(judgement?.timestamps.map(({ accepted }) => accepted)).to.deep.equal([true]);
    } finally {
      await desk.close();
    }
  }).timeout(60_000);
});
