import { createHash, createPublicKey, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { exportPkcs12 } from '../../../scripts/demo/export-pkcs12.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { agencyKeysInFiles, storeAgencyKey } from '../../../server/signing/keys/agency-keys.ts';
import { aDemoAuthority } from '../../support/signing.ts';

const agencyId = '0192f0c1-0000-7000-8000-000000000001';
const message = Buffer.from('{"format":"vanban-envelope@1"}');

const sha256Of = ({ certificate }: DemoKey): string => createHash('sha256').update(certificate).digest('hex');

const codeOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe('the keys of an agency', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vanban-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const store = async (key: DemoKey, purpose: 'seal' | 'system'): Promise<void> =>
    storeAgencyKey(folder, { agencyId, purpose, pkcs12: await exportPkcs12(key, 'cụm mật khẩu'), pin: 'cụm mật khẩu' });

  it('sign, show their certificates, and stay in files that only the owner reads', async () => {
    const { seal, system } = await aDemoAuthority();
    await store(seal, 'seal');
    await store(system, 'system');
    const keys = agencyKeysInFiles({ folder, production: false });
    for (const [purpose, key] of [
      ['seal', seal],
      ['system', system],
    ] as const) {
      const { certificate, chain, sign } = await keys.open(agencyId, purpose, sha256Of(key));
      expect(verify('sha256', message, createPublicKey(key.privateKey), await sign(message))).to.equal(true);
      expect(Buffer.from(certificate).equals(key.certificate)).to.equal(true);
      expect(chain).to.have.length(2);
    }
    const files = readdirSync(join(folder, agencyId)).sort();
    expect(files).to.deep.equal(['seal.p12', 'seal.pass', 'system.p12', 'system.pass']);
    for (const file of files) expect(statSync(join(folder, agencyId, file)).mode & 0o777).to.equal(0o600);
  });

  it('go on signing beside a renewed one, each for its own certificate', async () => {
    const { authority, seal } = await aDemoAuthority();
    const keys = agencyKeysInFiles({ folder, production: false });
    await store(seal, 'seal');
    await keys.open(agencyId, 'seal', sha256Of(seal));
    const next = await authority.issue({ purpose: 'seal', commonName: 'Sở Nội vụ tỉnh Sao Mai', keyType: 'p256' });
    await store(next, 'seal');
    await store(seal, 'seal'); // the same again takes its own place
    for (const key of [next, seal]) {
      const { sign } = await keys.open(agencyId, 'seal', sha256Of(key));
      expect(verify('sha256', message, createPublicKey(key.privateKey), await sign(message))).to.equal(true);
    }
    expect(readdirSync(join(folder, agencyId))).to.have.length(4);
  });

  it('refuse an agency without a key, and an id that is a path', async () => {
    const { seal, system } = await aDemoAuthority();
    const keys = agencyKeysInFiles({ folder, production: false });
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.equal('agency-key-missing');
    expect(await codeOf(keys.open('../../etc', 'seal', sha256Of(seal)))).to.equal('agency-key-missing');
    await store(seal, 'seal');
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(system)))).to.equal('agency-key-missing');
  });

  it('refuse a wrong pass phrase, a missing one and a broken file, and work again once they are right', async () => {
    const { seal } = await aDemoAuthority();
    await store(seal, 'seal');
    const keys = agencyKeysInFiles({ folder, production: false });
    writeFileSync(join(folder, agencyId, 'seal.pass'), 'khác');
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.equal('pin-wrong');
    rmSync(join(folder, agencyId, 'seal.pass'));
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.equal('pin-wrong');
    writeFileSync(join(folder, agencyId, 'seal.pass'), 'cụm mật khẩu\n');
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.equal('done');
    const p12 = readFileSync(join(folder, agencyId, 'seal.p12'));
    writeFileSync(join(folder, agencyId, 'seal.p12'), p12.subarray(0, 200));
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.be.oneOf([
      'not-pkcs12',
      'agency-key-unreadable',
    ]);
    writeFileSync(join(folder, agencyId, 'seal.p12'), p12);
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.equal('done');
  });

  it('are refused in production when others may read them, and when they are demo keys', async () => {
    const { seal } = await aDemoAuthority();
    await store(seal, 'seal');
    const keys = agencyKeysInFiles({ folder, production: true });
    chmodSync(join(folder, agencyId, 'seal.pass'), 0o640);
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.equal('agency-key-exposed');
    chmodSync(join(folder, agencyId, 'seal.pass'), 0o600);
    expect(await codeOf(keys.open(agencyId, 'seal', sha256Of(seal)))).to.equal('agency-key-demo');
  });
});
