import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { findMongod } from '../../server/platform/mongod/mongod-binary.ts';

const ROOT = 'quantri';
const toolsFolder = resolve(import.meta.dirname, '../../storage/tools/mongod');

/** A replica set with authentication, as a deployment's own database is: three members on this machine. */
export class ReplicaSet {
  readonly #pids: number[];
  readonly #hosts: string;
  readonly #password: string;

  private constructor(pids: number[], hosts: string, password: string) {
    this.#pids = pids;
    this.#hosts = hosts;
    this.#password = password;
  }

  static async begin(folder: string, ports: readonly number[]): Promise<ReplicaSet> {
    const { path } = await findMongod({ toolsFolder });
    await mkdir(folder, { recursive: true });
    const keyFile = join(folder, 'key');
    await writeFile(keyFile, randomBytes(96).toString('base64'), { mode: 0o600 });
    const pids: number[] = [];
    for (const port of ports) {
      const data = join(folder, String(port));
      await mkdir(data);
      const child = spawn(
        path,
        [
          ...['--replSet', 'rs0', '--keyFile', keyFile, '--port', String(port), '--dbpath', data],
          ...['--bind_ip', '127.0.0.1', '--wiredTigerCacheSizeGB', '0.25', '--logpath', join(data, 'log')],
          ...['--setParameter', 'transactionLifetimeLimitSeconds=20'],
        ],
        { stdio: 'ignore', detached: true },
      );
      await once(child, 'spawn');
      child.unref();
      if (child.pid !== undefined) pids.push(child.pid);
    }
    const hosts = ports.map((port) => `127.0.0.1:${port}`);
    const password = randomBytes(18).toString('base64url');
    const set = new ReplicaSet(pids, hosts.join(','), password);
    await set.#found(hosts);
    return set;
  }

  /** The address for an account; letters of its password are escaped as the page says. */
  uri(user: string, password: string): string {
    return `mongodb://${user}:${encodeURIComponent(password)}@${this.#hosts}/?replicaSet=rs0&authSource=admin`;
  }

  /** Carries out a block of the database's shell: `db.getSiblingDB(…)` with `createUser` and `dropDatabase`, as an administrator. */
  async follow(block: string): Promise<void> {
    const client = await new mongo.MongoClient(this.uri(ROOT, this.#password)).connect();
    const done: Promise<unknown>[] = [];
    const db = {
      getSiblingDB: (name: string) => ({
        createUser: ({ user, ...rest }: Record<string, unknown>) =>
          done.push(client.db(name).command({ createUser: user, ...rest })),
        dropDatabase: () => done.push(client.db(name).dropDatabase()),
      }),
    };
    try {
      new Function('db', block)(db);
      await Promise.all(done);
    } finally {
      await client.close();
    }
  }

  end(): void {
    for (const pid of this.#pids) process.kill(pid, 'SIGKILL');
  }

  /** The first account is made on the machine itself, before there is any. */
  async #found(hosts: readonly string[]): Promise<void> {
    const to = (host = '') => new mongo.MongoClient(`mongodb://${host}/?directConnection=true`).connect();
    // The first one asks the others, so all must be there.
    for (const host of hosts.slice(1)) await (await to(host)).close();
    const client = await to(hosts[0]);
    const admin = client.db('admin');
    const members = hosts.map((host, _id) => ({ _id, host }));
    await admin.command({ replSetInitiate: { _id: 'rs0', members } });
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) await wait(200);
    await admin.command({ createUser: ROOT, pwd: this.#password, roles: ['root'] });
    await client.close();
  }
}
