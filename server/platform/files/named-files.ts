import { allStores, type Row, type RowTitle, readOne, type Store } from '../database/store.ts';

/** Members that name a stored file by its SHA-256, wherever they stand. */
const fileMembers: ReadonlySet<string> = new Set([
  'envelopeSha256',
  'envelopeSignatureSha256',
  'signatureSha256',
  'receiptSha256',
  'sealImage',
  'signatureImage',
]);

/** The stored files that a row names by their SHA-256, wherever in it. */
export function* filesNamedIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  const isFile = 'sha256' in value && ('mediaType' in value || 'signatureSha256' in value);
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'string') {
      if ((fileMembers.has(key) || (isFile && key === 'sha256')) && /^[0-9a-f]{64}$/.test(member)) yield member;
    } else yield* filesNamedIn(member);
  }
}

/** The stores whose rows keep files: what they name must be there. The others name what passes, an upload or an answer. */
export function storesOfFiles(): readonly Store<Row>[] {
  return allStores().filter(({ keepsFiles }) => keepsFiles);
}

/** Where rows come from: the database, or a backup of it. */
export type RowsOf = (store: Store<Row>) => AsyncIterable<Row>;

/** Of one file more than this many names tell nothing new. */
const MOST_NAMES = 5;

/** What people call the documents that name these files: number and symbol, by the SHA-256 of the file. */
export async function documentsNaming(
  files: ReadonlySet<string>,
  rowsOf: RowsOf,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const titles = new Map<string, RowTitle[]>();
  for (const store of files.size > 0 ? storesOfFiles() : []) {
    for await (const row of rowsOf(store)) {
      for (const sha256 of new Set(filesNamedIn(row))) {
        const known = titles.get(sha256) ?? [];
        if (files.has(sha256) && known.length < MOST_NAMES) titles.set(sha256, [...known, store.title(row)]);
      }
    }
  }
  const others = await titlesOf([...titles.values()].flat(), rowsOf);
  return new Map(
    [...titles].map(([sha256, all]) => [
      sha256,
      all.map(({ words, of }) => [words, of && others.get(of.id)].join(' ').trim()),
    ]),
  );
}

/** What people call a row, with the row it speaks of. */
export async function wholeTitle(store: Store<Row>, row: Row): Promise<string> {
  const { words, of } = store.title(row);
  if (!of) return words;
  const other = allStores().find(({ name }) => name === of.store);
  const found = other && (await readOne(other, { _id: of.id }));
  return found ? `${words} ${other.title(found).words}` : words;
}

/** The titles of the rows that these titles speak of, by id; a row that is gone has none. */
async function titlesOf(titles: readonly RowTitle[], rowsOf: RowsOf): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const wanted = titles.flatMap(({ of }) => of ?? []);
  for (const store of allStores()) {
    const ids = new Set(wanted.filter((of) => of.store === store.name).map(({ id }) => id));
    if (ids.size === 0) continue;
    for await (const row of rowsOf(store)) if (ids.has(row.id)) found.set(row.id, store.title(row).words);
  }
  return found;
}
