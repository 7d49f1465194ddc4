import { Readable } from 'node:stream';
import mongoose, { type mongo } from 'mongoose';
import { filesNamedIn, storesOfFiles } from '../files/named-files.ts';
import { collectionName, leftOut, type Manifest } from './manifest.ts';
import { type BackupKey, writeSealed } from './sealed-file.ts';

const { BSON } = mongoose.mongo;

export interface Dump {
  readonly collections: Manifest['collections'];
  /** The stored files that rows of evidence name, by SHA-256: what a backup of these rows must hold. */
  readonly named: ReadonlySet<string>;
}

/** Writes all collections as they stood at one moment (snapshot reads) into `folder`, and says which stored files their rows name. */
export async function dumpDatabase(folder: string, key: BackupKey | undefined): Promise<Dump> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('The database is not connected');
  const naming = new Set(storesOfFiles().map(({ name }) => name));
  const named = new Set<string>();
  const session = await mongoose.connection.startSession({ snapshot: true });
  try {
    const found = await db.listCollections({}, { nameOnly: true }).toArray();
    const names = found.map(({ name }) => name).filter((name) => !name.startsWith('system.') && !leftOut.has(name));
    const collections: Manifest['collections'] = [];
    for (const name of names.sort()) {
      let rows = 0;
      const look = (bytes: Buffer) => {
        rows += 1;
        if (!naming.has(name)) return;
        for (const sha256 of filesNamedIn(BSON.deserialize(bytes))) named.add(sha256);
      };
      const written = await writeSealed(
        `${folder}/${collectionName(name)}`,
        Readable.from(documentsOf(db, name, session, look)),
        key,
      );
      collections.push({ name, rows, ...written });
    }
    return { collections, named };
  } finally {
    await session.endSession();
  }
}

/** The documents of a collection, each as the BSON the database holds. */
async function* documentsOf(
  db: mongo.Db,
  name: string,
  session: mongo.ClientSession,
  look: (document: Buffer) => void,
) {
  const cursor = db
    .collection(name, { readConcern: { level: 'snapshot' } })
    .find({}, { session, raw: true, sort: { _id: 1 }, allowDiskUse: true });
  for await (const document of cursor) {
    // With `raw` the driver gives the bytes instead of the value its types speak of.
    const bytes = document as unknown as Buffer;
    look(bytes);
    yield bytes;
  }
}
