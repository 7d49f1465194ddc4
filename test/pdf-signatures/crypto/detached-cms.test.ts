import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { createDemoAuthority } from '../../../scripts/demo/authority.ts';
import { signDetached } from '../../../server/pdf-signatures/crypto/sign-detached.ts';
import { readSignedData } from '../../../server/pdf-signatures/crypto/signed-data.ts';
import {
  detachedSignature,
  isWrittenOneWay,
  verifyDetached,
} from '../../../server/pdf-signatures/crypto/verify-detached.ts';
import type { TrustList } from '../../../server/pdf-signatures/verification.ts';
import { aDemoAuthority, signingTime, signWith } from '../../support/signing.ts';

const envelope = Buffer.from(JSON.stringify({ subject: 'V/v báo cáo công tác văn thư', messageId: '0193' }));

describe('the detached signature of an envelope', () => {
  let trusted: TrustList;
  let cms: Uint8Array;
  before(async () => {
    const { authority, system } = await aDemoAuthority();
    trusted = { anchors: [authority.root.certificate], intermediates: [] };
    cms = await signDetached(envelope, { ...system, sign: signWith(system) }, signingTime);
  });

  const verdict = (bytes: Uint8Array, signature: Uint8Array, trust = trusted, at = signingTime) =>
    verifyDetached(bytes, signature, { trusted: trust, at });

  it('is valid over exactly these bytes and names its signer', async () => {
    const { system } = await aDemoAuthority();
    const result = verdict(envelope, cms);
    expect(result.valid && result.signer.der.equals(system.certificate)).to.equal(true);
  });

  it('is accepted by openssl with nothing but the root', async () => {
    const { authority } = await aDemoAuthority();
    const folder = mkdtempSync(join(tmpdir(), 'vanban-cms-'));
    const file = (name: string, content: Uint8Array | string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const root = file('root.pem', new X509Certificate(authority.root.certificate).toString());
    const content = file('envelope.json', envelope);
    const signature = file('envelope.p7s', cms);
    const options = ['-binary', '-inform', 'DER', '-in', signature, '-content', content, '-CAfile', root];
    const output = execFileSync('openssl', ['cms', '-verify', ...options, '-purpose', 'any'], { stdio: 'pipe' });
    expect(output.equals(envelope)).to.equal(true);
    rmSync(folder, { recursive: true });
  });

  it('does not hold for other bytes, under another root, or after the certificate ended', async () => {
    const other = await createDemoAuthority(signingTime);
    const foreign: TrustList = { anchors: [other.root.certificate], intermediates: [] };
    expect(verdict(Buffer.concat([envelope, Buffer.of(0x20)]), cms)).to.deep.include({ reasons: ['digest-mismatch'] });
    expect(verdict(envelope, cms, foreign)).to.deep.include({ reasons: ['untrusted-root'] });
    expect(verdict(envelope, cms, trusted, new Date('2040-01-01T00:00:00Z'))).to.deep.include({
      reasons: ['certificate-expired'],
    });
  });

  it('does not hold when its value was made by another key', async () => {
    const { system, leader } = await aDemoAuthority();
    const forged = await signDetached(envelope, { ...system, sign: signWith(leader) }, signingTime);
    expect(verdict(envelope, forged)).to.deep.include({ reasons: ['signature-value-wrong'] });
  });

  it('is never valid with a byte changed, cut or added, and never throws', () => {
    const changed = fc.tuple(fc.nat(cms.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const copy = Buffer.from(cms);
      copy[at] = (copy[at] ?? 0) ^ by;
      return copy;
    });
    const cut = fc.nat(cms.length - 1).map((length) => Buffer.from(cms.subarray(0, length)));
    const lengthened = fc.uint8Array({ minLength: 1, maxLength: 8 }).map((tail) => Buffer.concat([cms, tail]));
    fc.assert(
      fc.property(fc.oneof(cut, lengthened), (broken) => !verdict(envelope, broken).valid),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(changed, (broken) => {
        const result = verdict(envelope, broken);
        // Bytes that nothing covers (an unused certificate) may change; what was signed, and by whom, may not.
        return !result.valid || result.signer.der.equals(originalSigner());
      }),
      { numRuns: 200 },
    );
    function originalSigner(): Buffer {
      const result = verdict(envelope, cms);
      return result.valid ? result.signer.der : Buffer.alloc(0);
    }
  });

  it('is written in one way: whatever byte changes, it does not hold, is written otherwise, or brings another certificate', () => {
    const { certificates } = readSignedData(cms);
    const known = new Set(certificates.map(({ fingerprint }) => fingerprint));
    expect(isWrittenOneWay(cms)).to.equal(true);
    for (let at = 0; at < cms.length; at += 1) {
      const changed = Buffer.from(cms);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const made = detachedSignature(envelope, changed);
      const isSame = 'signer' in made && made.certificates.every(({ fingerprint }) => known.has(fingerprint));
      expect(isSame && isWrittenOneWay(changed), `byte ${at}`).to.equal(false);
    }
  });
});
