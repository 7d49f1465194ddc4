import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { DemoKey } from '../../scripts/demo/authority.ts';
import type { DirectoryEntry, DirectoryVersion } from '../../server/exchange/directory/directory-entry.ts';
import { type SignedThing, signedThingText } from '../../server/exchange/messages/signed-thing.ts';
import type { NewRow } from '../../server/platform/ledger/transaction.ts';
import { aCertificate } from './certificates.ts';

/** The authority of a directory, and what it signs. */
interface DirectoryAuthority {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** A list signed over its bytes as they are. */
  sign(list: unknown): SignedThing;
  /** The same as the file that goes round. */
  file(list: unknown): Buffer;
}

/** An authority with a key of its own. */
export function aDirectoryAuthority(): DirectoryAuthority {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signed = (list: unknown): SignedThing => {
    const content = Buffer.from(typeof list === 'string' ? list : JSON.stringify(list));
    return { content, signature: sign(null, content, privateKey) };
  };
  return { privateKey, publicKey, sign: signed, file: (list) => Buffer.from(signedThingText(signed(list))) };
}

/** A public Ed25519 key as directories write it. */
export function aListedKey(key: KeyObject = generateKeyPairSync('ed25519').publicKey): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

/** The key of an agency’s system, with a certificate that no authority issued: the directory alone names it. */
export function aSystemKey(name: string): DemoKey {
  const notBefore = new Date('2026-01-01T00:00:00Z');
  return aCertificate({ name, notBefore, notAfter: new Date('2036-01-01T00:00:00Z'), extensions: [] });
}

/** A certificate as an entry names it, in force from 2026 on. */
export function aListedCertificate({ certificate }: Pick<DemoKey, 'certificate'>, over: object = {}) {
  const from = '2026-01-01T00:00:00.000Z';
  const base64 = Buffer.from(certificate).toString('base64');
  return { purpose: 'signing', certificate: base64, from, until: null, revokedAt: null, ...over };
}

/** A deployment as a list names it. */
export function aListedDeployment(over: object = {}) {
  return {
    id: 'sao-mai-2',
    address: 'https://vanban.saomai.gov.vn/api/exchange/v1',
    keys: [{ key: aListedKey(), from: '2026-01-01T00:00:00.000Z', until: null }],
    ...over,
  };
}

/** An agency as a list names it; one without a system unless said otherwise. */
export function aListedAgency(code: string, over: object = {}) {
  return {
    code,
    name: `Cơ quan ${code}`,
    deployment: null,
    ...{ aliases: [], formerNames: [], successor: null, certificates: [], log: null, limits: null },
    ...over,
  };
}

/** A list in JSON, valid through 2099. */
export function aDirectoryList(over: object = {}) {
  return {
    format: 'vanban-directory/1',
    serial: 1,
    issuedAt: '2026-01-01T00:00:00.000Z',
    validUntil: '2099-12-31T00:00:00.000Z',
    name: 'Danh bạ liên thông tỉnh Sao Mai',
    deployments: [],
    agencies: [],
    ...over,
  };
}

/** A list that was taken in and has ended since. */
export function anEndedList(): NewRow<DirectoryVersion> {
  const [issuedAt, validUntil] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z')];
  return {
    ...{ id: '1', serial: 1, name: 'Danh bạ liên thông tỉnh Sao Mai', sha256: '0'.repeat(64), signature: '' },
    ...{ issuedAt, validUntil, importedAt: issuedAt, importedBy: 'Mai Văn Lộc', newest: true },
  };
}

/** An entry as it counts here, at another deployment unless said otherwise. */
export function anEntry(code: string, over: Partial<DirectoryEntry> = {}): NewRow<DirectoryEntry> {
  return {
    ...{ id: code, name: `Cơ quan ${code}`, listed: true },
    ...{ deployment: 'sao-mai-2', address: 'https://vanban.saomai.gov.vn/api/exchange/v1' },
    ...{ deploymentKeys: [], certificates: [], successor: null, aliases: [], formerNames: [], log: null, limits: null },
    ...over,
  };
}
