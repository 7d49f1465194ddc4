import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { migrations } from '../../server/migrations.ts';
import { readBackupKey } from '../../server/platform/backup/sealed-file.ts';
import { takeBackup } from '../../server/platform/backup/take-backup.ts';
import { LocalFileStore } from '../../server/platform/files.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { latestVersion } from '../../server/platform/start/migrations.ts';
import { readOptions } from '../options.ts';

const options = z.object({ to: z.string().min(1), 'key-file': z.string().min(1).optional() });

/** Writes a backup of database and files as they stand at one moment, while the server may run. Keys are not in it. */
export const command: Command = {
  usage: '--to DIR [--key-file FILE] [--json]',
  summary: 'Sao lưu cơ sở dữ liệu và tệp tại một thời điểm, khi máy chủ vẫn chạy; khoá trong KEYS_DIR phải giữ riêng.',
  async run(args, context) {
    const { json, to, 'key-file': keyFile } = readOptions(args, options);
    const key = keyFile === undefined ? undefined : await readBackupKey(keyFile);
    const config = await context.config();
    const folder = resolve(to);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const began = performance.now();
    const taken = await withDatabase(config, async () =>
      takeBackup({
        folder,
        store: await LocalFileStore.at(join(config.storageFolder, 'files')),
        key,
        storageVersion: latestVersion(migrations),
        now: new Date(),
      }),
    );
    const { manifest, newFiles, damaged } = taken;
    const rows = manifest.collections.reduce((sum, collection) => sum + collection.rows, 0);
    const bytes = manifest.collections.reduce((sum, collection) => sum + collection.bytes, manifest.files.bytes);
    const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
    const result = {
      folder: taken.folder,
      at: manifest.at,
      rows,
      files: manifest.files.count,
      newFiles,
      bytes,
      seconds,
      damaged,
    };
    if (json) context.print(JSON.stringify(result));
    else for (const line of linesOf(result)) context.print(line);
    return damaged.length === 0 ? 0 : 1;
  },
};

interface Result {
  readonly folder: string;
  readonly rows: number;
  readonly files: number;
  readonly newFiles: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly damaged: readonly string[];
}

function linesOf({ folder, rows, files, newFiles, bytes, seconds, damaged }: Result): string[] {
  const megabytes = (bytes / 1024 / 1024).toLocaleString('vi-VN', { maximumFractionDigits: 1 });
  return [
    `✔ ${folder}`,
    `  ${rows} dòng, ${files} tệp (${newFiles} tệp mới), ${megabytes} MB, ${seconds.toLocaleString('vi-VN')} giây`,
    '  Khoá (KEYS_DIR) không nằm trong bản sao lưu: hãy giữ riêng. (Keys are not in it: keep them elsewhere.)',
    ...damaged.map((sha256) => `✗ Tệp hỏng, không sao lưu được (damaged file): ${sha256}`),
  ];
}
