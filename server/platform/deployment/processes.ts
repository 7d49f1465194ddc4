import { defineStore, type Row, rowsOf } from '../database/store.ts';
import type { Role } from '../state/config.ts';

/** A process that serves or works for the deployment, as it says of itself while it runs. */
export interface RunningProcess extends Row {
  readonly role: Role;
  readonly host: string;
  readonly pid: number;
  /** By the clock of the database, which all of them share. */
  readonly seenAt: Date;
}

/** So long after its last word a process counts as running; it speaks three times as often. */
export const ALIVE_MS = 30_000;
const FORGOTTEN_SECONDS = 24 * 3600;

export const processes = defineStore<RunningProcess>(
  'processes',
  { role: String, host: String, pid: Number, seenAt: Date },
  [{ keys: { seenAt: 1 }, options: { expireAfterSeconds: FORGOTTEN_SECONDS } }],
  { evidence: false },
);

/** Says that a process runs. */
export async function reportRunning(id: string, about: Pick<RunningProcess, 'role' | 'host' | 'pid'>): Promise<void> {
  const word = { $set: { ...about, version: 1 }, $currentDate: { seenAt: true } } as const;
  await rowsOf(processes).updateOne({ _id: id }, word, { upsert: true });
}

/** A stop does not wait longer for a database that is away. */
const END_PATIENCE_MS = 2_000;

/** Says that a process ends. */
export async function reportEnded(id: string): Promise<void> {
  await rowsOf(processes).deleteOne({ _id: id }, { timeoutMS: END_PATIENCE_MS });
}

/** The processes that spoke lately. */
export async function runningProcesses(): Promise<RunningProcess[]> {
  const lately = { $expr: { $gte: ['$seenAt', { $subtract: ['$$NOW', ALIVE_MS] }] } };
  return (await rowsOf(processes).find(lately).toArray()).map(processes.fromDatabase);
}

/** How many processes do the work that waits. */
export async function runningWorkers(): Promise<number> {
  return (await runningProcesses()).filter(({ role }) => role !== 'web').length;
}
