import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DemoKey } from '../../scripts/demo/authority.ts';
import { exportPkcs12 } from '../../scripts/demo/export-pkcs12.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { agencyKeysInFiles, storeAgencyKey } from '../../server/signing/agency-keys.ts';
import { aDemoAuthority } from '../support/signing.ts';

const agencyId = '0192f0c1-0000-7000-8000-000000000001';
const message = Buffer.from('{"format":"vanban-envelope@1"}');

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
      const value = await keys.sign(agencyId, purpose, message);
      expect(verify('sha256', message, createPublicKey(key.privateKey), value)).to.equal(true);
      const { certificate, chain } = await keys.certificate(agencyId, purpose);
      expect(Buffer.from(certificate).equals(key.certificate)).to.equal(true);
      expect(chain).to.have.length(2);
    }
    const files = readdirSync(join(folder, agencyId)).sort();
    expect(files).to.deep.equal(['seal.p12', 'seal.pass', 'system.p12', 'system.pass']);
    for (const file of files) expect(statSync(join(folder, agencyId, file)).mode & 0o777).to.equal(0o600);
  });

  it('are opened anew when the file was replaced', async () => {
    const { authority, seal } = await aDemoAuthority();
    const keys = agencyKeysInFiles({ folder, production: false });
    await store(seal, 'seal');
    await keys.sign(agencyId, 'seal', message);
    const next = await authority.issue({ purpose: 'seal', commonName: 'Sở Nội vụ tỉnh Sao Mai', keyType: 'p256' });
    await store(next, 'seal');
    const value = await keys.sign(agencyId, 'seal', message);
    expect(verify('sha256', message, createPublicKey(next.privateKey), value)).to.equal(true);
  });

  it('refuse an agency without a key, and an id that is a path', async () => {
    const keys = agencyKeysInFiles({ folder, production: false });
    expect(await codeOf(keys.sign(agencyId, 'seal', message))).to.equal('agency-key-missing');
    expect(await codeOf(keys.sign('../../etc', 'seal', message))).to.equal('agency-key-missing');
  });

  it('refuse a wrong pass phrase, and work again once it is right', async () => {
    const { seal } = await aDemoAuthority();
    await store(seal, 'seal');
    const keys = agencyKeysInFiles({ folder, production: false });
    writeFileSync(join(folder, agencyId, 'seal.pass'), 'khác');
    expect(await codeOf(keys.sign(agencyId, 'seal', message))).to.equal('pin-wrong');
    writeFileSync(join(folder, agencyId, 'seal.pass'), 'cụm mật khẩu\n');
    expect(await codeOf(keys.sign(agencyId, 'seal', message))).to.equal('done');
  });

  it('are refused in production when others may read them, and when they are demo keys', async () => {
    const { seal } = await aDemoAuthority();
    await store(seal, 'seal');
    const keys = agencyKeysInFiles({ folder, production: true });
    chmodSync(join(folder, agencyId, 'seal.pass'), 0o640);
    expect(await codeOf(keys.sign(agencyId, 'seal', message))).to.equal('agency-key-exposed');
    chmodSync(join(folder, agencyId, 'seal.pass'), 0o600);
    expect(await codeOf(keys.sign(agencyId, 'seal', message))).to.equal('agency-key-demo');
  });
});
