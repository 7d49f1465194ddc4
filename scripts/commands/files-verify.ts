import { join } from 'node:path';
import { z } from 'zod';
import '../../server/stores.ts';
import { LocalFileStore } from '../../server/platform/files/files.ts';
import { storedFaults } from '../../server/platform/files/stored-faults.ts';
import { type Command, withDatabase } from '../../server/platform/start/command.ts';
import { readOptions } from '../options.ts';

/** Reads every stored file that a row names and compares it with its hash; the server may run. Exit code 0: all are whole. */
export const command: Command = {
  usage: '[--json]',
  summary: 'Đọc và so mọi tệp đã lưu với mã băm của nó; nêu số, ký hiệu văn bản có tệp hỏng hoặc mất.',
  async run(args, context) {
    const { json } = readOptions(args, z.object({}));
    const config = await context.config();
    const store = LocalFileStore.toRead(join(config.storageFolder, 'files'));
    const { count, faults } = await withDatabase(config, () => storedFaults(store));
    if (json) context.print(JSON.stringify({ files: count, faults }));
    else {
      for (const { sha256, why, named } of faults) context.print(`✗ ${named.join('; ') || sha256}: ${why.vietnamese}`);
      const whole = faults.length === 0;
      context.print(
        whole
          ? `✔ Đủ ${count} tệp. (All files are whole.)`
          : `✗ ${faults.length} trên ${count} tệp hỏng hoặc mất: lấy lại bằng "vanban files restore --from …". (Damaged or gone; bring them back.)`,
      );
    }
    return faults.length === 0 ? 0 : 1;
  },
};
