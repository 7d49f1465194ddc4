import { existsSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { z } from 'zod';
import { signsOfCodes } from '../words/folded-words.ts';
import { columns, indexWords } from '../words/index-words.ts';
import {
  type Awaiting,
  type Change,
  type Hit,
  INDEX_FORMAT,
  type Indexed,
  type Question,
  type Ranked,
} from './search-engine.ts';

/** Rows stand in the order of their seconds: a million of each, which is exact in a number until the year 2255. */
const ROWS_OF_A_SECOND = 1_000_000;
/** Before all seconds of which there are documents (old registers); below it stands what the index knows and nobody finds. */
const EARLIEST = -4_000_000_000 * ROWS_OF_A_SECOND;

/** Whatever stood there before, of this format or of an earlier one, is gone. */
const schema = `
  DROP TABLE IF EXISTS words;
  DROP TABLE IF EXISTS documents;
  CREATE TABLE documents (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    found INTEGER NOT NULL, awaits INTEGER NOT NULL, UNIQUE (kind, id));
  CREATE INDEX awaiting ON documents (place) WHERE awaits = 1;
  CREATE VIRTUAL TABLE words USING fts5(${columns.join(', ')}, content='', contentless_delete=1, prefix='2 3',
    tokenize="unicode61 remove_diacritics 0 tokenchars '${signsOfCodes}'");
  PRAGMA user_version = ${INDEX_FORMAT};`;

const hits = z.array(z.object({ kind: z.string(), id: z.string() }));
const waiting = z.array(z.object({ kind: z.string(), id: z.string(), place: z.number() }));
const indexed = z.array(z.object({ kind: z.string(), id: z.string(), version: z.number() }));
const place = z.object({ place: z.number() }).optional();
const known = z.object({ place: z.number(), version: z.number() }).optional();
const oneNumber = z.tuple([z.number()]);

/**
 * The index of one agency, a file of SQLite: the words of its documents without the documents (FTS5, contentless), and which document stands at
 * which place. Beside it SQLite keeps its log (WAL), so that a process may be killed at any moment and others read meanwhile.
 */
export class IndexFile {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Opens what is there; undefined where there is none, or one of another format. */
  static open(path: string): IndexFile | undefined {
    if (!existsSync(path)) return undefined;
    const database = connect(path);
    if (formatOf(database) === INDEX_FORMAT) return new IndexFile(database);
    database.close();
    return undefined;
  }

  /** Opens the file or makes it; one that is of another format is made anew. Of several processes that come to it the first one does so. */
  static openOrMake(path: string): IndexFile {
    const file = new IndexFile(connect(path));
    try {
      if (formatOf(file.#database) !== INDEX_FORMAT) {
        file.#whole(() => {
          if (formatOf(file.#database) !== INDEX_FORMAT) file.#database.exec(schema);
        });
      }
    } catch (error) {
      file.close();
      throw error;
    }
    return file;
  }

  find({ expressions, most }: Question): Ranked[] {
    const newest = this.#database.prepare(
      `SELECT kind, id FROM (SELECT rowid AS at FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?)
       JOIN documents ON place = at ORDER BY at DESC`,
    );
    const found = new Map<string, Ranked>();
    for (const [by, expression] of expressions.entries()) {
      for (const hit of hits.parse(newest.all(expression, most))) {
        if (found.size < most) found.set(`${hit.kind} ${hit.id}`, found.get(`${hit.kind} ${hit.id}`) ?? { ...hit, by });
      }
      if (found.size >= most) break;
    }
    return [...found.values()];
  }

  /** Brings documents in, all or none. */
  write(changes: readonly Change[]): void {
    this.#whole(() => {
      for (const change of changes) this.#bringIn(change);
    });
  }

  known(kind: string, ids: readonly string[]): Indexed[] {
    const asked = this.#database.prepare(
      'SELECT kind, id, version FROM documents WHERE kind = ? AND id IN (SELECT value FROM json_each(?))',
    );
    return indexed.parse(asked.all(kind, JSON.stringify(ids)));
  }

  after(last: Hit | undefined, most: number): Hit[] {
    const next = this.#database.prepare(
      'SELECT kind, id FROM documents WHERE (kind, id) > (?, ?) ORDER BY kind, id LIMIT ?',
    );
    return hits.parse(next.all(last?.kind ?? '', last?.id ?? '', most));
  }

  awaiting(before = Number.MAX_SAFE_INTEGER, most: number): Awaiting[] {
    const next = this.#database.prepare(
      'SELECT kind, id, place FROM documents WHERE awaits = 1 AND place < ? ORDER BY place DESC LIMIT ?',
    );
    return waiting.parse(next.all(before, most));
  }

  forget(gone: readonly Hit[]): void {
    this.#whole(() => {
      for (const hit of gone) this.#takeOut(hit);
    });
  }

  /** Whether database and words are whole in themselves and agree with each other. */
  isWhole(): boolean {
    try {
      const check = z.array(z.object({ quick_check: z.string() })).parse(this.#database.pragma('quick_check'));
      this.#database.exec("INSERT INTO words(words) VALUES ('integrity-check')");
      const lacking = this.#database
        .prepare('SELECT count(*) FROM documents WHERE found = 1 AND place NOT IN (SELECT id FROM words_docsize)')
        .raw()
        .get();
      return check.every(({ quick_check }) => quick_check === 'ok') && oneNumber.parse(lacking)[0] === 0;
    } catch (error) {
      if (isDamage(error)) return false;
      throw error;
    }
  }

  clear(): void {
    this.#whole(() => this.#database.exec(schema));
  }

  /** Brings to the disk what was written: a power cut takes nothing of it. */
  settle(): void {
    this.#database.pragma('wal_checkpoint(PASSIVE)');
  }

  close(): void {
    this.#database.close();
  }

  #whole(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #bringIn(change: Change): void {
    const { kind, id, version, entry, awaitsText = false } = change;
    const before = this.#placeOf(change);
    if (before && before.version > version) return;
    if (before) this.#takeOut(change);
    const at = entry ? this.#freePlace(Math.floor(entry.at.getTime() / 1_000)) : this.#placeOfUnfound();
    const document = 'INSERT INTO documents (place, kind, id, version, found, awaits) VALUES (?, ?, ?, ?, ?, ?)';
    this.#database.prepare(document).run(at, kind, id, version, entry ? 1 : 0, entry && awaitsText ? 1 : 0);
    if (!entry) return;
    const words = indexWords(kind, entry);
    const marks = columns.map(() => '?').join(', ');
    this.#database
      .prepare(`INSERT INTO words (rowid, ${columns.join(', ')}) VALUES (?, ${marks})`)
      .run(at, ...columns.map((column) => words[column]));
  }

  #takeOut(hit: Hit): void {
    const before = this.#placeOf(hit);
    if (!before) return;
    this.#database.prepare('DELETE FROM words WHERE rowid = ?').run(before.place);
    this.#database.prepare('DELETE FROM documents WHERE place = ?').run(before.place);
  }

  #placeOf({ kind, id }: Hit) {
    return known.parse(
      this.#database.prepare('SELECT place, version FROM documents WHERE kind = ? AND id = ?').get(kind, id),
    );
  }

  #freePlace(second: number): number {
    const first = second * ROWS_OF_A_SECOND;
    const last = place.parse(
      this.#database
        .prepare('SELECT place FROM documents WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1')
        .get(first, first + ROWS_OF_A_SECOND),
    );
    return last === undefined ? first : last.place + 1;
  }

  /** What nobody finds is written over and over, and takes no room from a second in which something is found. */
  #placeOfUnfound(): number {
    const lowest = place.parse(
      this.#database.prepare('SELECT place FROM documents WHERE place < ? ORDER BY place LIMIT 1').get(EARLIEST),
    );
    return (lowest?.place ?? EARLIEST) - 1;
  }
}

/** Takes an index away with all that SQLite keeps beside it. */
export function removeIndexFile(path: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(`${path}${part}`, { force: true });
}

/** Another process that writes is waited for a moment: all who search here wait meanwhile, and whoever wrote tries again. */
const BUSY_MS = 200;

function connect(path: string): Database.Database {
  const database = new Database(path);
  try {
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function formatOf(database: Database.Database): number {
  return oneNumber.parse(database.prepare('PRAGMA user_version').raw().get())[0];
}

/** What SQLite says of a file that is no database, or a damaged one. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
}

/** What SQLite says while another process writes. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_BUSY/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
