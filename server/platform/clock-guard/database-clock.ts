import mongoose from 'mongoose';
import { MOST_DRIFT_MS } from '../clock.ts';
import type { ClockSigns } from './clock-doubt.ts';
import type { MachineClock } from './machine-clock.ts';

/** The clock of the database's machine, and whether that is surely another than ours: its process has run for longer than our machine. */
export async function databaseClock(machine: MachineClock): Promise<ClockSigns['database']> {
  const admin = mongoose.connection.getClient().db('admin');
  const { uptime } = await admin.command({ serverStatus: 1, repl: 0, metrics: 0 });
  const began = machine.uptimeMs();
  const { localTime } = await admin.command({ hello: 1 });
  const took = machine.uptimeMs() - began;
  if (!(localTime instanceof Date)) return undefined;
  const isElsewhere = Number(uptime) * 1_000 > machine.uptimeMs() + MOST_DRIFT_MS;
  return { now: new Date(localTime.getTime() + took / 2), isElsewhere };
}
