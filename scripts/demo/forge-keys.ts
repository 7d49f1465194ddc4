import type { DemoAuthority, DemoCertificateRequest, DemoKey } from './authority.ts';
import { exportPkcs12 } from './export-pkcs12.ts';
import { sealImage, signatureImage } from './images.ts';
import { type DemoAgency, type DemoPerson, province } from './province.ts';

/** The PIN of every key file of the demo. */
export const DEMO_PIN = '246810';

/** A demo key with the file that people and servers open it from. */
export interface ForgedKey {
  readonly key: DemoKey;
  readonly pkcs12: Uint8Array;
}

/** A signer's key and the blue picture of the signature. */
export interface ForgedSigner extends ForgedKey {
  readonly image: Uint8Array;
}

/** What an agency signs with, and its leaders by post. */
export interface ForgedAgency {
  readonly seal: ForgedKey;
  readonly sealImage: Uint8Array;
  readonly system: ForgedKey;
  readonly signers: ReadonlyMap<string, ForgedSigner>;
}

/** Keys and pictures of a province, by agency key. */
export type Forged = ReadonlyMap<string, ForgedAgency>;

/** Makes all keys, certificates and pictures of a province; it needs no database, so it can run before there is one. */
export async function forgeKeys(authority: DemoAuthority, agencies: readonly DemoAgency[] = province): Promise<Forged> {
  const made = agencies.map(async (agency) => [agency.key, await forgeAgency(agency, authority)] as const);
  return new Map(await Promise.all(made));
}

async function forgeAgency(agency: DemoAgency, authority: DemoAuthority): Promise<ForgedAgency> {
  const { name, keyType } = agency;
  const [seal, system, picture, signers] = await Promise.all([
    forge(authority, { purpose: 'seal', commonName: name, agency: name, keyType }),
    // A system key signs many messages and no page: the quickest kind will do.
    forge(authority, {
      purpose: 'system',
      commonName: `Hệ thống quản lý văn bản – ${name}`,
      agency: name,
      keyType: 'p256',
    }),
    sealImage(name),
    Promise.all(agency.people.filter(signs).map((person) => forgeSigner(agency, person, authority))),
  ]);
  return { seal, system, sealImage: picture, signers: new Map(signers) };
}

const signs = ({ roles }: DemoPerson): boolean => roles.includes('leader');

async function forgeSigner({ name, keyType }: DemoAgency, { post, fullName }: DemoPerson, authority: DemoAuthority) {
  const [forged, image] = await Promise.all([
    forge(authority, { purpose: 'person', commonName: fullName, agency: name, keyType }),
    signatureImage(fullName),
  ]);
  return [post, { ...forged, image }] as const;
}

async function forge(authority: DemoAuthority, request: DemoCertificateRequest): Promise<ForgedKey> {
  const key = await authority.issue(request);
  return { key, pkcs12: await exportPkcs12(key, DEMO_PIN) };
}
