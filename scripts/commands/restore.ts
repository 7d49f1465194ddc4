import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { startEngine } from '../../server/application.ts';
import { restoreLogs } from '../../server/audit/restore-logs.ts';
import { verifyExport } from '../../server/audit/verify-export.ts';
import { migrations } from '../../server/migrations.ts';
import { manifestName } from '../../server/platform/backup/manifest.ts';
import { restoreBackup } from '../../server/platform/backup/restore-backup.ts';
import { readBackupKey } from '../../server/platform/backup/sealed-file.ts';
import { backupsIn } from '../../server/platform/backup/take-backup.ts';
import { ensureIndexes } from '../../server/platform/database.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { files } from '../../server/platform/files.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { latestVersion } from '../../server/platform/start/migrations.ts';
import { storeFaults } from '../check-store.ts';
import { readOptions } from '../options.ts';

const options = z.object({ from: z.string().min(1), 'key-file': z.string().min(1).optional() });

/** Puts a backup into an empty place, then verifies log, registers and files. The server must not run. */
export const command: Command = {
  usage: '--from DIR [--key-file FILE] [--json]',
  summary: 'Khôi phục bản sao lưu mới nhất trong thư mục (hoặc một bản) vào nơi còn trống, rồi kiểm tra tất cả.',
  async run(args, context) {
    const { json, from, 'key-file': keyFile } = readOptions(args, options);
    const key = keyFile === undefined ? undefined : await readBackupKey(keyFile);
    const folder = await chosenBackup(resolve(from));
    const config = await context.config();
    const began = performance.now();
    const result = await withDatabase(
      config,
      async () => {
        await startEngine(config);
        const order = { folder, store: files(), key, storageVersion: latestVersion(migrations) };
        const manifest = await restoreBackup(order);
        await ensureIndexes();
        const log = await verifyExport({});
        const faults = await storeFaults();
        const epochs = await restoreLogs(`Khôi phục bản sao lưu ${manifest.at}`);
        return { folder, at: manifest.at, files: manifest.files.count, log, faults, epochs };
      },
      { anywhere: true },
    );
    const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
    const { log, faults, epochs } = result;
    if (json) context.print(JSON.stringify({ ...result, log: { code: log.code, said: log.said }, seconds }));
    else {
      context.print(`✔ ${folder} (${result.at}): ${result.files} tệp, ${seconds.toLocaleString('vi-VN')} giây`);
      context.print(log.said);
      for (const fault of faults) context.print(`✗ ${fault}`);
      if (faults.length === 0) context.print('✔ Số trong sổ và tệp đều đủ. (Registers and files are whole.)');
      for (const { log: name, epoch } of epochs) {
        context.print(
          `! Nhật ký ${name} ngắn hơn lần ký cuối: mở kỳ ${epoch}, các cơ quan khác sẽ thấy. (New epoch; neighbours will see.)`,
        );
      }
    }
    return log.code === 0 && faults.length === 0 ? 0 : 1;
  },
};

/** The backup meant by a folder: itself, or the newest in it. */
async function chosenBackup(folder: string): Promise<string> {
  if (await stat(join(folder, manifestName)).catch(() => undefined)) return folder;
  const newest = (await backupsIn(folder)).at(-1);
  if (newest === undefined) throw new DomainError('not-found', 'no-backup', `${folder} holds no finished backup`);
  return join(folder, newest);
}
