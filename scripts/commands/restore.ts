import { resolve } from 'node:path';
import { z } from 'zod';
import '../../server/stores.ts';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { lastEntry } from '../../server/audit/heads/last-entry.ts';
import { replaceLostKeys } from '../../server/audit/renewal/replace-lost-keys.ts';
import { restoreLogs } from '../../server/audit/renewal/restore-logs.ts';
import { sealRows } from '../../server/audit/renewal/seal-rows.ts';
import { migrations } from '../../server/capabilities.ts';
import { startEngine } from '../../server/engine.ts';
import { learnNumbers } from '../../server/exchange/messages/learn-numbers.ts';
import { askAgain } from '../../server/exchange/recovery/ask-again.ts';
import { type CheckedBackup, checkBackup, type LackingFile } from '../../server/platform/backup/check-backup.ts';
import { chosenBackup } from '../../server/platform/backup/chosen-backup.ts';
import { restoreBackup } from '../../server/platform/backup/restore-backup.ts';
import { requireRestorable } from '../../server/platform/backup/restore-place.ts';
import type { BackupSource } from '../../server/platform/backup/rows-of-backup.ts';
import { readBackupKey } from '../../server/platform/backup/sealed-file.ts';
import { ensureIndexes } from '../../server/platform/database/database.ts';
import { lookAtPlaces, settleRestored } from '../../server/platform/deployment/settle.ts';
import {
  markFinished,
  markUnfinished,
  unfinishedRestore,
} from '../../server/platform/deployment/unfinished-restore.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files/files.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { latestVersion, runMigrations } from '../../server/platform/start/migrations.ts';
import { openStorage } from '../../server/platform/start/storage-version.ts';
import type { Config } from '../../server/platform/state/config.ts';
import { storeFaults } from '../check-store.ts';
import { keysLacking, type LackingKeys } from '../keys-of-backup.ts';
import { linesOfAgain } from '../lines-of-again.ts';
import { readOptions } from '../options.ts';

const options = z.object({
  from: z.string().min(1),
  'key-file': z.string().min(1).optional(),
  'take-over': z.boolean().default(false),
  'accept-lacking': z.boolean().default(false),
  'without-keys': z.boolean().default(false),
});

/** Puts a backup into an empty place, then verifies log, registers and files. The server must not run. One that was cut off goes on. */
export const command: Command = {
  usage: '--from DIR [--key-file FILE] [--take-over] [--accept-lacking] [--without-keys] [--json]',
  summary: 'Khôi phục bản sao lưu mới nhất trong thư mục (hoặc một bản) vào nơi còn trống, rồi kiểm tra tất cả.',
  async run(args, context) {
    const { json, from, 'key-file': keyFile, 'take-over': takeOver, ...given } = readOptions(args, options);
    const key = keyFile === undefined ? undefined : await readBackupKey(keyFile);
    const folder = await chosenBackup(resolve(from));
    const config = await context.config();
    const began = performance.now();
    const restore = async () => {
      const unfinished = await unfinishedRestore(config.storageFolder);
      requireRestorable(await lookAtPlaces(config), { backup: folder, unfinished, takeOver });
      const checked = await checkBackup({ folder, key }, latestVersion(migrations));
      if (checked.lacking.length > 0 && !given['accept-lacking']) throw lacksFiles(checked.lacking);
      const keys = await keysLacking({ folder, key }, checked.manifest, {
        keysFolder: config.keysFolder,
        now: new Date(),
      });
      if (linesOfKeys(keys).length > 0 && !given['without-keys']) throw lacksKeys(config.keysFolder, keys);
      return await carryOut(config, { folder, key }, { ...checked, keys });
    };
    const result = await withDatabase(config, restore, { anywhere: true, alone: true });
    const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
    const { log, faults, epochs } = result;
    const lackingKeys = linesOfKeys(result.keys);
    const isWhole = log.code === 0 && faults.length === 0 && lackingKeys.length === 0;
    if (json) context.print(JSON.stringify({ ...result, log: { code: log.code, said: log.said }, seconds }));
    else {
      context.print(
        `${isWhole ? '✔' : '✗'} ${folder} (${result.at}): ${result.files} tệp, ${seconds.toLocaleString('vi-VN')} giây`,
      );
      context.print(log.said);
      for (const fault of faults) context.print(`✗ ${fault}`);
      for (const lacking of result.lacking) context.print(`✗ ${lineOf(lacking)}`);
      for (const line of lackingKeys) context.print(`✗ ${line}`);
      if (faults.length === 0) context.print('✔ Số trong sổ và tệp đều đủ. (Registers and files are whole.)');
      context.print(
        `! ${epochs.length} nhật ký mở kỳ mới, các cơ quan khác sẽ thấy. (New epochs; neighbours will see.)`,
      );
      for (const line of linesOfAgain(result.again)) context.print(line);
      context.print(
        '! Chưa cấp số cho đến khi văn thư từng cơ quan xác nhận số cuối tại Sổ đăng ký. (No number is given until the clerks confirm the last ones.)',
      );
    }
    return isWhole ? 0 : 1;
  },
};

/** Everything that writes: between the two marks nothing starts here, and the same command goes on where it was cut off. */
async function carryOut(config: Config, source: BackupSource, checked: CheckedBackup & { readonly keys: LackingKeys }) {
  const { manifest, lacking, keys } = checked;
  const reason = `Khôi phục bản sao lưu ${manifest.at}`;
  await openStorage(config.storageFolder);
  await markUnfinished(config.storageFolder, { backup: source.folder, at: manifest.at });
  await startEngine(config, { restoring: true });
  await restoreBackup(source, checked, files());
  const known = await lastEntry();
  await ensureIndexes();
  // A backup of an earlier release, or of keys that are gone, bears no seals of this key.
  await sealRows();
  const { storageFolder, keysFolder } = config;
  await runMigrations(migrations, { storageFolder, keysFolder, restoring: true });
  const log = await verifyExport({});
  const faults = await storeFaults();
  await learnNumbers(files());
  await replaceLostKeys(keys.logKeys, reason);
  const epochs = await restoreLogs(reason);
  await settleRestored(config);
  // Its partners know it by what lies among the keys, which belong to it again from here on.
  const again = known && (await askAgain(known));
  await markFinished(config.storageFolder);
  const told = { log, faults, lacking, keys, epochs, again };
  return { folder: source.folder, at: manifest.at, files: checked.files.length, ...told };
}

function lacksFiles(lacking: readonly LackingFile[]): DomainError {
  const lines = lacking.map((file) => `\n  ✗ ${lineOf(file)}`).join('');
  return new DomainError(
    'invalid',
    'backup-lacks-files',
    `Bản sao lưu thiếu ${lacking.length} tệp, chưa khôi phục gì: hãy dùng bản khác trong thư mục, hoặc thêm --accept-lacking để khôi phục phần còn lại. (The backup lacks files, nothing was restored: use another, or add --accept-lacking.)${lines}`,
  );
}

function lineOf({ sha256, state, named }: LackingFile): string {
  return `${named.join('; ') || sha256}: ${state === 'missing' ? 'không có trong bản sao lưu (missing)' : 'bản chép bị hỏng (damaged copy)'}`;
}

function linesOfKeys({ logKeys, ofAgencies }: LackingKeys): string[] {
  return [
    ...logKeys.map(({ key, file, state }) => {
      const [what, inEnglish] = nameOfLogKey[key];
      return state === 'missing'
        ? `${what} ${file}: không có (${inEnglish}: missing)`
        : `${what} ${file}: không phải khoá đã dùng cho bản sao lưu này (${inEnglish}: not the one of this backup)`;
    }),
    ...ofAgencies.map(({ agency, purpose }) => {
      const [what, inEnglish] = nameOfAgencyKey[purpose];
      return `${what} ${agency}: không có (${inEnglish}: missing)`;
    }),
  ];
}

const nameOfLogKey = {
  heads: ['khoá ký nhật ký', 'key of the log'],
  ledger: ['khoá sổ cái', 'key of the ledger'],
} as const;
const nameOfAgencyKey = {
  seal: ['khoá con dấu của', 'seal'],
  system: ['khoá hệ thống của', 'system key'],
} as const;

function lacksKeys(keysFolder: string, keys: LackingKeys): DomainError {
  const lines = linesOfKeys(keys);
  const listed = lines.map((line) => `\n  ✗ ${line}`).join('');
  return new DomainError(
    'invalid',
    'keys-lacking',
    `KEYS_DIR ${keysFolder} thiếu ${lines.length} khoá của bản sao lưu, chưa khôi phục gì: hãy chép bản sao mới nhất của KEYS_DIR vào đó rồi chạy lại; nếu đã mất hẳn, thêm --without-keys: khoá mới sẽ ký nhật ký, và cơ quan thiếu khoá chưa đóng dấu, chưa gửi được cho đến khi có khoá mới. (Keys of the backup are not in KEYS_DIR, nothing was restored: put its newest copy back and run this again; if they are lost for good, add --without-keys: new ones sign the logs, and agencies without keys neither seal nor send until they have new ones.)${listed}`,
  );
}
