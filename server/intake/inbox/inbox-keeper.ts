import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { agencies } from '../../identity/store.ts';
import { readAll } from '../../platform/database/store.ts';
import { statOf } from '../../platform/files/file-state.ts';
import { log } from '../../platform/log.ts';
import type { Keeper } from '../../platform/serving.ts';
import { claimFile, claimsIn, takeClaimed } from './claimed-files.ts';

const EVERY_MS = 2_000;
/** A scanner that rests for so long between two pieces has written all of a file. */
const REST_MS = 6_000;
/** What programs and desktops lay beside files, and names of what is still being written. */
const notForUs = /^(?:\.|~\$)|^(?:thumbs\.db|desktop\.ini)$|\.(?:tmp|part|partial|crdownload|filepart)$/i;

/**
 * Looks every two seconds into the folder of each agency (`INBOX_DIR/<code>`), and takes what has come to rest there into its tray. Asks the
 * folder instead of being told by it: those on other machines tell nothing. Several processes may do so at once.
 */
export class InboxKeeper implements Keeper {
  readonly #folder: string;
  readonly #restMs: number;
  /** How a file was last seen, and since when it is so. */
  readonly #seen = new Map<string, { readonly state: string; readonly since: number }>();
  readonly #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(folder: string, restMs = REST_MS) {
    this.#folder = folder;
    this.#restMs = restMs;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#round = this.#round.then(() => this.look());
    }, EVERY_MS);
  }

  /** Resolves when the round that runs is done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  /** One round; a folder that cannot be looked at keeps nobody from the others. */
  async look(now = Date.now()): Promise<void> {
    try {
      const found = await readdir(this.#folder, { withFileTypes: true });
      const codes = found.filter((entry) => entry.isDirectory()).map(({ name }) => name);
      const known = await readAll(agencies, { code: mongoose.trusted({ $in: codes }), active: true });
      this.#tellOthers(codes.filter((name) => !known.some(({ code }) => code === name)));
      for (const { id, code } of known) await this.#lookInto(id, join(this.#folder, code), now);
    } catch (error) {
      log.warn({ err: error, folder: this.#folder }, 'the folder of the scanners cannot be looked at');
    }
  }

  async #lookInto(agencyId: string, folder: string, now: number): Promise<void> {
    try {
      for (const name of await this.#atRest(folder, now)) await claimFile(folder, name);
      for (const id of await claimsIn(folder)) {
        await takeClaimed(agencyId, folder, id).catch((error: unknown) => this.#tell({ folder, id }, error));
      }
    } catch (error) {
      this.#tell({ folder }, error);
    }
  }

  /** Says once of a file, or a folder, that it cannot be taken in: it is tried again with every round. */
  #tell(place: { readonly folder: string; readonly id?: string }, error: unknown): void {
    const key = `${place.folder}/${place.id}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    log.warn({ err: error, ...place }, 'what lies in the folder of a scanner was not taken in');
  }

  /** The files of a folder that have not changed for long enough. */
  async #atRest(folder: string, now: number): Promise<string[]> {
    const resting: string[] = [];
    const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
    const names = entries.map(({ name }) => name).filter((name) => !notForUs.test(name));
    for (const name of names) {
      const path = join(folder, name);
      const found = await statOf(path);
      const state = `${found?.size}/${found?.mtimeMs}`;
      const before = this.#seen.get(path);
      const since = before?.state === state ? before.since : now;
      this.#seen.set(path, { state, since });
      if (now - since >= this.#restMs) resting.push(name);
    }
    this.#forget(folder, new Set(names.filter((name) => !resting.includes(name))));
    return resting;
  }

  #forget(folder: string, still: ReadonlySet<string>): void {
    for (const path of this.#seen.keys()) {
      const isHere = path.startsWith(join(folder, '/'));
      if (isHere && !still.has(path.slice(folder.length + 1))) this.#seen.delete(path);
    }
  }

  /** Says once of a folder that no agency has its name. */
  #tellOthers(names: readonly string[]): void {
    for (const name of names.filter((one) => !this.#told.has(one) && !one.startsWith('.'))) {
      this.#told.add(name);
      log.warn({ folder: name }, 'a folder for scanners is named after no agency: what lies there is not taken in');
    }
  }
}
