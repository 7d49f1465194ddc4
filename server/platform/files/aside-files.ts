import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../state/make-folder.ts';
import { isMissing, statOf, touched, unlessMissing } from './file-state.ts';

/**
 * Files that no row named when they were looked for, moved out of the way but not yet removed: whoever asks for one after all gets it
 * back. So a mistake costs nothing, whatever other processes do meanwhile.
 */
export class AsideFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Moves a file here; one that was asked for since `before`, by another process perhaps, goes back at once. */
  async take(path: string, sha256: string, before: Date): Promise<boolean> {
    const place = join(this.#folder, sha256);
    await makeFolder(this.#folder, 0o750);
    if (!(await moved(path, place))) return false;
    const state = await statOf(place);
    if (state && state.mtime >= before) await moved(place, path);
    if (!state || state.mtime >= before) return false;
    // From now on its age is how long it has been here.
    return await touched(place);
  }

  /** Moves a file back to where it was; says whether it was here. */
  async giveBack(path: string, sha256: string): Promise<boolean> {
    const place = join(this.#folder, sha256);
    if (!(await statOf(place))) return false;
    await makeFolder(dirname(path), 0o750);
    return await moved(place, path);
  }

  /** Those that have been here since before then. */
  async since(before: Date): Promise<string[]> {
    const all = await this.#all();
    return all.filter(({ mtimeMs }) => mtimeMs < before.getTime()).map(({ name }) => name);
  }

  async remove(sha256: string): Promise<void> {
    await rm(join(this.#folder, sha256), { force: true });
  }

  /** How many there are, and what they hold. */
  async total(): Promise<{ readonly count: number; readonly bytes: number }> {
    const all = await this.#all();
    return { count: all.length, bytes: all.reduce((sum, { size }) => sum + size, 0) };
  }

  async #all() {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const states = names.map(async (name) => ({ name, state: await statOf(join(this.#folder, name)) }));
    return (await Promise.all(states)).flatMap(({ name, state }) => (state ? [{ name, ...state }] : []));
  }
}

/** Moves a file unless it is no longer there. */
async function moved(from: string, to: string): Promise<boolean> {
  return await unlessMissing(rename(from, to));
}
