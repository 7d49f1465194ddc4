import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { mongo } from 'mongoose';
import { z } from 'zod';
import { isBeyondHistory } from '../../platform/edge/insert-feed.ts';
import { log } from '../../platform/log.ts';
import type { SearchSource } from '../../platform/search.ts';
import { replaceFile } from '../../platform/state/durable-file.ts';
import { makeFolder } from '../../platform/state/make-folder.ts';
import { parseState, readStateText } from '../../platform/state/state-file.ts';
import { INDEX_FORMAT, type SearchEngine } from '../engine/search-engine.ts';
import { bringIn } from './bring-in.ts';
import { compareIndex } from './compare-index.ts';

type Changed = mongo.ChangeStreamInsertDocument | mongo.ChangeStreamUpdateDocument | mongo.ChangeStreamReplaceDocument;
type Stream = mongo.ChangeStream<mongo.Document, Changed>;

/** Where the changes of the database were left: those before it are in the indexes, which are of this format. */
const placeInChanges = z.object({ database: z.string(), format: z.literal(INDEX_FORMAT), token: z.unknown() });

/** What changes within this time is brought in together. */
const GATHERED_MS = 100;
const MOST_TOGETHER = 500;
/** So often it is noted how far the indexes have come; what is brought in twice is brought in once. */
const NOTED_MS = 5_000;
const LONGEST_PAUSE_MS = 5_000;

const way = { vietnamese: 'xoá nó: máy chủ lập lại chỉ mục', english: 'remove it: the server makes the index again' };

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
  #token: unknown;
  #noted = 0;
  #failures = 0;
  #stream: Stream | undefined;
  #bringing: Promise<void> | undefined;
  #done: Promise<void> | undefined;
  #isBuilding = true;
  #hasLost = false;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  /** Whether not all is in the indexes yet: they are made, or compared. */
  get isBuilding(): boolean {
    return this.#isBuilding || this.#hasLost;
  }

  start(): void {
    this.#done ??= this.#keep();
  }

  /** Has everything compared again, since an index was lost. */
  async beginAnew(): Promise<void> {
    this.#hasLost = true;
    await this.#stream?.close();
  }

  /** Resolves when what has changed so far is brought in, and noted where there is room for it: from an earlier place on it is brought in again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#stream?.close();
    await this.#done;
    await this.#bringing;
    await this.#notePlace().catch((error: unknown) => {
      log.warn({ err: error }, 'how far the index of the search has come cannot be noted');
    });
  }

  async #keep(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#follow();
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        log.warn({ err: error }, 'the index of the search cannot be kept; trying again');
        this.#failures += 1;
        // Nobody knows what happened meanwhile, or it is that at which we fail.
        if (isBeyondHistory(error) || this.#failures > 2) await rm(this.#placeFile, { force: true });
      } finally {
        await this.#stream?.close();
      }
      const pause = Math.min(100 * 2 ** this.#failures, LONGEST_PAUSE_MS);
      await wait(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #follow(): Promise<void> {
    const sources = await this.#keeping.sources();
    await makeFolder(this.#keeping.folder, 0o700);
    if (this.#hasLost) await rm(this.#placeFile, { force: true });
    this.#isBuilding ||= this.#hasLost;
    this.#hasLost = false;
    const token = await this.#readPlace();
    const from = token === undefined ? { startAtOperationTime: await timeOfDatabase() } : { resumeAfter: token };
    this.#isBuilding = token === undefined;
    if (token === undefined) await this.#build(sources);
    this.#token = token;
    this.#stopping.signal.throwIfAborted();
    this.#stream = this.#open(sources, from);
    // Lost while it was made.
    if (this.#hasLost) return;
    this.#isBuilding = false;
    for await (const change of this.#stream) this.#note(change, sources);
  }

  /** Compares all, after which changes since the beginning of that are followed. */
  async #build(sources: readonly SearchSource[]): Promise<void> {
    const { engine } = this.#keeping;
    const began = Date.now();
    const { documents, missing, stale } = await compareIndex({
      ...{ engine, sources, mends: true, signal: this.#stopping.signal },
    });
    if (missing + stale > 0)
      log.info({ documents, missing, stale, ms: Date.now() - began }, 'the index of the search is whole again');
  }

  #open(sources: readonly SearchSource[], from: mongo.ChangeStreamOptions): Stream {
    const collections = sources.map(({ store }) => store.name);
    const wanted = { operationType: { $in: ['insert', 'update', 'replace'] }, 'ns.coll': { $in: collections } };
    const pipeline = [{ $match: wanted }, { $project: { operationType: 1, ns: 1, documentKey: 1 } }];
    const { connection } = mongoose;
    return connection.getClient().db(connection.name).watch<mongo.Document, Changed>(pipeline, from);
  }

  #note(change: Changed, sources: readonly SearchSource[]): void {
    const { coll: collection } = change.ns;
    const id = String(change.documentKey._id);
    this.#changed.set(`${collection} ${id}`, { collection, id });
    this.#token = change._id;
    this.#bringing ??= this.#bringAllIn(sources);
  }

  async #bringAllIn(sources: readonly SearchSource[]): Promise<void> {
    try {
      while (this.#changed.size > 0) {
        await wait(GATHERED_MS);
        await this.#bringSomeIn(sources);
        if (this.#changed.size === 0 && Date.now() - this.#noted > NOTED_MS) await this.#notePlace();
      }
    } catch (error) {
      this.#failures += 1;
      log.warn({ err: error }, 'what changed cannot be brought into the index of the search; beginning where it was');
      this.#changed.clear();
      this.#token = undefined;
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
      if (ids.length > 0) await bringIn(this.#keeping.engine, source, ids);
    }
  }

  get #placeFile(): string {
    return join(this.#keeping.folder, 'place.json');
  }

  /** Of a place in another database, of indexes of another format, or one that cannot be read, nothing is known. */
  async #readPlace(): Promise<unknown> {
    const text = await readStateText(this.#placeFile, way);
    const place = text === undefined ? undefined : parseState(text, placeInChanges);
    return place?.database === mongoose.connection.name ? place.token : undefined;
  }

  async #notePlace(): Promise<void> {
    const token = this.#token;
    // While indexes are made nobody knows how far they have come.
    if (token === undefined || this.isBuilding) return;
    this.#noted = Date.now();
    await this.#keeping.engine.settle();
    const place = { database: mongoose.connection.name, format: INDEX_FORMAT, token };
    await replaceFile(this.#placeFile, JSON.stringify(place));
    this.#failures = 0;
  }
}

async function timeOfDatabase(): Promise<mongo.Timestamp> {
  const answer = await mongoose.connection.db?.command({ hello: 1 });
  return z.object({ operationTime: z.instanceof(mongo.Timestamp) }).parse(answer).operationTime;
}
