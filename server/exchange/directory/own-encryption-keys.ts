import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Agency } from '../../identity/agencies/agency.ts';
import type { OpeningKey } from '../../pdf-signatures/crypto/auth-enveloped.ts';
import { selfSigned } from '../../pdf-signatures/crypto/certificates/self-signed.ts';
import { currentTime } from '../../platform/clock.ts';
import { remembered } from '../../platform/database/remembered.ts';
import { keepSecret } from '../../platform/state/secret-file.ts';
import type { Way } from '../../platform/state/state-file.ts';
import { formerKeyFiles, putAside } from './former-key-files.ts';
import { keysFolderInUse } from './own-deployment.ts';

/** A key that opens what others seal for an agency; believed because the directory names it (docs/exchange-protocol.md, section 3). */
export interface EncryptionKey extends OpeningKey {
  readonly from: Date;
}

const LIFE_YEARS = 10;
const CURRENT = 'current.pem';

const way: Way = {
  vietnamese: 'chép lại tệp này từ bản sao của KEYS_DIR; văn bản đã niêm cho cơ quan chỉ mở được bằng khoá ấy',
  english: 'put it back from the copy of KEYS_DIR; what was sealed for the agency opens with that key alone',
};

/**
 * The key that others are told to seal with for an agency hosted here; made at the first need. Refuses a file that is damaged.
 */
export async function encryptionKeyOf(agency: Pick<Agency, 'id' | 'code'>): Promise<EncryptionKey> {
  const pem = await keepSecret(join(folderOf(agency), CURRENT), () => newKey(agency.code), { isWhole, way });
  return encryptionKeyIn(pem);
}

/**
 * Renews the key that others seal with for an agency: the one there was goes on opening what was sealed with it, for good, and is named by entries until
 * its end.
 */
export async function renewEncryptionKey(agency: Pick<Agency, 'id' | 'code'>, until: Date): Promise<EncryptionKey> {
  await encryptionKeyOf(agency);
  await putAside(folderOf(agency), CURRENT, until);
  return await encryptionKeyOf(agency);
}

/** Former keys that others may still be told of, each until its end. */
export async function formerEncryptionKeysOf(
  agency: Pick<Agency, 'id' | 'code'>,
): Promise<(EncryptionKey & { readonly until: Date })[]> {
  const folder = folderOf(agency);
  const former = await formerKeyFiles(folder, CURRENT);
  return await Promise.all(former.map(async ({ name, until }) => ({ ...(await readIn(folder, name)), until })));
}

/** All keys that open what was sealed for the agency: the one that is told now, and former ones, put aside in its folder under other names. */
export const openingKeysOf = remembered(
  [],
  ({ id }: Pick<Agency, 'id' | 'code'>) => id,
  async (agency): Promise<readonly EncryptionKey[]> => {
    const current = await encryptionKeyOf(agency);
    const folder = folderOf(agency);
    const former = (await readdir(folder)).filter((name) => name.endsWith('.pem') && name !== CURRENT);
    return [current, ...(await Promise.all(former.map((name) => readIn(folder, name))))];
  },
);

async function readIn(folder: string, name: string): Promise<EncryptionKey> {
  return encryptionKeyIn(await readFile(join(folder, name), 'utf8'));
}

function folderOf({ id }: Pick<Agency, 'id'>): string {
  return join(keysFolderInUse(), 'exchange', 'encryption', id);
}

function newKey(code: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const from = currentTime();
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + LIFE_YEARS);
  const certificate = selfSigned(privateKey, { commonName: `${code} encryption`, from, until });
  const lines = Buffer.from(certificate)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n');
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${pem}`;
}

function isWhole(pem: string): boolean {
  try {
    encryptionKeyIn(pem);
    return true;
  } catch {
    return false; // cut off, or nothing of ours
  }
}

/** A key in the form in which it lies in its file. */
export function encryptionKeyIn(pem: string): EncryptionKey {
  const { raw, validFrom } = new X509Certificate(pem);
  return { privateKey: createPrivateKey(pem), certificate: raw, from: new Date(validFrom) };
}
