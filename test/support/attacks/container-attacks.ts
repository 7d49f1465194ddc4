import { createHash } from 'node:crypto';
import { createDemoAuthority } from '../../../scripts/demo/authority.ts';
import { aDemoAuthority, agencyName, leaderName, signingTime } from '../signing.ts';
import type { Attack } from './attacks.ts';
import { type ForgedCms, forgedCms } from './forged-cms.ts';
import { contentsOf, coveredBytes, withContents } from './pdf-bytes.ts';

const forged = (name: string, change: (honest: ForgedCms) => ForgedCms | Promise<ForgedCms>): Attack => ({
  class: 'container',
  name,
  make: async ({ certified }) => {
    const { leader } = await aDemoAuthority();
    const honest: ForgedCms = {
      content: coveredBytes(certified),
      key: leader.privateKey,
      certificate: leader.certificate,
      others: leader.chain.slice(0, 1),
    };
    return withContents(certified, forgedCms(await change(honest)));
  },
});

/** Containers that are wrong in one point only: each check of step 4 stands alone between them and "valid". */
export const containerAttacks: readonly Attack[] = [
  forged('content inside the container, other bytes in the file', (honest) => ({
    ...honest,
    encapsulated: Buffer.from('signed elsewhere'),
  })),
  forged('the covered bytes inside the container', (honest) => ({
    ...honest,
    encapsulated: honest.content.subarray(0, 100),
    digest: sha256(honest.content),
  })),
  forged('the digest of other bytes', (honest) => ({ ...honest, digest: sha256(Buffer.from('other')) })),
  forged('a content type that is not data', (honest) => ({ ...honest, contentType: '1.2.840.113549.1.9.16.1.4' })),
  forged('an ESS attribute that names another certificate', async (honest) => ({
    ...honest,
    bound: (await aDemoAuthority()).seal.certificate,
  })),
  forged('two message digests', (honest) => ({ ...honest, attributesTwice: true })),
  forged('two signers', (honest) => ({ ...honest, signers: 2 })),
  forged('no certificate', (honest) => ({ ...honest, withoutCertificate: true })),
  forged('SHA-1', (honest) => ({ ...honest, hash: 'sha1' })),
  forged('MD5', (honest) => ({ ...honest, hash: 'md5' })),
  forged("another person's key under the leader's certificate", async (honest) => ({
    ...honest,
    key: (await aDemoAuthority()).seal.privateKey,
  })),
  forged("a timestamp authority's certificate", async (honest) => {
    const { timestamp } = await aDemoAuthority();
    return { ...honest, key: timestamp.privateKey, certificate: timestamp.certificate };
  }),
  forged('a twin authority of the same name', async (honest) => {
    const twin = await createDemoAuthority(signingTime);
    const key = await twin.issue({ purpose: 'person', commonName: leaderName, agency: agencyName });
    return { ...honest, key: key.privateKey, certificate: key.certificate, others: key.chain };
  }),
  forged('a certificate that had expired', async (honest) => {
    const { authority } = await aDemoAuthority();
    const key = await authority.issue({
      purpose: 'person',
      commonName: leaderName,
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2021-01-01T00:00:00Z'),
    });
    return { ...honest, key: key.privateKey, certificate: key.certificate };
  }),
  {
    class: 'container',
    name: 'bytes behind the container',
    make: ({ certified }) => {
      const value = Buffer.from(contentsOf(certified));
      value[value.length - 1] = 1;
      return withContents(certified, value);
    },
  },
  {
    class: 'container',
    name: 'the value of another document',
    make: ({ certified, sealed }) => withContents(certified, contentsOf(sealed)),
  },
];

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
