import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { headSignerInFiles } from '../../server/audit/keys/head-signer.ts';
import { settleFolder } from '../../server/platform/deployment/mark.ts';

/** Database and folders as the first start of a server leaves them: marked as one deployment, with the key of its log. */
export async function markAsDeployment(
  { uri, database }: { readonly uri: string; readonly database: string },
  { storage, keys }: { readonly storage: string; readonly keys: string },
): Promise<string> {
  const deployment = randomUUID();
  for (const folder of [storage, keys]) {
    await mkdir(folder, { recursive: true });
    await settleFolder(folder, deployment);
  }
  await headSignerInFiles(join(keys, 'log'));
  const client = await new mongo.MongoClient(uri).connect();
  try {
    const rows = client.db(database).collection<{ _id: string; deployment: string }>('deployment');
    await rows.insertOne({ _id: 'identity', deployment });
  } finally {
    await client.close();
  }
  return deployment;
}
