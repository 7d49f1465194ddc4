import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { useRowSeal } from '../../platform/database/row-seal.ts';
import { readAll } from '../../platform/database/store.ts';
import { keepSecret, type SecretRule } from '../../platform/state/secret-file.ts';
import { StartUpFailure } from '../../platform/state/start-up-failure.ts';
import { isThere, missing, unusableFile } from '../../platform/state/state-file.ts';
import { excuseLog, useHeadSigner } from '../heads/sign-head.ts';
import { ledgerKeyOf, useLedgerKey } from '../keys/ledger-key.ts';
import { logKeysFolder, useLogKeysFolder } from '../keys/log-keys-folder.ts';
import { openHeadSigner } from '../keys/open-head-signer.ts';
import { type AuditEntry, auditEntries, logHeads } from '../store.ts';
import { noteBrokenSeal } from './broken-seals.ts';
import { sealRows } from './seal-rows.ts';

/** The file with the secret of the key of the ledger, below the folder of the log keys. */
export const LEDGER_KEY = 'ledger.key';
const SECRET = /^[\w-]{43}$/;

/** A secret for a key of the ledger: 256 random bits. */
export function newLedgerSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Puts the keys of the logs to use, made at the first start; all processes of a deployment share them. Refuses a key of the ledger that
 * is missing although the log was written with one, that is not the one it was written with, or that is no key – with the way on. A
 * log of a release before the key is taken over by its migration alone: what stands there then counts without a mark. A restore takes
 * what stands there as it is, since it puts in what other keys may have written, and seals and signs it when all is in.
 */
export async function openLogKeys(keysFolder: string, { restoring = false } = {}): Promise<void> {
  const folder = logKeysFolder(keysFolder);
  useHeadSigner(await openHeadSigner(folder, { fresh: restoring }));
  const path = join(folder, LEDGER_KEY);
  const newest = await newestEntries();
  if (newest.length > 0 && !restoring && !(await isThere(path))) {
    throw newest.some(({ mac }) => mac) ? unusableFile(path, missing, putBack) : notTakenOver();
  }
  const secret = await keepSecret(path, newLedgerSecret, rule);
  if (!restoring && !fits(newest, secret)) throw unusableFile(path, ofAnother, putBack);
  useOpened(folder, secret);
}

/**
 * Makes the key for a log and rows of a release before it. The rows are sealed first and the key is kept last: once it is there, no
 * row is sealed that the ledger did not write, however often somebody has the migration run again.
 */
export async function takeOverLogKeys(keysFolder: string): Promise<void> {
  const folder = logKeysFolder(keysFolder);
  const path = join(folder, LEDGER_KEY);
  if ((await isThere(path)) || (await newestEntries()).some(({ mac }) => mac)) return await openLogKeys(keysFolder);
  useHeadSigner(await openHeadSigner(folder));
  const made = newLedgerSecret();
  useOpened(folder, made);
  for (const { id } of await readAll(logHeads, {})) await excuseLog(id);
  await sealRows();
  const kept = await keepSecret(path, () => made, rule);
  if (kept === made) return;
  // Another process took the log over at the same time, and its key is the one that is kept.
  useOpened(folder, kept);
  await sealRows(ledgerKeyOf(made));
}

async function newestEntries(): Promise<readonly AuditEntry[]> {
  return await readAll(auditEntries, {}, { sort: { _id: -1 }, limit: LOOKED_AT });
}

/** Whether the newest entries are marked with this secret; those of a log that was taken over have no marks. */
function fits(newest: readonly AuditEntry[], secret: string): boolean {
  const { id } = ledgerKeyOf(secret);
  const marks = newest.flatMap(({ mac }) => mac ?? []);
  return marks.length === 0 || marks.some((mark) => mark.startsWith(`${id}.`));
}

/** Marks and seals are made with this secret from now on. */
export function useOpened(folder: string, secret: string): void {
  const key = ledgerKeyOf(secret);
  useLogKeysFolder(folder);
  useLedgerKey(key);
  useRowSeal({ of: key.ofRow, broken: noteBrokenSeal });
}

/** So many of the newest entries say which key the log was written with; one that somebody put there does not. */
const LOOKED_AT = 20;

const ofAnother = {
  vietnamese: 'không phải khoá đã ghi nhật ký của cơ sở dữ liệu này',
  english: 'it is not the key that the log of this database was written with',
};
/** What to do when the key of the ledger is not there. */
export const putBack = {
  vietnamese: 'chép lại tệp này từ bản sao; nếu đã mất hẳn, chạy "vanban audit renew-key --lost --reason …"',
  english: 'put it back from a copy; if it is lost for good, run "vanban audit renew-key --lost --reason …"',
};

const rule: SecretRule = { isWhole: (text) => SECRET.test(text), way: putBack };

function notTakenOver(): StartUpFailure {
  return new StartUpFailure(
    'Nhật ký này của bản phát hành trước: hãy khởi động máy chủ (npm start) một lần trước khi chạy lệnh.',
    'This log is of an earlier release: start the server (npm start) once before running commands.',
  );
}
