import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type mongo } from 'mongoose';
import { log } from '../log.ts';

type Stream = mongo.ChangeStream<mongo.Document, mongo.ChangeStreamInsertDocument>;

const LONGEST_PAUSE_MS = 5_000;

/** Tells these fields of every row that is inserted into a collection, in order; goes on where it was after the database was away. */
export class InsertFeed {
  readonly #collection: string;
  readonly #fields: readonly string[];
  readonly #onInsert: (row: Readonly<Record<string, unknown>>) => void;
  readonly #stopping = new AbortController();
  #stream: Stream | undefined;
  #resumeAfter: mongo.ResumeToken;
  #done: Promise<void> | undefined;

  constructor(
    collection: string,
    fields: readonly string[],
    onInsert: (row: Readonly<Record<string, unknown>>) => void,
  ) {
    this.#collection = collection;
    this.#fields = fields;
    this.#onInsert = onInsert;
  }

  start(): void {
    this.#done = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#stream?.close();
    await this.#done;
  }

  async #follow(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted; failures += 1) {
      try {
        this.#stream = this.#open();
        for await (const change of this.#stream) {
          failures = 0;
          this.#resumeAfter = change._id;
          this.#onInsert(change.fullDocument);
        }
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        log.warn({ err: error, collection: this.#collection }, 'changes cannot be followed; trying again');
        if (isBeyondHistory(error)) this.#resumeAfter = undefined;
      } finally {
        await this.#stream?.close();
      }
      await wait(Math.min(100 * 2 ** failures, LONGEST_PAUSE_MS), undefined, { signal: this.#stopping.signal }).catch(
        () => undefined,
      );
    }
  }

  #open(): Stream {
    const wanted = Object.fromEntries(this.#fields.map((field) => [`fullDocument.${field}`, 1]));
    const inserts = [{ $match: { operationType: 'insert' } }, { $project: { operationType: 1, ...wanted } }];
    const options = this.#resumeAfter === undefined ? {} : { resumeAfter: this.#resumeAfter };
    return mongoose.connection
      .collection(this.#collection)
      .watch<mongo.Document, mongo.ChangeStreamInsertDocument>(inserts, options);
  }
}

/** The place to go on from is no longer in the database's history: what happened meanwhile is not told. */
export function isBeyondHistory(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 286 || code === 280;
}
