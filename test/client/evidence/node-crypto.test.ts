import * as node from 'node:crypto';
import { expect } from 'chai';
import * as page from '../../../client/evidence/node/crypto.ts';

const text = Buffer.from('Biên nhận có chữ ký');

interface Way {
  readonly name: string;
  readonly hash: string | null;
  readonly pair: node.KeyPairKeyObjectResult;
  readonly salt?: number;
}

const rsa = (modulusLength: number) => node.generateKeyPairSync('rsa', { modulusLength });
const ec = (namedCurve: string) => node.generateKeyPairSync('ec', { namedCurve });

const ways: readonly Way[] = [
  { name: 'RSA 2048', hash: 'sha256', pair: rsa(2048) },
  { name: 'RSA 3072, SHA-512', hash: 'sha512', pair: rsa(3072) },
  { name: 'RSA 2049, a key of uneven bits', hash: 'sha256', pair: rsa(2049) },
  { name: 'RSA under SHA-1', hash: 'sha1', pair: rsa(2048) },
  { name: 'RSA-PSS', hash: 'sha256', pair: rsa(2048), salt: 32 },
  { name: 'RSA-PSS without salt', hash: 'sha384', pair: rsa(2049), salt: 0 },
  { name: 'ECDSA P-256', hash: 'sha256', pair: ec('P-256') },
  { name: 'ECDSA P-384', hash: 'sha384', pair: ec('P-384') },
  { name: 'ECDSA P-256 under SHA-512', hash: 'sha512', pair: ec('P-256') },
  { name: 'ECDSA P-521', hash: 'sha512', pair: ec('P-521') },
  { name: 'Ed25519', hash: null, pair: node.generateKeyPairSync('ed25519') },
];

const padding = node.constants.RSA_PKCS1_PSS_PADDING;

describe('what the page that verifies evidence brings of node:crypto', () => {
  for (const { name, hash, pair, salt } of ways) {
    it(`judges ${name} as Node does: what was signed, and what was changed`, () => {
      const pss = salt === undefined ? {} : { padding, saltLength: salt };
      const value = node.sign(hash, text, { key: pair.privateKey, ...pss });
      const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
      const key = page.createPublicKey({ key: spki });
      expect(key.asymmetricKeyType).to.equal(pair.publicKey.asymmetricKeyType);
      expect(pair.publicKey.asymmetricKeyDetails).to.deep.include(key.asymmetricKeyDetails);
      const given = salt === undefined ? key : { key, saltLength: salt };
      expect(page.verify(hash, text, given, value)).to.equal(true);
      for (let at = 0; at < value.length; at += 7) {
        const changed = Buffer.from(value);
        changed[at] = (changed[at] ?? 0) ^ 0x04;
        expect(page.verify(hash, text, given, changed), `byte ${at}`).to.equal(false);
      }
      for (const other of [Buffer.alloc(0), value.subarray(1), Buffer.concat([value, Buffer.of(0)])])
        expect(page.verify(hash, text, given, other)).to.equal(false);
      expect(page.verify(hash, Buffer.from('khác'), given, value)).to.equal(false);
    });
  }

  it('hashes as Node does, in parts and whole', () => {
    for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512']) {
      const wanted = node.createHash(name).update(text).digest('hex');
      const parts = page.createHash(name).update(text.subarray(0, 5)).update(text.subarray(5));
      expect(parts.digest('hex')).to.equal(wanted);
      expect(page.hash(name, text)).to.equal(wanted);
    }
    expect(() => page.createHash('whirlpool')).to.throw('whirlpool');
  });

  it('refuses keys of kinds it does not verify with', () => {
    const { publicKey } = node.generateKeyPairSync('ed448');
    expect(() => page.createPublicKey({ key: publicKey.export({ format: 'der', type: 'spki' }) })).to.throw();
  });
});
