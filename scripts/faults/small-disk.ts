import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemErrorCode } from '../../server/platform/state/start-up-failure.ts';

const run = promisify(execFile);

/** The system does not let this account mount a disk. */
export class NotMountable extends Error {}

/** A disk of few megabytes in memory, mounted on a folder, that can be filled to the last byte. */
export class SmallDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async mountedOn(folder: string, megabytes: number): Promise<SmallDisk> {
    await mkdir(folder, { recursive: true });
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    } catch (cause) {
      throw new NotMountable(`A tmpfs cannot be mounted on ${folder}`, { cause });
    }
    return new SmallDisk(folder);
  }

  /** Fills it: first in large pieces, then in small ones. */
  async fill(): Promise<void> {
    const filler = await open(this.#filler, 'a');
    try {
      for (const piece of [1024 * 1024, 4096, 1])
        await fillWith(Buffer.alloc(piece), (bytes) => filler.appendFile(bytes));
    } finally {
      await filler.close();
    }
  }

  async free(): Promise<void> {
    await rm(this.#filler, { force: true });
  }

  async unmount(): Promise<void> {
    await run('umount', [this.#folder]);
  }

  get #filler(): string {
    return join(this.#folder, 'filler');
  }
}

async function fillWith(piece: Buffer, append: (bytes: Buffer) => Promise<void>): Promise<void> {
  try {
    for (;;) await append(piece);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOSPC') throw error;
  }
}
