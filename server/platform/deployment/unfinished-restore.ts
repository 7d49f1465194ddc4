import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose, { type mongo } from 'mongoose';
import { z } from 'zod';
import { replaceFile } from '../state/durable-file.ts';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { readState } from '../state/state-file.ts';

const schema = z.object({ backup: z.string(), at: z.iso.datetime() });

/** The backup that is being restored, until the last of it is done: its folder, and the moment it shows. */
export type UnfinishedRestore = z.output<typeof schema>;

interface RestoreRow extends UnfinishedRestore {
  readonly _id: 'restore';
}

const way = {
  vietnamese: 'chạy lại "vanban restore" với cùng bản sao lưu',
  english: 'run "vanban restore" again with the same backup',
};

/** The restore that was begun here and not finished, as storage or database remember it. */
export async function unfinishedRestore(storageFolder: string): Promise<UnfinishedRestore | undefined> {
  const inDatabase = await rows().findOne({ _id: 'restore' });
  return inDatabase ?? (await unfinishedIn(storageFolder));
}

/** Marks storage and database before the first byte is restored, so that nothing starts on half of it, whichever half that is. */
export async function markUnfinished(storageFolder: string, { backup, at }: UnfinishedRestore): Promise<void> {
  await replaceFile(markOf(storageFolder), `${JSON.stringify({ backup, at })}\n`);
  await rows().replaceOne({ _id: 'restore' }, { backup, at }, { upsert: true });
}

/** Takes the marks away once all is there. */
export async function markFinished(storageFolder: string): Promise<void> {
  await rows().deleteOne({ _id: 'restore' });
  await rm(markOf(storageFolder), { force: true });
}

/** Refuses to start on a storage, or on a database, into which a backup was restored halfway. */
export function refuseHalfRestored(found: UnfinishedRestore | undefined): void {
  if (!found) return;
  throw new StartUpFailure(
    `Việc khôi phục bản sao lưu ${found.at} chưa xong, dữ liệu ở đây chưa đủ: hãy chạy lại "vanban restore --from ${found.backup}", nó làm tiếp.`,
    `Restoring the backup of ${found.at} was not finished, what is here is not whole: run "vanban restore --from ${found.backup}" again, it goes on.`,
  );
}

/** The same by the storage alone, for before there is a database. */
export async function unfinishedIn(storageFolder: string): Promise<UnfinishedRestore | undefined> {
  return await readState(markOf(storageFolder), schema, way);
}

function markOf(folder: string): string {
  return join(folder, 'restore.json');
}

function rows(): mongo.Collection<RestoreRow> {
  return mongoose.connection.collection<RestoreRow>('deployment');
}
