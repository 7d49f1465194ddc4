import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readMark } from '../../platform/deployment/mark.ts';
import { createWhole } from '../../platform/state/durable-file.ts';
import { isEd25519Key, newEd25519Key, publicHalfOf } from '../../platform/state/ed25519-key.ts';
import { keepSecret } from '../../platform/state/secret-file.ts';
import { missing, readState, unusableFile, type Way } from '../../platform/state/state-file.ts';
import { formerKeyFiles, putAside } from './former-key-files.ts';

export interface DeploymentKeyPair {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo in base64, as directories write it. */
  readonly publicKey: string;
}

/** What this deployment is to others: the id by which directories name it, and the key that signs its attempts (exchange-protocol §3, §6). */
export interface OwnDeployment extends DeploymentKeyPair {
  readonly id: string;
  readonly since: Date;
  /** Keys that were replaced, each until its end, the one that lasts longest first: others may not know the present one yet. */
  readonly former: readonly (DeploymentKeyPair & { readonly until: Date })[];
}

const schema = z.object({ id: z.string(), since: z.iso.datetime() });

const way: Way = {
  vietnamese: 'chép lại tệp này từ bản sao của KEYS_DIR; danh bạ liên thông biết hệ thống này theo tệp ấy',
  english: 'put it back from the copy of KEYS_DIR; the directory knows this deployment by it',
};

/**
 * This deployment as it is known to others; id and key are made at the first need. They lie in a folder of their own, since they outlive a
 * restore, which marks the three places anew. Refuses files that are damaged, and a keys folder that belongs to no deployment.
 */
export async function ownDeployment(keysFolder: string): Promise<OwnDeployment> {
  const folder = folderIn(keysFolder);
  const { id, since } = await ownIdentity(keysFolder, folder);
  const former = await Promise.all(
    (await formerKeyFiles(folder, KEY)).map(async ({ name, until }) => ({ ...(await keyIn(folder, name)), until })),
  );
  return { id, since: new Date(since), ...(await keyIn(folder, KEY)), former };
}

/**
 * Renews the key that signs attempts: the one there was is named by entries, and used towards those who may not know the new one yet, until its end. Gives what
 * this deployment is now.
 */
export async function renewDeploymentKey(keysFolder: string, until: Date): Promise<OwnDeployment> {
  await ownDeployment(keysFolder);
  await putAside(folderIn(keysFolder), KEY, until);
  return await ownDeployment(keysFolder);
}

const KEY = 'deployment.pem';
const folderIn = (keysFolder: string): string => join(keysFolder, 'exchange');

async function keyIn(folder: string, name: string): Promise<DeploymentKeyPair> {
  const text = await keepSecret(join(folder, name), newEd25519Key, { isWhole: isEd25519Key, way });
  const privateKey = createPrivateKey(text);
  return { privateKey, publicKey: publicHalfOf(privateKey) };
}

async function ownIdentity(keysFolder: string, folder: string): Promise<z.output<typeof schema>> {
  const file = join(folder, 'deployment.json');
  const known = await readState(file, schema, way);
  if (known) return known;
  const mark = await readMark(keysFolder);
  if (!mark) throw unusableFile(keysFolder, missing, way);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await createWhole(file, `${JSON.stringify({ id: mark.deployment, since: new Date().toISOString() })}\n`);
  return await ownIdentity(keysFolder, folder);
}

/** A key that was put back, or made anew, is in use after so long. */
const READ_EVERY_MS = 60_000;

let keysInUse: string | undefined;
let lastRead: { readonly own: Promise<OwnDeployment>; readonly at: number } | undefined;

/** Says in which keys folder this process finds what it is to others; called once by the composition root. */
export function useOwnDeployment(keysFolder: string): void {
  keysInUse = keysFolder;
  lastRead = undefined;
}

/** The keys folder of this process. */
export function keysFolderInUse(): string {
  if (keysInUse === undefined) throw new Error('No keys folder is in use: call useOwnDeployment first');
  return keysInUse;
}

/** This deployment, from the keys folder of this process; every attempt asks, so the files are read once a minute. */
export async function ownDeploymentInUse(): Promise<OwnDeployment> {
  if (!lastRead || performance.now() - lastRead.at > READ_EVERY_MS) {
    lastRead = { own: ownDeployment(keysFolderInUse()), at: performance.now() };
  }
  try {
    return await lastRead.own;
  } catch (error) {
    lastRead = undefined;
    throw error;
  }
}
