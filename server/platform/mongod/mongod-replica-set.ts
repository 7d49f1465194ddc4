import { setTimeout as wait } from 'node:timers/promises';
import { mongo } from 'mongoose';

export interface ReplicaSetOfOne {
  readonly port: number;
  readonly replicaSet: string;
  readonly user: string;
  readonly password: string;
  readonly patienceMs: number;
}

/** The data have a user already, and the password is not its own. */
export class WrongPassword extends Error {}

/** How long it is told that the password is wrong before that is believed: a `mongod` that just starts may not know its users yet. */
const WRONG_FOR_MS = 3_000;

/** Waits for the `mongod` on `port`, makes its replica set and its one user when they are not there, and waits until it takes writes. Refuses a `WrongPassword`. */
export async function prepareReplicaSet(set: ReplicaSetOfOne): Promise<void> {
  const deadline = Date.now() + set.patienceMs;
  const anonymous = clientFor(set, false);
  try {
    await patiently(deadline, async () => {
      await anonymous.connect();
      await anonymous.db('admin').command({ ping: 1 });
    });
    // An empty store has no user yet: mongod then lets one local connection do just this (localhost exception).
    await anonymous
      .db('admin')
      .command({ replSetInitiate: configOf(set, 1) })
      .catch(ignore('AlreadyInitialized', 'Unauthorized'));
  } finally {
    await anonymous.close();
  }
  const refusals: number[] = [];
  await patiently(deadline, () => becomePrimary(set, refusals));
}

async function becomePrimary(set: ReplicaSetOfOne, refusals: number[]): Promise<void> {
  const client = clientFor(set, true);
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 }).catch(async (error: unknown) => {
      if (!isNamed(error, 'AuthenticationFailed')) throw error;
      await createUser(set).catch((refusal: unknown) => {
        if (!isNamed(refusal, 'Unauthorized')) throw refusal;
        refusals.push(Date.now());
        if (Date.now() - Number(refusals[0]) > WRONG_FOR_MS) throw new WrongPassword();
      });
      throw error;
    });
    if (hello.isWritablePrimary === true) return;
    // Another port than last time: the member does not find itself in its set until the set is told.
    const current = await admin.command({ replSetGetConfig: 1 }).catch(() => undefined);
    const member: unknown = current?.config?.members?.[0]?.host;
    if (member !== undefined && member !== hostOf(set)) {
      await admin.command({ replSetReconfig: configOf(set, Number(current?.config?.version) + 1), force: true });
    }
    throw new Error('mongod does not take writes yet');
  } finally {
    await client.close();
  }
}

/** The one user may do all in this one deployment: it initiates the set, makes indexes and reads the settings it asserts. */
async function createUser(set: ReplicaSetOfOne): Promise<void> {
  const client = clientFor(set, false);
  try {
    const create = { createUser: set.user, pwd: set.password, roles: ['root'], mechanisms: ['SCRAM-SHA-256'] };
    await client.db('admin').command(create);
  } finally {
    await client.close();
  }
}

function clientFor({ port, user, password }: ReplicaSetOfOne, signedIn: boolean): mongo.MongoClient {
  return new mongo.MongoClient(`mongodb://127.0.0.1:${port}/`, {
    directConnection: true,
    serverSelectionTimeoutMS: 2_000,
    ...(signedIn && { auth: { username: user, password }, authSource: 'admin' }),
  });
}

function hostOf({ port }: ReplicaSetOfOne): string {
  return `127.0.0.1:${port}`;
}

function configOf(set: ReplicaSetOfOne, version: number) {
  return { _id: set.replicaSet, version, members: [{ _id: 0, host: hostOf(set) }] };
}

async function patiently(deadline: number, attempt: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof WrongPassword || Date.now() > deadline) throw error;
      await wait(50);
    }
  }
}

function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof mongo.MongoServerError && names.includes(String(error.codeName));
}

function ignore(...names: string[]): (error: unknown) => void {
  return (error) => {
    if (!isNamed(error, ...names)) throw error;
  };
}
