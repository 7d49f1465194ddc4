import { createRequire } from 'node:module';
import mongoose from 'mongoose';
import { type FileStore, files, useFiles } from '../../server/platform/files/files.ts';

type Command = (
  this: unknown,
  namespace: unknown,
  command: Record<string, unknown>,
  ...rest: unknown[]
) => Promise<unknown>;

// The one door through which the driver sends every command; mongoose brings its own copy of the driver.
const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection }: { Connection: { prototype: { command: Command } } } = driver('mongodb/lib/cmap/connection.js');

/** Commands of the acts and the worker; watching, pinging and paging are not counted. */
const counted: ReadonlySet<string> = new Set([
  'find',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'aggregate',
  'count',
  'distinct',
  'commitTransaction',
  'abortTransaction',
]);

/** How a call fails: refused before anything is done, or done and its answer lost; and how many calls one after the other. */
export interface Failure {
  readonly how: 'refused' | 'lost';
  readonly times: number;
}

interface Armed extends Failure {
  readonly nth: number;
}

/** Makes the n-th call to MongoDB or to the file store fail. */
export interface FailingCalls {
  arm(armed: Armed): void;
  hasFailed(): boolean;
  /** Lets all calls pass again; gives whether one has failed. */
  disarm(): boolean;
}

/** Stands between the acts of this process and its database and files; for the tests of this `describe`, once both are in use. */
export function useFailingCalls(): FailingCalls {
  const original = Connection.prototype.command;
  let store: FileStore;
  let armed: Armed | undefined;
  let passed = 0;
  let hasFailed = false;

  async function pass<T>(call: () => Promise<T>, error: (how: Failure['how']) => Error): Promise<T> {
    if (!armed) return await call();
    const { nth, times, how } = armed;
    passed += 1;
    if (passed < nth || passed >= nth + times) return await call();
    hasFailed = true;
    if (how === 'lost') await call();
    throw error(how);
  }

  before('calls that can fail', () => {
    Connection.prototype.command = async function (namespace, command, ...rest) {
      const call = () => original.call(this, namespace, command, ...rest);
      return isCounted(command) ? await pass(call, databaseError) : await call();
    };
    store = files();
    useFiles(
      new Proxy(store, {
        get: (target, name) => {
          const method = Reflect.get(target, name);
          if (typeof method !== 'function' || name === 'list') return method;
          return (...given: unknown[]) => pass(() => method.apply(target, given), fileError);
        },
      }),
    );
  });
  after('calls succeed again', () => {
    Connection.prototype.command = original;
    useFiles(store);
  });

  return {
    arm: (next) => {
      armed = next;
      passed = 0;
      hasFailed = false;
    },
    hasFailed: () => hasFailed,
    disarm: () => {
      armed = undefined;
      return hasFailed;
    },
  };
}

function isCounted(command: Record<string, unknown>): boolean {
  const [name] = Object.keys(command);
  return name !== undefined && counted.has(name) && !JSON.stringify(command.pipeline ?? '').includes('$changeStream');
}

function databaseError(how: Failure['how']): Error {
  if (how === 'lost') return new mongoose.mongo.MongoNetworkError('The connection was cut by the test');
  return new mongoose.mongo.MongoServerError({ ok: 0, code: 96, errmsg: 'Refused by the test' });
}

function fileError(how: Failure['how']): Error {
  return Object.assign(new Error('Failed by the test'), { code: how === 'lost' ? 'EIO' : 'ENOSPC', syscall: 'write' });
}
