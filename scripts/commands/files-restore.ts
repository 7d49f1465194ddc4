import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import '../../server/stores.ts';
import { record } from '../../server/audit/record.ts';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { chosenBackup } from '../../server/platform/backup/chosen-backup.ts';
import { FilePool } from '../../server/platform/backup/file-pool.ts';
import { manifestName } from '../../server/platform/backup/manifest.ts';
import { bringBack } from '../../server/platform/backup/restore-backup.ts';
import { assertSameKey, readBackupKey } from '../../server/platform/backup/sealed-file.ts';
import { LocalFileStore } from '../../server/platform/files/files.ts';
import { type StoredFileFault, storedFaults } from '../../server/platform/files/stored-faults.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

const options = z.object({ from: z.string().min(1), 'key-file': z.string().min(1).optional() });

/** Brings stored files that are damaged or gone back from the backups, each compared with its hash; the server may run. */
export const command: Command = {
  usage: '--from DIR [--key-file FILE] [--json]',
  summary: 'Lấy lại từ bản sao lưu những tệp đã hỏng hoặc mất trong kho tệp.',
  async run(args, context) {
    const { json, from, 'key-file': keyFile } = readOptions(args, options);
    const key = keyFile === undefined ? undefined : await readBackupKey(keyFile);
    const backup = await chosenBackup(resolve(from));
    await assertSameKey(join(backup, manifestName), key);
    const pool = new FilePool(dirname(backup), key);
    const { storageFolder } = await context.config();
    const restore = async () => {
      const store = await LocalFileStore.at(join(storageFolder, 'files'));
      const { faults } = await storedFaults(store);
      const restored: StoredFileFault[] = [];
      const lacking: StoredFileFault[] = [];
      for (const fault of faults) {
        const isThere = (await pool.check(fault.sha256)) === 'good';
        if (isThere) await bringBack(pool, store, fault.sha256);
        (isThere ? restored : lacking).push(fault);
      }
      const event = { type: 'stored-files-restored', count: restored.length } as const;
      if (restored.length > 0) await inTransaction(systemActor(DEPLOYMENT), async (tx) => record(tx, event));
      return { restored, lacking };
    };
    // A storage that was lost whole belongs to nothing yet: `deployment join` comes after its files.
    const { restored, lacking } = await acting(context, restore, { anywhere: true });
    if (json) context.print(JSON.stringify({ restored, lacking }));
    else {
      for (const { sha256, named } of restored) context.print(`✔ ${named.join('; ') || sha256}`);
      for (const { sha256, named } of lacking) {
        context.print(`✗ ${named.join('; ') || sha256}: bản sao lưu cũng không có (not in the backups either)`);
      }
      context.print(`Đã lấy lại ${restored.length} tệp, còn thiếu ${lacking.length}. (Restored, still lacking.)`);
    }
    return lacking.length === 0 ? 0 : 1;
  },
};
