import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type OpenedPkcs12, openPkcs12 } from '../../pdf-signatures/crypto/certificates/pkcs12.ts';
import type { CertificateChain } from '../../pdf-signatures/crypto/cms.ts';
import { type SignatureSuite, signWithKey, suiteFor } from '../../pdf-signatures/crypto/signature-suite.ts';
import { DomainError } from '../../platform/errors.ts';
import { replaceFile } from '../../platform/state/durable-file.ts';
import { isDemoCertificate } from '../certificates/demo-mark.ts';

/** What an agency's key does: the seal (*dấu*) signs documents, the system key signs envelopes and receipts only. */
export type AgencyKeyPurpose = 'seal' | 'system';

/** A key of an agency that can sign now: the key itself stays behind the port. */
export interface AgencySigner extends CertificateChain {
  /** The signature value over the bytes: RSA PKCS#1 or ECDSA, with the hash that suits the key. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The port behind which agencies' keys stay; an HSM would be another implementation of it. */
export interface AgencyKeys {
  /** Opens the key of one certificate, named by its SHA-256: which of an agency's certificates counts is not for the keys to say. */
  open(agencyId: string, purpose: AgencyKeyPurpose, certificateSha256: string): Promise<AgencySigner>;
}

interface OpenKey extends CertificateChain {
  readonly key: KeyObject;
  readonly suite: SignatureSuite;
  readonly sha256: string;
}

/**
 * Keys in encrypted PKCS#12 files: `<folder>/<agencyId>/<purpose>.p12`, its pass phrase in `<purpose>.pass` beside; renewed keys lie there
 * too, each under a name with the beginning of its certificate's SHA-256. In production it refuses files that others than the owner may
 * read, and demo keys. A replaced file is opened anew.
 */
export function agencyKeysInFiles({ folder, production }: { folder: string; production: boolean }): AgencyKeys {
  const opened = new Map<string, { state: string; key: Promise<OpenKey> }>();
  const openFile = async ({ keyFile, passFile }: KeyFiles): Promise<OpenKey | undefined> => {
    const [state, passState] = [await stateOfFile(keyFile), await stateOfFile(passFile)];
    if (state === undefined) return undefined;
    const known = opened.get(keyFile);
    if (known?.state === `${state} ${passState}`) return await known.key;
    if (passState === undefined)
      throw new DomainError('conflict', 'pin-wrong', `The pass phrase ${passFile} is missing`);
    if (production) await refuseExposed([keyFile, passFile]);
    const key = openKey(keyFile, passFile, production);
    opened.set(keyFile, { state: `${state} ${passState}`, key });
    key.catch(() => opened.delete(keyFile)); // the caller gets the error; the next call tries again
    return await key;
  };
  return {
    open: async (agencyId, purpose, certificateSha256) => {
      for (const files of [renewed(folder, agencyId, purpose, certificateSha256), first(folder, agencyId, purpose)]) {
        const key = await openFile(files);
        if (key?.sha256 !== certificateSha256) continue;
        const { certificate, chain } = key;
        return { certificate, chain, sign: async (bytes) => signWithKey(key.suite, key.key, bytes) };
      }
      throw new DomainError('conflict', 'agency-key-missing', `This agency has no such ${purpose} key here`);
    },
  };
}

/** Where the keys of agencies lie under `KEYS_DIR`. */
export const agencyKeysFolder = (keysFolder: string): string => join(keysFolder, 'agencies');

/** Whether a file lies where the key of one of these certificates would. */
export async function hasKeyFile(
  folder: string,
  agencyId: string,
  purpose: AgencyKeyPurpose,
  certificates: readonly string[],
): Promise<boolean> {
  const places = [
    first(folder, agencyId, purpose),
    ...certificates.map((one) => renewed(folder, agencyId, purpose, one)),
  ];
  const states = await Promise.all(places.map(({ keyFile }) => stateOfFile(keyFile)));
  return states.some((state) => state !== undefined);
}

/** A key file to put in place, with its PIN. */
export interface KeyFile {
  readonly agencyId: string;
  readonly purpose: AgencyKeyPurpose;
  readonly pkcs12: Uint8Array;
  readonly pin: string;
}

/**
 * Puts an agency's key in place, readable by the owner alone, each file in one step. A key that is there already stays beside the new
 * one: it goes on signing until the new certificate counts.
 */
export async function storeAgencyKey(folder: string, { agencyId, purpose, pkcs12, pin }: KeyFile): Promise<void> {
  const { certificate } = await openPkcs12(pkcs12, pin);
  const place = await placeFor(folder, { agencyId, purpose, sha256: sha256Of(certificate) });
  await mkdir(place.ownFolder, { recursive: true, mode: 0o700 });
  await replaceFile(place.passFile, `${pin}\n`);
  await replaceFile(place.keyFile, pkcs12);
}

interface KeyFiles {
  readonly ownFolder: string;
  readonly keyFile: string;
  readonly passFile: string;
}

function keyFiles(folder: string, agencyId: string, name: string): KeyFiles {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(agencyId)) throw new DomainError('conflict', 'agency-key-missing', 'No such agency');
  const ownFolder = join(folder, agencyId);
  return { ownFolder, keyFile: join(ownFolder, `${name}.p12`), passFile: join(ownFolder, `${name}.pass`) };
}

const first = (folder: string, agencyId: string, purpose: AgencyKeyPurpose): KeyFiles =>
  keyFiles(folder, agencyId, purpose);

const renewed = (folder: string, agencyId: string, purpose: AgencyKeyPurpose, sha256: string): KeyFiles =>
  keyFiles(folder, agencyId, `${purpose}-${sha256.slice(0, 16)}`);

/** The first key has the plain name; the same certificate again takes its own place. */
async function placeFor(
  folder: string,
  { agencyId, purpose, sha256 }: { agencyId: string; purpose: AgencyKeyPurpose; sha256: string },
): Promise<KeyFiles> {
  const plain = first(folder, agencyId, purpose);
  if ((await stateOfFile(plain.keyFile)) === undefined) return plain;
  const held = await openKey(plain.keyFile, plain.passFile, false).catch(() => undefined); // what nobody can open is nobody's
  return held === undefined || held.sha256 === sha256 ? plain : renewed(folder, agencyId, purpose, sha256);
}

/** Tells one content of a file from the next; undefined when there is no file. */
async function stateOfFile(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino}/${size}/${mtimeMs}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
}

/** Whatever keeps a key file from being opened stays until somebody mends it: a person has to hear of it, not another try. */
const unreadable = (file: string, cause: unknown): DomainError =>
  cause instanceof DomainError
    ? cause
    : new DomainError('conflict', 'agency-key-unreadable', `The key file ${file} cannot be read`, { cause });

async function refuseExposed(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0) {
      throw new DomainError('conflict', 'agency-key-exposed', `Others may read ${file}: set its mode to 0600`);
    }
  }
}

async function openKey(keyFile: string, passFile: string, production: boolean): Promise<OpenKey> {
  const { privateKey, certificate, chain } = await openFiles(keyFile, passFile);
  if (production && isDemoCertificate(certificate)) {
    throw new DomainError('conflict', 'agency-key-demo', 'Demo keys are refused in production');
  }
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  privateKey.fill(0);
  return { key, suite: suiteFor(certificate), sha256: sha256Of(certificate), certificate, chain };
}

async function openFiles(keyFile: string, passFile: string): Promise<OpenedPkcs12> {
  try {
    const pin = (await readFile(passFile, 'utf8')).replace(/\r?\n$/, '');
    return await openPkcs12(await readFile(keyFile), pin);
  } catch (error) {
    throw unreadable(keyFile, error);
  }
}

const sha256Of = (certificate: Uint8Array): string => createHash('sha256').update(certificate).digest('hex');
