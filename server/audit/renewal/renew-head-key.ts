import { createPublicKey, type KeyObject } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { inTransaction, useLedger } from '../../platform/ledger/transaction.ts';
import { createWhole, replaceFile } from '../../platform/state/durable-file.ts';
import { newEd25519Key } from '../../platform/state/ed25519-key.ts';
import { isThere } from '../../platform/state/state-file.ts';
import { excuseLog, useHeadSigner } from '../heads/sign-head.ts';
import { headKeyIn, headSignerInFiles, logsRememberedIn } from '../keys/head-signer.ts';
import { logKeysFolder } from '../keys/log-keys-folder.ts';
import { auditTrail, record } from '../record.ts';
import { DEPLOYMENT, logHeads, signedHeads } from '../store.ts';
import { openLogKeys } from './open-log-keys.ts';
import type { Renewal } from './renew-ledger-key.ts';

/**
 * Puts a new key for the heads of logs in the place of the one that was stolen or lost, and says so in the log of the deployment. The
 * public half of the old one stays beside it, so that heads of before are still known as ours; of a lost one it is taken from the
 * newest head. What the signer remembers goes on; where that is lost too, the logs are taken as they are, and the heads that others
 * hold tell whether they went back. Refuses `lost` while the key is there. No process of the deployment may run.
 */
export async function renewHeadKey(keysFolder: string, { reason, lost }: Renewal): Promise<void> {
  const folder = logKeysFolder(keysFolder);
  const path = headKeyIn(folder);
  if (lost === (await isThere(path))) {
    const fault = lost ? 'is still there: --lost replaces only what is gone' : 'is gone: add --lost to replace it';
    throw new DomainError('conflict', 'key-otherwise', `${path} ${fault}`);
  }
  const former = lost ? await newestSignedWith() : createPublicKey(await readFile(path));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (former) await keepPublicHalf(folder, former);
  const forgotten = lost ? await logsForgottenIn(folder) : [];
  await replaceFile(path, newEd25519Key());
  useHeadSigner(await headSignerInFiles(folder));
  for (const log of forgotten) await excuseLog(log);
  await openLogKeys(keysFolder);
  useLedger(new Ledger({ participants: [auditTrail] }));
  const event = { type: 'log-key-renewed', key: 'heads', lost, reason } as const;
  await inTransaction(systemActor(DEPLOYMENT), async (tx) => record(tx, event));
}

async function logsForgottenIn(folder: string): Promise<string[]> {
  const remembered = new Set(await logsRememberedIn(folder));
  return (await readAll(logHeads, {})).flatMap(({ id }) => (remembered.has(id) ? [] : id));
}

/** The public half of the key that signed the newest head. */
export async function newestSignedWith(): Promise<KeyObject | undefined> {
  const [newest] = await readAll(signedHeads, {}, { sort: { signedAt: -1 }, limit: 1 });
  return newest && createPublicKey({ key: Buffer.from(newest.publicKey, 'base64'), format: 'der', type: 'spki' });
}

/** Keeps the public half of a key that is replaced, so that its heads are known as ours. */
export async function keepPublicHalf(folder: string, key: KeyObject): Promise<void> {
  const name = `former-${new Date().toISOString().replace(/\D/g, '')}.pem`;
  await createWhole(join(folder, name), key.export({ format: 'pem', type: 'spki' }).toString());
}
