import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';

/** How many documents each query of this looks at, of one collection when it is named; what an index answers alone counts as none. */
export async function documentsRead(ask: () => Promise<unknown>, collection?: string): Promise<number[]> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('No database is connected');
  const kept = db.collection('system.profile');
  const inIt = { active: true, ns: { $regex: `^${db.databaseName}\\.` } };
  await db.command({ profile: 2 });
  try {
    await ask();
    const of = collection === undefined ? {} : { ns: `${db.databaseName}.${collection}` };
    const queries = await kept.find({ docsExamined: { $gte: 0 }, ...of }).toArray();
    return queries.map(({ docsExamined }) => Number(docsExamined));
  } finally {
    await db.command({ profile: 0 });
    // Whoever asks something meanwhile, as a worker does, notes it at the end and would make the collection anew.
    while ((await db.admin().command({ currentOp: 1, ...inIt })).inprog.length > 0) await wait(5);
    await kept.drop();
  }
}
