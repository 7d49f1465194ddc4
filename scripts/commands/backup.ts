import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import '../../server/stores.ts';
import { migrations } from '../../server/capabilities.ts';
import { readBackupKey } from '../../server/platform/backup/sealed-file.ts';
import { type FaultOfDocument, takeBackup } from '../../server/platform/backup/take-backup.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { LocalFileStore } from '../../server/platform/files/files.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { latestVersion } from '../../server/platform/start/migrations.ts';
import { readOptions } from '../options.ts';

/** So much of the earlier copies is read in one run unless `--check-gb` says otherwise: a small deployment all of it, every night. */
const CHECKED_GB = '20';
const GB = 1024 ** 3;

const options = z.object({
  to: z.string().min(1),
  'key-file': z.string().min(1).optional(),
  'check-gb': z
    .string()
    .regex(/^\d{1,6}$/)
    .default(CHECKED_GB)
    .transform(Number),
});

/**
 * Writes a backup of database and files as they stand at one moment, while the server may run. Keys are not in it. Refuses a folder
 * within the storage.
 */
export const command: Command = {
  usage: '--to DIR [--key-file FILE] [--check-gb N] [--json]',
  summary: 'Sao lưu cơ sở dữ liệu và tệp tại một thời điểm, khi máy chủ vẫn chạy; khoá trong KEYS_DIR phải giữ riêng.',
  async run(args, context) {
    const { json, to, 'key-file': keyFile, 'check-gb': checkGb } = readOptions(args, options);
    const key = keyFile === undefined ? undefined : await readBackupKey(keyFile);
    const config = await context.config();
    const folder = resolve(to);
    refuseWithin(config.storageFolder, folder);
    const began = performance.now();
    const taken = await withDatabase(config, async () =>
      takeBackup({
        folder,
        store: LocalFileStore.toRead(join(config.storageFolder, 'files')),
        key,
        storageVersion: latestVersion(migrations),
        now: new Date(),
        checkBytes: checkGb * GB,
      }),
    );
    const { manifest, faults, ...rest } = taken;
    const result = {
      ...rest,
      at: manifest.at,
      rows: manifest.collections.reduce((sum, collection) => sum + collection.rows, 0),
      files: manifest.files.count,
      bytes: manifest.collections.reduce((sum, collection) => sum + collection.bytes, manifest.files.bytes),
      seconds: Number(((performance.now() - began) / 1000).toFixed(1)),
      faults,
    };
    if (json) context.print(JSON.stringify(result));
    else for (const line of linesOf(result)) context.print(line);
    return faults.length === 0 ? 0 : 1;
  },
};

/** Whatever takes the storage would take its backup along. */
function refuseWithin(storage: string, folder: string): void {
  if (folder !== storage && !folder.startsWith(storage + sep)) return;
  throw new DomainError(
    'invalid',
    'backup-within-storage',
    `${folder} nằm trong kho tệp ${storage}, mất kho là mất cả bản sao lưu: hãy chọn thư mục ở ổ khác. (It lies within the storage, with which the backup would be lost: name a folder on another disk.)`,
  );
}

interface Result {
  readonly folder: string;
  readonly rows: number;
  readonly files: number;
  readonly newFiles: number;
  readonly mended: number;
  readonly checked: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly faults: readonly FaultOfDocument[];
}

function linesOf({ folder, rows, files, newFiles, mended, checked, bytes, seconds, faults }: Result): string[] {
  const megabytes = (bytes / 1024 / 1024).toLocaleString('vi-VN', { maximumFractionDigits: 1 });
  const named = files + faults.filter(({ kept }) => !kept).length;
  const whole = faults.length === 0;
  return [
    whole
      ? `✔ ${folder}`
      : `✗ ${folder}: ${faults.length} tệp gốc hỏng hoặc mất, xem dưới đây. (Stored files are damaged or gone, see below.)`,
    `  ${rows} dòng, ${files} tệp (${newFiles} tệp mới), ${megabytes} MB, ${seconds.toLocaleString('vi-VN')} giây`,
    `  Đã đọc lại và so ${checked}/${named} tệp${checked < named ? '; số còn lại ở các lần sau' : ''}. (Files read and compared.)`,
    ...(mended > 0 ? [`  ${mended} bản chép cũ bị hỏng, đã chép lại. (Damaged copies, made anew.)`] : []),
    '  Khoá (KEYS_DIR) không nằm trong bản sao lưu: hãy giữ riêng. (Keys are not in it: keep them elsewhere.)',
    ...faults.map(lineOfFault),
  ];
}

function lineOfFault({ sha256, why, kept, named }: FaultOfDocument): string {
  const whose = named.join('; ') || sha256;
  const outcome = kept
    ? 'bản sao lưu còn giữ, lấy lại bằng "vanban files restore" (the backups hold it)'
    : 'không còn bản nào (no good copy is left)';
  return `✗ ${whose}: ${why.vietnamese} – ${outcome}`;
}
