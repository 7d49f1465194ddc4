import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { openSealed, sealFor } from '../../../server/pdf-signatures/crypto/auth-enveloped.ts';
import { selfSigned } from '../../../server/pdf-signatures/crypto/certificates/self-signed.ts';
import { DomainError } from '../../../server/platform/errors.ts';

const run = promisify(execFile);

describe('CMS AuthEnvelopedData', () => {
  const plain = Buffer.from('{"content":"…","signature":"…"}'.repeat(200));
  let folder: string;
  const file = (name: string) => join(folder, name);
  const openssl = async (...words: readonly string[]) => await run('openssl', words, { cwd: folder });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-enveloped-'));
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=rsa', '-outform', 'DER'];
    await openssl(...made, '-keyout', 'rsa.key', '-out', 'rsa.cer');
    await writeFile(file('plain'), plain);
  });
  after(async () => await rm(folder, { recursive: true }));

  const aKey = (namedCurve = 'prime256v1', commonName = 'H99.05') => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve });
    const [from, until] = [new Date('2026-01-01T00:00:00Z'), new Date('2036-01-01T00:00:00Z')];
    return { privateKey, certificate: selfSigned(privateKey, { commonName, from, until }) };
  };
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' });
  /** What `openssl` finds in it with this key. */
  const decrypted = async (sealed: Uint8Array, key: string, certificate: string) => {
    await writeFile(file('sealed'), sealed);
    const how = ['-inform', 'DER', '-in', 'sealed', '-inkey', key, '-recip', certificate, '-out', 'opened', '-binary'];
    await openssl('cms', '-decrypt', ...how);
    return await readFile(file('opened'));
  };
  const refused = (work: () => unknown): string => {
    try {
      work();
      return 'opened';
    } catch (error) {
      return error instanceof DomainError ? error.code : String(error);
    }
  };

  it('is opened by openssl for each of its recipients, RSA and both curves', async () => {
    const [one, other] = [aKey(), aKey('secp384r1', 'H99.06')];
    const rsa = await readFile(file('rsa.cer'));
    const sealed = sealFor(plain, [rsa, one.certificate, other.certificate]);
    expect((await decrypted(sealed, 'rsa.key', 'rsa.cer')).equals(plain)).to.equal(true);
    for (const { privateKey, certificate } of [one, other]) {
      await writeFile(file('ec.key'), pem(privateKey));
      await writeFile(file('ec.cer'), certificate);
      expect((await decrypted(sealed, 'ec.key', 'ec.cer')).equals(plain)).to.equal(true);
    }
    expect(Buffer.from(openSealed(sealed, [one])).equals(plain)).to.equal(true);
    expect(Buffer.from(openSealed(sealed, [aKey(), other])).equals(plain)).to.equal(true);
  });

  it('is opened as openssl makes it', async () => {
    const key = aKey();
    await writeFile(file('ec.cer'), key.certificate);
    const how = ['-binary', '-aes-256-gcm', '-in', 'plain', '-outform', 'DER', '-out', 'sealed'];
    await openssl('cms', '-encrypt', ...how, '-recip', 'ec.cer', '-keyopt', 'ecdh_kdf_md:sha256');
    expect(Buffer.from(openSealed(await readFile(file('sealed')), [key])).equals(plain)).to.equal(true);
  });

  it('is opened for nobody else, and not once a bit of it was changed', () => {
    const key = aKey();
    const sealed = sealFor(plain, [key.certificate]);
    expect(refused(() => openSealed(sealed, [aKey()]))).to.equal('cannot-decrypt');
    for (let at = 0; at < sealed.length; at += 97)
      expect(
        refused(() => openSealed(sealed.with(at, (sealed[at] ?? 0) ^ 1), [key])),
        `${at}`,
      ).to.equal('cannot-decrypt');
    expect(refused(() => openSealed(Buffer.from('{}'), [key]))).to.equal('cannot-decrypt');
  });
});
