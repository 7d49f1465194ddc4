import { join } from 'node:path';
import type { Readable } from 'node:stream';
import mongoose, { type mongo } from 'mongoose';
import type { Row, Store } from '../database/store.ts';
import { type CollectionInBackup, collectionName, type Manifest } from './manifest.ts';
import { type BackupKey, openSealed } from './sealed-file.ts';
import { unusable } from './unusable.ts';

const { BSON } = mongoose.mongo;

const MOST_ROWS = 500;
const MOST_BYTES = 8 * 1024 * 1024;

/** Where a backup lies and what opens it. */
export interface BackupSource {
  /** One backup: the folder that holds its manifest. */
  readonly folder: string;
  readonly key: BackupKey | undefined;
}

/** The documents of a collection as they were, some at a time; refuses a collection that is cut off or holds something else. */
export async function* batchesOf(
  { folder, key }: BackupSource,
  { name }: Pick<CollectionInBackup, 'name'>,
): AsyncGenerator<mongo.BSON.Document[]> {
  let batch: mongo.BSON.Document[] = [];
  let bytes = 0;
  for await (const document of documentsIn(await openSealed(join(folder, collectionName(name)), key))) {
    batch.push(BSON.deserialize(document, { promoteValues: false, promoteBuffers: false }));
    bytes += document.length;
    if (batch.length >= MOST_ROWS || bytes >= MOST_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/** The rows of a store in a backup, as they stand there; none when the backup has no such collection. */
export async function* rowsInBackup<T extends Row>(
  source: BackupSource,
  manifest: Pick<Manifest, 'collections'>,
  store: Store<T>,
): AsyncGenerator<T> {
  for await (const document of storedInBackup(source, manifest, store)) yield store.asStored(document);
}

/** The same as the database held them, with the seals that rows bear. */
export async function* storedInBackup(
  source: BackupSource,
  { collections }: Pick<Manifest, 'collections'>,
  { name }: Pick<Store<Row>, 'name'>,
): AsyncGenerator<mongo.BSON.Document> {
  if (!collections.some((one) => one.name === name)) return;
  const content = await openSealed(join(source.folder, collectionName(name)), source.key);
  for await (const document of documentsIn(content)) yield BSON.deserialize(document);
}

async function* documentsIn(content: Readable): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of content) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      if (length < 5) throw unusable('A collection of this backup is damaged');
      yield rest.subarray(0, length);
      rest = rest.subarray(length);
    }
  }
  if (rest.length > 0) throw unusable('A collection of this backup is cut off');
}
