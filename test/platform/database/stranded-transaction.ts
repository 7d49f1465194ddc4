import mongoose, { type mongo } from 'mongoose';
import { deploymentName } from '../../../server/platform/database/stranded-transactions.ts';
import { testDatabase } from '../../support/mongo.ts';

type Collection = (name: string) => mongo.Collection<mongo.Document & { _id: string }>;

interface Stranded {
  readonly appName?: string;
  readonly uri?: string;
}

/** A transaction as a process leaves it that dies, or is stopped, between its writes and their commit. */
export async function aStrandedTransaction(
  write: (session: mongo.ClientSession, collection: Collection) => Promise<unknown>,
  { appName = deploymentName(mongoose.connection.name), uri }: Stranded = {},
) {
  const client = await new mongoose.mongo.MongoClient(uri ?? (await testDatabase()).uri, { appName }).connect();
  const session = client.startSession();
  session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
  const collection: Collection = (name) => client.db(mongoose.connection.name).collection(name);
  await write(session, collection);
  return { session, collection, end: async () => await client.close() };
}
