import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../platform/durable-file.ts';
import { DomainError } from '../platform/errors.ts';
import type { CertificateChain } from './crypto/cms.ts';
import { openPkcs12 } from './crypto/pkcs12.ts';
import { type SignatureSuite, signWithKey, suiteFor } from './crypto/signature-suite.ts';
import { isDemoCertificate } from './demo-mark.ts';

/** What an agency's key does: the seal (*dấu*) signs documents, the system key signs envelopes and receipts only. */
export type AgencyKeyPurpose = 'seal' | 'system';

/** The port behind which agencies' keys stay (DESIGN D10); an HSM would be another implementation of it. */
export interface AgencyKeys {
  /** The signature value over the bytes: RSA PKCS#1 or ECDSA, with the hash that suits the key. */
  sign(agencyId: string, purpose: AgencyKeyPurpose, bytes: Uint8Array): Promise<Uint8Array>;
  certificate(agencyId: string, purpose: AgencyKeyPurpose): Promise<CertificateChain>;
}

interface OpenKey extends CertificateChain {
  readonly key: KeyObject;
  readonly suite: SignatureSuite;
}

/**
 * Keys in encrypted PKCS#12 files: `<folder>/<agencyId>/<purpose>.p12`, its pass phrase in `<purpose>.pass` beside.
 * In production it refuses files that others than the owner may read, and demo keys. A replaced file is opened anew.
 */
export function agencyKeysInFiles({ folder, production }: { folder: string; production: boolean }): AgencyKeys {
  const opened = new Map<string, { changedAt: number; key: Promise<OpenKey> }>();
  const open = async (agencyId: string, purpose: AgencyKeyPurpose): Promise<OpenKey> => {
    const { keyFile, passFile } = keyFiles(folder, agencyId, purpose);
    const { mtimeMs } = await stat(keyFile).catch((cause: unknown) => {
      throw new DomainError('unavailable', 'agency-key-missing', `This agency has no ${purpose} key here`, { cause });
    });
    const known = opened.get(keyFile);
    if (known?.changedAt === mtimeMs) return known.key;
    if (production) await refuseExposed([keyFile, passFile]);
    const key = openKey(keyFile, passFile, production);
    opened.set(keyFile, { changedAt: mtimeMs, key });
    key.catch(() => opened.delete(keyFile)); // the caller gets the error; the next call tries again
    return key;
  };
  return {
    sign: async (agencyId, purpose, bytes) => {
      const { key, suite } = await open(agencyId, purpose);
      return signWithKey(suite, key, bytes);
    },
    certificate: async (agencyId, purpose) => {
      const { certificate, chain } = await open(agencyId, purpose);
      return { certificate, chain };
    },
  };
}

/** Where the keys of agencies lie under `KEYS_DIR`. */
export const agencyKeysFolder = (keysFolder: string): string => join(keysFolder, 'agencies');

/** Puts an agency's key in place, readable by the owner alone; the key file is exchanged in one step. */
export async function storeAgencyKey(
  folder: string,
  { agencyId, purpose, pkcs12, pin }: { agencyId: string; purpose: AgencyKeyPurpose; pkcs12: Uint8Array; pin: string },
): Promise<void> {
  const { ownFolder, keyFile, passFile } = keyFiles(folder, agencyId, purpose);
  await mkdir(ownFolder, { recursive: true, mode: 0o700 });
  await replaceFile(passFile, `${pin}\n`);
  await replaceFile(keyFile, pkcs12);
}

function keyFiles(folder: string, agencyId: string, purpose: AgencyKeyPurpose) {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(agencyId)) throw new DomainError('invalid', 'agency-key-missing', 'No such agency');
  const ownFolder = join(folder, agencyId);
  return { ownFolder, keyFile: join(ownFolder, `${purpose}.p12`), passFile: join(ownFolder, `${purpose}.pass`) };
}

async function refuseExposed(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0) {
      throw new DomainError('unavailable', 'agency-key-exposed', `Others may read ${file}: set its mode to 0600`);
    }
  }
}

async function openKey(keyFile: string, passFile: string, production: boolean): Promise<OpenKey> {
  const pin = (await readFile(passFile, 'utf8')).replace(/\r?\n$/, '');
  const { privateKey, certificate, chain } = await openPkcs12(await readFile(keyFile), pin);
  if (production && isDemoCertificate(certificate)) {
    throw new DomainError('unavailable', 'agency-key-demo', 'Demo keys are refused in production');
  }
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  privateKey.fill(0);
  return { key, suite: suiteFor(certificate), certificate, chain };
}
