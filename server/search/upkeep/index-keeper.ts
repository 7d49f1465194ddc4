import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { mongo } from 'mongoose';
import { currentTime } from '../../platform/clock.ts';
import { isBeyondHistory } from '../../platform/edge/insert-feed.ts';
import { log } from '../../platform/log.ts';
import type { SearchSource } from '../../platform/search.ts';
import { makeFolder } from '../../platform/state/make-folder.ts';
import type { SearchEngine } from '../engine/search-engine.ts';
import { bringIn } from './bring-in.ts';
import { makeWhole } from './make-whole.ts';
import { collectionsOf, notePlace, type Place, placeNow, readPlace } from './place-in-changes.ts';

type Changed = mongo.ChangeStreamInsertDocument | mongo.ChangeStreamUpdateDocument | mongo.ChangeStreamReplaceDocument;
type Stream = mongo.ChangeStream<mongo.Document, Changed>;

/** What changes within this time is brought in together. */
const GATHERED_MS = 100;
const MOST_TOGETHER = 500;
/** So often it is noted how far the indexes have come; what is brought in twice is brought in once. */
const NOTED_MS = 5_000;
/** A database that was away is asked again soon; a full disk has no room a moment later. */
const LONGEST_PAUSE_MS = { database: 5_000, index: 300_000 };

interface Keeping {
  readonly engine: SearchEngine;
  readonly sources: () => Promise<readonly SearchSource[]>;
  readonly folder: string;
}

/**
 * Keeps the indexes of this process as the database is: it follows the changes of what can be found (change stream) from where it was, also over
 * a stop; where it does not know that any more, it compares everything first. Acts do nothing for it and never wait.
 */
export class IndexKeeper {
  readonly #keeping: Keeping;
  readonly #stopping = new AbortController();
  readonly #changed = new Map<string, { readonly collection: string; readonly id: string }>();
  /** Documents that cannot be brought in. */
  readonly #refused = new Set<string>();
  /** Behind the last change that was heard of. */
  #heard: Place | undefined;
  /** Behind the last one up to which all is in the indexes. */
  #reached: Place | undefined;
  #collections: readonly string[] = [];
  #noted = 0;
  #failures = 0;
  #behind: { readonly since: Date; readonly isOfDatabase: boolean } | undefined;
  #stream: Stream | undefined;
  #bringing: Promise<void> | undefined;
  #done: Promise<void> | undefined;
  #isCompared = false;
  /** How often something may have been lost, and how much of that has been looked for since. */
  #losses = 0;
  #mended = 0;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  /** Whether not all is in the indexes: they are made, compared, or nothing can be brought in for now. */
  get isBuilding(): boolean {
    return !this.#isCompared || this.#hasLost || this.#behind !== undefined;
  }

  /** For how many seconds nothing could be brought in; 0 while the indexes follow the database. */
  get secondsBehind(): number {
    return this.#behind ? (currentTime().getTime() - this.#behind.since.getTime()) / 1_000 : 0;
  }

  /** How many documents this process could not bring in, since something in them is not as it should be. */
  get refused(): number {
    return this.#refused.size;
  }

  get #hasLost(): boolean {
    return this.#losses > this.#mended;
  }

  start(): void {
    this.#done ??= this.#keep();
  }

  /** Has everything compared again, since an index was lost. */
  async beginAnew(): Promise<void> {
    this.#losses += 1;
    await this.#stream?.close();
  }

  /** Resolves when what has changed so far is brought in, and noted where there is room for it: from an earlier place on it is brought in again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#stream?.close();
    await this.#done;
    await this.#bringing;
    await this.#notePlaceOrSay();
  }

  async #keep(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#follow();
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#hasFailed(error);
        // Nobody knows what happened meanwhile, or what was noted is the matter.
        if (isBeyondHistory(error) || (error instanceof mongo.MongoServerError && this.#failures > 2))
          this.#losses += 1;
      } finally {
        await this.#stream?.close();
      }
      const longest = LONGEST_PAUSE_MS[this.#behind?.isOfDatabase ? 'database' : 'index'];
      const pause = Math.min(100 * 2 ** this.#failures, longest);
      await wait(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #follow(): Promise<void> {
    const { sources: load, folder } = this.#keeping;
    const sources = await load();
    await makeFolder(folder, 0o700);
    this.#collections = await collectionsOf(sources);
    const known = this.#hasLost ? undefined : (this.#reached ?? (await readPlace(folder, this.#collections)));
    const place = known ?? (await placeNow());
    if (!known) await this.#build(sources);
    this.#isCompared = true;
    this.#reached = place;
    if (!known) await this.#notePlaceOrSay();
    this.#stopping.signal.throwIfAborted();
    this.#stream = this.#open(sources, place);
    // Lost while it was made.
    if (this.#hasLost) return;
    for await (const change of this.#stream) this.#note(change, sources);
  }

  /** Compares all, after which changes since the beginning of that are followed. */
  async #build(sources: readonly SearchSource[]): Promise<void> {
    const { engine, folder } = this.#keeping;
    this.#isCompared = false;
    const began = Date.now();
    const losses = this.#losses;
    const { signal } = this.#stopping;
    const { documents, missing, stale, refused } = await makeWhole({ engine, folder, sources, signal });
    this.#mended = losses;
    this.#refused.clear();
    for (const one of refused) this.#refused.add(one);
    this.#hasSucceeded();
    if (missing + stale > 0)
      log.info({ documents, missing, stale, ms: Date.now() - began }, 'the index of the search is whole again');
  }

  #open(sources: readonly SearchSource[], from: Place): Stream {
    const collections = sources.map(({ store }) => store.name);
    const wanted = { operationType: { $in: ['insert', 'update', 'replace'] }, 'ns.coll': { $in: collections } };
    const pipeline = [{ $match: wanted }, { $project: { operationType: 1, ns: 1, documentKey: 1 } }];
    const { connection } = mongoose;
    const stream = connection.getClient().db(connection.name).watch<mongo.Document, Changed>(pipeline, from);
    // It answers again, whether anything has changed or not.
    stream.on('resumeTokenChanged', () => {
      if (this.#behind?.isOfDatabase) this.#hasSucceeded();
    });
    return stream;
  }

  #note(change: Changed, sources: readonly SearchSource[]): void {
    const { coll: collection } = change.ns;
    const id = String(change.documentKey._id);
    this.#changed.set(`${collection} ${id}`, { collection, id });
    this.#heard = { resumeAfter: change._id };
    this.#bringing ??= this.#bringAllIn(sources);
  }

  async #bringAllIn(sources: readonly SearchSource[]): Promise<void> {
    try {
      while (this.#changed.size > 0) {
        await wait(GATHERED_MS);
        await this.#bringSomeIn(sources);
        if (this.#changed.size > 0) continue;
        this.#reached = this.#heard;
        this.#hasSucceeded();
        if (Date.now() - this.#noted > NOTED_MS) await this.#notePlaceOrSay();
      }
    } catch (error) {
      this.#hasFailed(error);
      // From where all was in the indexes it is heard of again.
      this.#changed.clear();
      await this.#stream?.close();
    } finally {
      // At once, so that no change comes between the last look and this.
      this.#bringing = undefined;
    }
  }

  async #bringSomeIn(sources: readonly SearchSource[]): Promise<void> {
    const some = [...this.#changed].slice(0, MOST_TOGETHER);
    for (const [key] of some) this.#changed.delete(key);
    for (const source of sources) {
      const ids = some.flatMap(([, { collection, id }]) => (collection === source.store.name ? [id] : []));
      if (ids.length === 0) continue;
      const refused = await bringIn(this.#keeping.engine, source, ids);
      for (const id of ids) this.#refused.delete(`${source.kind} ${id}`);
      for (const id of refused) this.#refused.add(`${source.kind} ${id}`);
    }
  }

  async #notePlaceOrSay(): Promise<void> {
    await this.#notePlace().catch((error: unknown) => {
      log.warn({ err: error }, 'how far the index of the search has come cannot be noted');
    });
  }

  async #notePlace(): Promise<void> {
    const place = this.#reached;
    // While indexes are made nobody knows how far they have come.
    if (place === undefined || this.isBuilding) return;
    this.#noted = Date.now();
    await this.#keeping.engine.settle();
    // What turned out to be lost meanwhile was never brought in again.
    if (!this.#hasLost) await notePlace(this.#keeping.folder, this.#collections, place);
  }

  #hasFailed(error: unknown): void {
    this.#failures += 1;
    this.#behind = { since: this.#behind?.since ?? currentTime(), isOfDatabase: error instanceof mongo.MongoError };
    log.error({ err: error, failures: this.#failures }, 'the index of the search cannot be kept; trying again');
  }

  #hasSucceeded(): void {
    this.#failures = 0;
    this.#behind = undefined;
  }
}
