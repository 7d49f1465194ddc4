import { statfs } from 'node:fs/promises';
import { currentTime } from '../clock.ts';
import { log } from '../log.ts';
import { type MeasureDisk, type Room, roomOn } from './disk-space.ts';

/** A disk that the deployment fills: files and the embedded database may lie on disks of their own. */
export interface Disk {
  readonly name: 'files' | 'database';
  readonly folder: string;
}

export interface DiskState {
  readonly name: Disk['name'];
  readonly room: Room;
  readonly freeBytes: number;
  readonly freeShare: number;
  /** When this process first saw it so. */
  readonly since: Date;
}

const LOOK_MS = 60_000;

/** Looks at the disks once a minute and says in the log when one runs low, is full, or has room again. */
export class DiskWatch {
  readonly #disks: readonly Disk[];
  readonly #measure: MeasureDisk;
  readonly #said = new Map<Disk['name'], Pick<DiskState, 'room' | 'since'>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(disks: readonly Disk[], measure: MeasureDisk = statfs) {
    this.#disks = disks;
    this.#measure = measure;
  }

  /** How much room each disk has now; whoever asks has it said in the log when that has changed. */
  async look(): Promise<DiskState[]> {
    return await Promise.all(
      this.#disks.map(async ({ name, folder }) => {
        const measured = await this.#measure(folder);
        const { bavail, blocks, bsize } = measured;
        const room = { name, room: roomOn(measured), freeBytes: bavail * bsize, freeShare: bavail / (blocks || 1) };
        return { ...room, since: this.#say(room, folder) };
      }),
    );
  }

  start(): void {
    this.#timer = setInterval(() => void this.#lookAlone(), LOOK_MS).unref();
    void this.#lookAlone();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #lookAlone(): Promise<void> {
    await this.look().catch((error: unknown) => log.warn({ err: error }, 'a disk could not be looked at'));
  }

  /** Says it when it has changed; gives when that was. */
  #say({ name, room, freeBytes }: Omit<DiskState, 'since'>, folder: string): Date {
    const before = this.#said.get(name);
    if (before?.room === room) return before.since;
    const since = currentTime();
    this.#said.set(name, { room, since });
    if (before === undefined && room === 'enough') return since;
    const about = { disk: name, folder, freeMegabytes: Math.round(freeBytes / 1024 ** 2) };
    if (room === 'none') log.error(about, 'the disk is almost full: no file is taken any more, reading goes on');
    else if (room === 'low') log.warn(about, 'the disk runs low: make room before no file can be taken any more');
    else log.warn(about, 'the disk has room again');
    return since;
  }
}

let inUse = new DiskWatch([]);

/** Has these disks be what `disksInUse` tells of; a command and a test fill none. */
export function useDisks(watch: DiskWatch): void {
  inUse = watch;
}

/** The disks that this process fills, as they are now. */
export async function disksInUse(): Promise<DiskState[]> {
  return await inUse.look();
}
