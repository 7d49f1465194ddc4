import { execFileSync } from 'node:child_process';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openPersonalKey } from '../../../client/features/signing/keys/personal-key.ts';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { exportPkcs12 } from '../../../scripts/demo/export-pkcs12.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { aDemoAuthority, agencyName, leaderName, signingTime } from '../../support/signing.ts';

const pin = '246810';
const message = Buffer.from('the DER of signed attributes');

const codeOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'opened',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe('the key file of a person (PKCS#12)', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-p12-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A PKCS#12 as openssl writes it, with any of its ciphers. */
  function byOpenssl(key: DemoKey, ...options: string[]): Uint8Array {
    const file = (name: string): string => join(folder, name);
    writeFileSync(file('key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(file('certificate.pem'), new X509Certificate(key.certificate).toString());
    writeFileSync(file('chain.pem'), key.chain.map((der) => new X509Certificate(der).toString()).join(''));
    const inputs = ['-inkey', file('key.pem'), '-in', file('certificate.pem'), '-certfile', file('chain.pem')];
    execFileSync('openssl', [
      'pkcs12',
      '-export',
      ...inputs,
      '-passout',
      `pass:${pin}`,
      '-out',
      file('out.p12'),
      ...options,
    ]);
    return readFileSync(file('out.p12'));
  }

  it('opens with its PIN, shows the Vietnamese name, and signs without giving the key away', async () => {
    const { leader } = await aDemoAuthority();
    const key = await openPersonalKey(await exportPkcs12(leader, pin), pin, signingTime);
    expect(key.holder).to.include({ commonName: leaderName, organisation: agencyName });
    expect(Buffer.from(key.certificate)).to.deep.equal(Buffer.from(leader.certificate));
    expect(key.chain.map((der) => Buffer.from(der))).to.deep.equal(leader.chain.map((der) => Buffer.from(der)));
    expect(verify('sha256', message, createPublicKey(leader.privateKey), await key.sign(message))).to.equal(true);
  });

  it('that we export is opened by openssl', async () => {
    const { leader } = await aDemoAuthority();
    const file = join(folder, 'ours.p12');
    writeFileSync(file, await exportPkcs12(leader, pin));
    const shown = execFileSync('openssl', ['pkcs12', '-in', file, '-passin', `pass:${pin}`, '-nokeys', '-clcerts']);
    expect(new X509Certificate(shown).raw.equals(leader.certificate)).to.equal(true);
  });

  it('opens when openssl made it with today’s ciphers or with old ones', async () => {
    const { leader } = await aDemoAuthority();
    const old = ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
    for (const options of [[], old, ['-certpbe', 'NONE', '-keypbe', 'AES-128-CBC']]) {
      const key = await openPersonalKey(byOpenssl(leader, ...options), pin, signingTime);
      expect(key.holder.commonName, options.join(' ')).to.equal(leaderName);
      expect(Buffer.from(key.certificate)).to.deep.equal(Buffer.from(leader.certificate));
      expect(verify('sha256', message, createPublicKey(leader.privateKey), await key.sign(message))).to.equal(true);
    }
  });

  it('holds an ECDSA key as well', async () => {
    const { authority } = await aDemoAuthority();
    const person = await authority.issue({ purpose: 'person', commonName: 'Đỗ Quỳnh Chi', keyType: 'p256' });
    for (const file of [await exportPkcs12(person, pin), byOpenssl(person)]) {
      const key = await openPersonalKey(file, pin, signingTime);
      const publicKey = { key: createPublicKey(person.privateKey), dsaEncoding: 'ieee-p1363' as const };
      expect(verify('sha256', message, publicKey, await key.sign(message))).to.equal(true);
    }
  });

  it('refuses a wrong PIN, whatever the cipher', async () => {
    const { leader } = await aDemoAuthority();
    const old = byOpenssl(
      leader,
      '-legacy',
      '-certpbe',
      'PBE-SHA1-RC2-40',
      '-keypbe',
      'PBE-SHA1-3DES',
      '-macalg',
      'sha1',
    );
    for (const file of [await exportPkcs12(leader, pin), byOpenssl(leader), old]) {
      expect(await codeOf(openPersonalKey(file, '000000', signingTime))).to.equal('pin-wrong');
      expect(await codeOf(openPersonalKey(file, 'mã số', signingTime))).to.equal('pin-wrong');
      expect(await codeOf(openPersonalKey(file, '', signingTime))).to.equal('pin-wrong');
    }
  });

  it('refuses a file that is no key file', async () => {
    const { leader } = await aDemoAuthority();
    for (const file of [Buffer.alloc(0), Buffer.from('%PDF-1.7'), leader.certificate]) {
      expect(await codeOf(openPersonalKey(file, pin, signingTime))).to.equal('not-pkcs12');
    }
  });

  it('refuses a cipher it does not know', async () => {
    const { leader } = await aDemoAuthority();
    const file = byOpenssl(leader, '-certpbe', 'camellia-256-cbc', '-keypbe', 'camellia-256-cbc');
    expect(await codeOf(openPersonalKey(file, pin, signingTime))).to.equal('cipher-unknown');
  });

  it('refuses a certificate that expired, is not valid yet, or serves another purpose', async () => {
    const { authority, timestamp } = await aDemoAuthority();
    const past = { notBefore: new Date('2024-01-01T00:00:00Z'), notAfter: new Date('2026-06-30T00:00:00Z') };
    const expired = await authority.issue({ purpose: 'person', commonName: leaderName, keyType: 'p256', ...past });
    expect(await codeOf(openPersonalKey(await exportPkcs12(expired, pin), pin, signingTime))).to.equal(
      'certificate-expired',
    );
    expect(
      await codeOf(openPersonalKey(await exportPkcs12(expired, pin), pin, new Date('2023-01-01T00:00:00Z'))),
    ).to.equal('certificate-not-yet-valid');
    for (const key of [timestamp, authority.issuing]) {
      expect(await codeOf(openPersonalKey(await exportPkcs12(key, pin), pin, signingTime))).to.equal('not-for-signing');
    }
  });
});
