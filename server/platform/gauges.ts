import { countRows } from './database/store.ts';
import { runningWorkers } from './deployment/processes.ts';
import type { Gauge } from './edge/metrics.ts';
import { type DiskState, disksInUse } from './files/disk-watch.ts';
import { faultyFiles } from './files/file-keeper.ts';
import { files } from './files/files.ts';
import { jobs } from './ledger/jobs.ts';
import { uploadsWaiting } from './uploads/upload-quota.ts';

const aside = 'Stored files that no row names, kept for a week';
const waiting = 'Files that were sent and wait for an act, a day at most';

/** What operators watch of files, disks and processes. */
export const platformGauges: readonly Gauge[] = [
  {
    name: 'vanban_stored_file_faults',
    help: 'Stored files that the last look found gone, damaged or unreadable',
    read: faultyFiles,
  },
  {
    name: 'vanban_workers',
    help: 'Processes that do the work that waits; nothing is sealed or sent without one',
    read: runningWorkers,
  },
  ofDisks('free_bytes', 'Room on a disk; files are taken down to a twentieth or 1 GB', (disk) => disk.freeBytes),
  ofDisks('free_ratio', 'Room on a disk as a share of it', (disk) => disk.freeShare),
  ...ofFiles('uploads_waiting', waiting, () => uploadsWaiting()),
  ...ofFiles('files_set_aside', aside, () => files().aside.total()),
];

/** Work for later by these kinds: a kind that nobody asked for yet counts 0. */
export function gaugeOfJobs(kinds: readonly string[]): Gauge {
  const all = kinds.flatMap((kind) => ['waiting', 'running', 'dead'].map((state) => ({ kind, state })));
  return {
    name: 'vanban_jobs',
    help: 'Jobs by kind and state',
    labels: ['kind', 'state'],
    readAll: () =>
      Promise.all(
        all.map(async ({ kind, state }) => ({
          labels: { kind, state },
          value: await countRows(jobs, { kind, state }),
        })),
      ),
  };
}

function ofDisks(name: string, help: string, figure: (state: DiskState) => number): Gauge {
  return {
    name: `vanban_disk_${name}`,
    help,
    labels: ['disk'],
    readAll: async () => (await disksInUse()).map((disk) => ({ labels: { disk: disk.name }, value: figure(disk) })),
  };
}

function ofFiles(name: string, help: string, total: () => Promise<{ count: number; bytes: number }>): Gauge[] {
  return [
    { name: `vanban_${name}`, help: `${help}, by count`, read: async () => (await total()).count },
    { name: `vanban_${name}_bytes`, help: `${help}, by bytes`, read: async () => (await total()).bytes },
  ];
}
