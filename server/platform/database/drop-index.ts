import mongoose from 'mongoose';
import type { Row, Store } from './store.ts';

/** Drops an index that an earlier release made otherwise, if it is there; what this release declares is made after the migrations. */
export async function dropIndex<T extends Row>({ model: { collection } }: Store<T>, name: string): Promise<void> {
  const made = await collection.indexes().catch((error: unknown) => {
    if (error instanceof mongoose.mongo.MongoServerError && error.codeName === 'NamespaceNotFound') return [];
    throw error;
  });
  if (made.some((index) => index.name === name)) await collection.dropIndex(name);
}
