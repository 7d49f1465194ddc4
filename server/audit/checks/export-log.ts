import { createHash } from 'node:crypto';
import { type FileHandle, rm } from 'node:fs/promises';
import mongoose, { type ClientSession } from 'mongoose';
import { currentTime } from '../../platform/clock.ts';
import { allStores, type Row, rowsOf, type Store } from '../../platform/database/store.ts';
import { createFile } from '../../platform/state/create-file.ts';
import { auditEntries, DEPLOYMENT, heldHeads, logHeads, logTiles, signedHeads } from '../store.ts';
import { canonicalJson } from '../tree/canonical-json.ts';
import { publishedRow } from '../tree/published-row.ts';

export interface ExportOptions {
  /** The logs to write, with the rows that belong to them or that they speak of; all logs and all rows when left out. */
  readonly logs?: readonly string[];
}

/** What an export holds, as its last line says. */
export interface Exported {
  readonly at: Date;
  readonly lines: number;
  readonly sha256: string;
}

/**
 * Writes the logs, and every row they prove, as lines of JSON into a new file that only its owner reads. All of it is the state of one
 * moment (snapshot reads), while acts go on; `scripts/verify-log.mjs` needs nothing else. Nothing usable is in it: secrets of rows are
 * there as digests.
 */
export async function exportLog(path: string, options: ExportOptions = {}): Promise<Exported> {
  const file = await createFile(path);
  const session = await mongoose.connection.startSession({ snapshot: true });
  try {
    return await writeLines(new LinesOf(file), session, options);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await session.endSession();
    await file.close();
  }
}

async function writeLines(lines: LinesOf, session: ClientSession, { logs }: ExportOptions): Promise<Exported> {
  const of = (field: string) => (logs === undefined ? {} : { [field]: { $in: logs } });
  // The first read chooses the moment of all, and that is not before this one.
  const at = currentTime();
  const stores = allStores().filter(({ evidence }) => evidence);
  const named = (some: readonly Store<Row>[]) => some.map(({ name }) => name);
  const about = { format: 2, at: at.toISOString(), logs: logs ?? null, stores: named(stores) };
  const sealed = named(stores.filter((store) => store.sealed));
  await lines.add({ kind: 'vanban-log-export', ...about, sealed });
  for await (const head of plainRows(logHeads, session, of('_id'), { _id: 1 })) await lines.add({ kind: 'head', head });
  for await (const tile of plainRows(logTiles, session, of('log'), { _id: 1 })) await lines.add({ kind: 'tile', tile });
  // Heads go before the entries: the reader compares them while the tree grows.
  for (const store of [signedHeads, heldHeads]) {
    for await (const { text, signature, publicKey, agencyId } of plainRows(store, session, of('log'), { _id: 1 })) {
      await lines.add({ kind: 'signed-head', text, signature, publicKey, heldBy: agencyId });
    }
  }
  const spoken = new Set<string>();
  for await (const entry of plainRows(auditEntries, session, of('agencyId'), { agencyId: 1, sequence: 1 })) {
    await lines.add({ kind: 'entry', entry });
    if (logs) for (const name of rowsNamedIn(entry.leaf)) spoken.add(name);
  }
  for (const store of stores) {
    for await (const row of plainRows(store, session, {}, { _id: 1 })) {
      const isWanted = !logs || logs.includes(ownerOf(row)) || spoken.has(nameOf(store.name, row.id));
      if (isWanted) await lines.add({ kind: 'row', store: store.name, ...exported(store, row) });
    }
  }
  return { at, ...(await lines.end()) };
}

type Plain = Readonly<Record<string, unknown>>;

/** A row without what would open something, and its seal beside it. */
function exported(store: Store<Row>, { mac, ...row }: Plain): Plain {
  return store.sealed ? { row: publishedRow(store, row), seal: mac } : { row: publishedRow(store, { ...row, mac }) };
}

/** The rows of a collection with every field they have, declared or not: what was put there past the server is to be seen in the export. */
async function* plainRows(
  store: Pick<Store<Row>, 'name'>,
  session: ClientSession,
  filter: Plain,
  sort: Record<string, 1>,
): AsyncGenerator<Plain> {
  // Said for each read: the majority reads of the connection would otherwise win over the session, and every read see its own moment.
  const readConcern = { level: 'snapshot' } as const;
  const found = rowsOf(store).find(filter, { session, readConcern, sort, promoteBuffers: true, allowDiskUse: true });
  for await (const { _id, ...rest } of found) yield plain({ id: _id, ...rest });
}

/** The value as canonical JSON can write it: what it has no form for, such as NaN or a BSON type, stands as an object that names it. */
function plain<T>(value: T): T;
function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? { $date: 'invalid' } : value;
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(plain);
  if ('_bsontype' in value) return { $bson: mongoose.mongo.BSON.EJSON.stringify(value, { relaxed: false }) };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

const ownerOf = ({ agencyId }: Plain): string => (typeof agencyId === 'string' ? agencyId : DEPLOYMENT);

const nameOf = (store: unknown, id: unknown): string => JSON.stringify([store, id]);

/** The rows a leaf speaks of; none when somebody made it unreadable. */
function rowsNamedIn(leaf: unknown): string[] {
  try {
    const { rows } = JSON.parse(String(leaf));
    return rows.map(({ store, id }: Plain) => nameOf(store, id));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return [];
    throw error;
  }
}

const PIECE = 256 * 1024;

/** Lines of JSON on their way into a file, counted and hashed. */
class LinesOf {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  #waiting = '';
  #count = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(line: Plain): Promise<void> {
    this.#waiting += `${canonicalJson(line)}\n`;
    this.#count += 1;
    if (this.#waiting.length >= PIECE) await this.#write();
  }

  /** The last line: how many went before it, and the SHA-256 of all their bytes. */
  async end(): Promise<Pick<Exported, 'lines' | 'sha256'>> {
    await this.#write();
    const end = { lines: this.#count, sha256: this.#hash.digest('hex') };
    await this.#file.appendFile(`${canonicalJson({ kind: 'end', ...end })}\n`);
    await this.#file.sync();
    return end;
  }

  async #write(): Promise<void> {
    this.#hash.update(this.#waiting);
    await this.#file.appendFile(this.#waiting);
    this.#waiting = '';
  }
}
