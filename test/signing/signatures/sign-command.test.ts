import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { command } from '../../../scripts/commands/sign.ts';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { exportPkcs12 } from '../../../scripts/demo/export-pkcs12.ts';
import type { SignatureVerdict } from '../../../server/pdf-signatures/verification.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { aRevocationList } from '../../support/authority-services.ts';
import { aHybridPdf, anEncryptedPdf } from '../../support/odd-pdfs.ts';
import { anOpensslAuthority, type OpensslAuthority } from '../../support/openssl-authority.ts';
import { aDemoAuthority, aLetterPdf, aPreparedPdf, leaderName } from '../../support/signing.ts';

describe('vanban sign', () => {
  let folder: string;
  let desk: OpensslAuthority;
  const file = (name: string): string => join(folder, name);

  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(join(tmpdir(), 'vanban-sign-'));
    const { authority, leader, timestamp } = await aDemoAuthority();
    const issue = authority.issue;
    const person = { purpose: 'person', commonName: leaderName, keyType: 'p256' } as const;
    const keys: Record<string, DemoKey> = {
      leader,
      p384: await issue({ ...person, keyType: 'p384' }),
      expired: await issue({ ...person, notAfter: new Date('2026-01-01T00:00:00Z') }),
      early: await issue({ ...person, notBefore: new Date('2030-01-01T00:00:00Z') }),
      server: await issue({ ...person, purpose: 'ocsp' }),
    };
    const write = async (name: string, bytes: Uint8Array | string): Promise<void> => writeFile(file(name), bytes);
    for (const [name, key] of Object.entries(keys)) await write(`${name}.p12`, await exportPkcs12(key, '1234'));
    const pem = (der: Uint8Array): string => new X509Certificate(der).toString();
    await write('leader.pem', pem(leader.certificate));
    await write('leader.key', leader.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const options = ['-export', '-in', file('leader.pem'), '-inkey', file('leader.key'), '-passout', 'pass:1234'];
    execFileSync('openssl', ['pkcs12', ...options, '-out', file('odd.p12'), '-keypbe', 'camellia-256-cbc']);
    execFileSync('openssl', ['pkcs12', ...options, '-out', file('bare.p12')]);
    await write('chain.pem', leader.chain.map(pem).join(''));
    await write('pin', '1234\n');
    await write('wrong-pin', '4321');
    await write('letter.pdf', await aLetterPdf());
    await write('prepared.pdf', (await aPreparedPdf()).pdf);
    await write('hybrid.pdf', await aHybridPdf());
    await write('locked.pdf', await anEncryptedPdf());
    const now = Date.now();
    const times = { thisUpdate: new Date(now - 3600_000), nextUpdate: new Date(now + 3600_000) };
    await write('root.crl', aRevocationList(authority.root, times));
    await write('issuing.crl', aRevocationList(authority.issuing, times));
    const ocsp = await issue({ purpose: 'ocsp', commonName: 'OCSP', keyType: 'p256' });
    const issued = [leader.certificate, timestamp.certificate];
    desk = await anOpensslAuthority({ timestamp, ocsp, issuer: authority.issuing, issued });
  });
  after(async () => {
    await desk.close();
    await rm(folder, { recursive: true });
  });

  interface Outcome {
    readonly code: number;
    readonly answer: { readonly error?: { readonly code: string; readonly detail: string }; readonly field?: string };
  }

  async function run(pdf: string, p12: string, ...more: readonly string[]): Promise<Outcome> {
    const lines: string[] = [];
    const context = {
      config: async () => parseConfig({}, folder, folder),
      print: (line: string) => void lines.push(line),
    };
    const args = [
      file(pdf),
      '--p12',
      file(p12),
      ...(more.includes('--pin-file') ? [] : ['--pin-file', file('pin')]),
      '--out',
      file('out.pdf'),
      '--json',
      ...more,
    ];
    const code = await command.run(args, context);
    return { code, answer: JSON.parse(lines[0] ?? '{}') };
  }

  async function verified(): Promise<SignatureVerdict | undefined> {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [] };
    const at = new Date(Date.now() + 60_000);
    const { signatures } = await verifyPdf(await readFile(file('out.pdf')), { trust, at, softRevocation: true });
    return signatures[0];
  }

  it('signs into the first empty field, and appends to what was there', async () => {
    expect(await run('prepared.pdf', 'leader.p12', '--certify', '2')).to.deep.include({ code: 0 });
    expect(await verified()).to.include({ field: 'leader', verdict: 'valid', certification: 2, level: 'B-B' });
    const [before, after] = [await readFile(file('prepared.pdf')), await readFile(file('out.pdf'))];
    expect(after.subarray(0, before.length).equals(before)).to.equal(true);
  });

  it('makes a visible field in a file that nobody prepared', async () => {
    const { answer } = await run('letter.pdf', 'p384.p12', '--visible', '1,300,200,180,60', '--field', 'Người duyệt');
    expect(answer.field).to.equal('Người duyệt');
    expect(await verified()).to.include({ field: 'Người duyệt', verdict: 'valid', page: 1 });
  });

  it('rewrites an unsigned hybrid file before signing it', async () => {
    expect((await run('hybrid.pdf', 'leader.p12', '--rsa', 'pss')).code).to.equal(0);
    expect((await readFile(file('out.pdf'))).includes('/XRefStm')).to.equal(false);
    expect(await verified()).to.include({ verdict: 'valid' });
  });

  it('reaches B-LTA with a timestamp authority and revocation from files and addresses', async () => {
    const lists = `${file('root.crl')},${desk.url('crl')}`;
    const more = ['--level', 'LTA', '--tsa', `${desk.url('broken')},${desk.url('tsa')}`, '--crls', lists];
    expect(
      (await run('letter.pdf', 'bare.p12', ...more, '--ocsps', desk.url('ocsp'), '--certs', file('chain.pem'))).code,
    ).to.equal(0);
    expect(await verified()).to.include({ verdict: 'valid', level: 'B-LTA' });
  });

  const refusals: readonly (readonly [title: string, exitCode: number, code: string, args: () => string[]])[] = [
    ['a wrong PIN', 3, 'pin-wrong', () => ['letter.pdf', 'leader.p12', '--pin-file', file('wrong-pin')]],
    ['an unknown cipher', 4, 'cipher-unknown', () => ['letter.pdf', 'odd.p12']],
    ['a file that is no key file', 5, 'not-pkcs12', () => ['letter.pdf', 'letter.pdf']],
    ['an expired certificate', 6, 'certificate-expired', () => ['letter.pdf', 'expired.p12']],
    ['a certificate that is not valid yet', 6, 'certificate-not-yet-valid', () => ['letter.pdf', 'early.p12']],
    ['a certificate that is not for signing', 7, 'not-for-signing', () => ['letter.pdf', 'server.p12']],
    ['a PDF with a password', 9, 'pdf-encrypted', () => ['locked.pdf', 'leader.p12']],
    ['a page that is not there', 9, 'page-missing', () => ['letter.pdf', 'leader.p12', '--visible', '9,1,1,50,50']],
    [
      'a place over a field',
      9,
      'places-overlap',
      () => ['prepared.pdf', 'leader.p12', '--visible', '1,300,200,200,200'],
    ],
    ['a level without its authority', 2, 'bad-arguments', () => ['letter.pdf', 'leader.p12', '--level', 'T']],
    [
      'an authority that does not answer',
      10,
      'timestamp-unavailable',
      () => ['letter.pdf', 'leader.p12', '--level', 'T', '--tsa', desk.url('broken')],
    ],
    [
      'a level without revocation data',
      10,
      'revocation-data-missing',
      () => ['letter.pdf', 'leader.p12', '--level', 'LT', '--tsa', desk.url('tsa')],
    ],
  ];
  for (const [title, exitCode, code, args] of refusals) {
    it(`refuses ${title} with exit code ${exitCode} and writes nothing`, async () => {
      await rm(file('out.pdf'), { force: true });
      const [pdf = '', p12 = '', ...more] = args();
      const outcome = await run(pdf, p12, ...more);
      expect([outcome.code, outcome.answer.error?.code]).to.deep.equal([exitCode, code]);
      expect(outcome.answer.error?.detail).to.match(/^(\p{Lu}|--)/u);
      const written = await readFile(file('out.pdf')).catch(() => undefined);
      expect(written).to.equal(undefined);
    });
  }

  it('refuses a revoked certificate with exit code 8', async () => {
    const { leader } = await aDemoAuthority();
    await desk.revoke(leader.certificate, new Date('2026-11-10T00:00:00Z'));
    const more = ['--level', 'T', '--tsa', desk.url('tsa'), '--ocsps', desk.url('ocsp')];
    expect((await run('letter.pdf', 'leader.p12', ...more)).code).to.equal(8);
  });
});
