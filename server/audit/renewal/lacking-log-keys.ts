import { createPublicKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere, readStateText } from '../../platform/state/state-file.ts';
import { headKeyIn } from '../keys/head-signer.ts';
import { ledgerKeyOf } from '../keys/ledger-key.ts';
import { logKeysFolder } from '../keys/log-keys-folder.ts';
import { LEDGER_KEY, putBack } from './open-log-keys.ts';

/** A key of the logs that a keys folder does not hold: it is gone, or another lies in its place. */
export interface LackingLogKey {
  readonly key: 'heads' | 'ledger';
  readonly file: string;
  readonly state: 'missing' | 'other';
}

/** What logs and rows were written with. */
export interface WrittenWith {
  /** The public keys of signed heads, as the heads name them. */
  readonly heads: ReadonlySet<string>;
  /** The ids of ledger keys, with which their marks begin. */
  readonly marks: ReadonlySet<string>;
}

/** Which keys of the logs are not those that something was written with; a key that was replaced since is known by its public half. */
export async function lackingLogKeys(keysFolder: string, { heads, marks }: WrittenWith): Promise<LackingLogKey[]> {
  const folder = logKeysFolder(keysFolder);
  const lacking: LackingLogKey[] = [];
  const headKey = headKeyIn(folder);
  if (heads.size > 0 && !(await publicKeysIn(folder)).some((one) => heads.has(one)))
    lacking.push({ key: 'heads', file: headKey, state: (await isThere(headKey)) ? 'other' : 'missing' });
  const ledgerKey = join(folder, LEDGER_KEY);
  const secret = (await readStateText(ledgerKey, putBack))?.trim();
  if (marks.size > 0 && (secret === undefined || !marks.has(ledgerKeyOf(secret).id)))
    lacking.push({ key: 'ledger', file: ledgerKey, state: secret === undefined ? 'missing' : 'other' });
  return lacking;
}

async function publicKeysIn(folder: string): Promise<string[]> {
  if (!(await isThere(folder))) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pem'));
  const keys = await Promise.all(names.map(async (name) => createPublicKey(await readFile(join(folder, name)))));
  return keys.map((key) => key.export({ format: 'der', type: 'spki' }).toString('base64'));
}
