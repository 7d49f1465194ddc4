import mongoose from 'mongoose';
import { newerStorage } from './storage-version.ts';

/** One step of the store from a version to the next; may be run again after it was interrupted. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  run(context: MigrationContext): Promise<void>;
}

export interface MigrationContext {
  readonly storageFolder: string;
  readonly keysFolder: string;
  /** Whether a backup is being put back: keys and ledger are open already, and may be others than it was written with. */
  readonly restoring?: boolean;
}

interface MigrationRow {
  readonly _id: number;
  readonly name: string;
  readonly finishedAt: Date;
}

/** The version of a store to which all of these were applied. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.reduce((latest, { number }) => Math.max(latest, number), 0);
}

/** Runs the migrations that the database has not seen, in order, each recorded when it is done; gives how many ran. */
export async function runMigrations(migrations: readonly Migration[], context: MigrationContext): Promise<number> {
  const rows = mongoose.connection.collection<MigrationRow>('migrations');
  const done = new Set((await rows.find().toArray()).map(({ _id }) => _id));
  const theirs = Math.max(0, ...done);
  const ours = latestVersion(migrations);
  if (theirs > ours) throw newerStorage('MongoDB', theirs, ours);
  const due = [...migrations].sort((a, b) => a.number - b.number).filter(({ number }) => !done.has(number));
  for (const migration of due) {
    await migration.run(context);
    // Two processes may run the same step at once: each step bears that, and recording it twice is one row.
    const row = { name: migration.name, finishedAt: new Date() };
    await rows.updateOne({ _id: migration.number }, { $setOnInsert: row }, { upsert: true });
  }
  return due.length;
}
