import mongoose from 'mongoose';
import { countRows, readAll, readOne } from '../../platform/database/store.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import type { MarkedLeaf } from '../keys/head-signer.ts';
import { auditEntries, type LogHead, logHeads, logTiles } from '../store.ts';
import { isShownWhole } from '../tree/disclosure.ts';
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  type Subtree,
  treeOf,
} from '../tree/merkle-tree.ts';

/** Hashes in a tile: eight levels of the tree lie between one level of tiles and the next. */
const TILE = 256;
const TILE_LEVELS = 8;

/** The leaves from one on, up to `end`, in order, with the marks they bear. */
export async function* leavesWithMarks(log: string, from: number, end: number): AsyncGenerator<MarkedLeaf> {
  const range = mongoose.trusted({ $gte: from, $lt: end });
  const cursor = auditEntries.model
    .find({ agencyId: log, sequence: range }, { leaf: 1, mac: 1 })
    .sort({ sequence: 1 })
    .lean()
    .cursor();
  for await (const { leaf, mac } of cursor) yield { leaf: String(leaf), mac: String(mac) };
}

/** Their hashes. */
export async function* leafHashes(log: string, from: number, end: number): AsyncGenerator<Hash> {
  for await (const { leaf } of leavesWithMarks(log, from, end)) yield leafHash(Buffer.from(leaf));
}

/** The head of a log as the database has it; the common 404 for a log that does not exist. */
export async function headOf(log: string): Promise<LogHead> {
  const head = await readOne(logHeads, { _id: log });
  if (!head) throw notFound();
  return head;
}

/** Roots of subtrees from the stored tiles, and from the leaves where a tile is not full yet; what was read once is kept. */
export function subtreesOf(log: string): Subtree {
  const tiles = new Map<string, Promise<readonly Hash[]>>();
  const tile = (level: number, index: number): Promise<readonly Hash[]> => {
    const id = tileId(log, level, index);
    const hashes = tiles.get(id) ?? readTile(id, () => tileFromBelow(level, index));
    tiles.set(id, hashes);
    return hashes;
  };
  const tileFromBelow = async (level: number, index: number): Promise<Hash[]> => {
    const first = index * TILE;
    if (level === 0) return await all(leafHashes(log, first, first + TILE));
    const below = Array.from({ length: TILE }, (_, place) => first + place);
    const head = await headOf(log);
    const full = below.filter((place) => (place + 1) * TILE ** level <= head.size);
    return await Promise.all(full.map(async (place) => perfectRoot(await tile(level - 1, place))));
  };
  return async (level, index) => {
    const inTile = level % TILE_LEVELS;
    const first = index * 2 ** inTile;
    const hashes = await tile(Math.floor(level / TILE_LEVELS), Math.floor(first / TILE));
    const part = hashes.slice(first % TILE, (first % TILE) + 2 ** inTile);
    if (part.length < 2 ** inTile) throw new RangeError(`The log ${log} has fewer leaves than it claims`);
    return perfectRoot(part);
  };
}

async function readTile(id: string, make: () => Promise<Hash[]>): Promise<readonly Hash[]> {
  const stored = await readOne(logTiles, { _id: id });
  if (!stored) return await make();
  const bytes = Buffer.from(stored.hashes, 'base64');
  return Array.from({ length: TILE }, (_, place) => bytes.subarray(32 * place, 32 * place + 32));
}

/** The root of a perfect subtree from the hashes of one of its levels. */
function perfectRoot(hashes: readonly Hash[]): Hash {
  const [only] = hashes;
  if (only && hashes.length === 1) return only;
  const half = hashes.length / 2;
  return nodeHash(perfectRoot(hashes.slice(0, half)), perfectRoot(hashes.slice(half)));
}

function tileId(log: string, level: number, index: number): string {
  return `${log}/${level}/${index}`;
}

/** Stores the tiles that have become full; what they hold follows from the leaves, so a lost one costs only time. */
export async function storeFullTiles(log: string): Promise<void> {
  const { size } = await headOf(log);
  for (let level = 0, full = Math.floor(size / TILE); full > 0; level += 1, full = Math.floor(full / TILE)) {
    const stored = await countRows(logTiles, { log, level });
    const subtree = subtreesOf(log);
    for (let index = stored; index < full; index += 1) {
      const places = Array.from({ length: TILE }, (_, place) => index * TILE + place);
      const hashes = await Promise.all(places.map((place) => subtree(level * TILE_LEVELS, place)));
      await logTiles.model.updateOne(
        { _id: tileId(log, level, index) },
        { $setOnInsert: { log, level, index, version: 1, hashes: Buffer.concat(hashes).toString('base64') } },
        { upsert: true },
      );
    }
  }
}

/** The root the log had with its first `size` leaves, from what the database holds now. */
export async function rootAt(log: string, size: number): Promise<Hash> {
  return rootOf(await treeOf(size, subtreesOf(log)));
}

/** Proof that leaf `index` stands in the log of `size` leaves, base64; 422 where there is no such leaf or no such log yet (row 96). */
export async function proveInclusion(log: string, index: number, size: number): Promise<string[]> {
  const head = await headOf(log);
  if (index >= size) throw beyond('index', 'is not below size');
  if (size > head.size) throw beyond('size', `is beyond the ${head.size} leaves of the log`);
  return (await inclusionProof(index, size, subtreesOf(log))).map(text);
}

/** Proof that the log of `to` leaves begins with that of `from`, base64; 422 where there is no such log yet, or nothing to compare. */
export async function proveConsistency(log: string, from: number, to: number): Promise<string[]> {
  const head = await headOf(log);
  if (from < 1 || from > to) throw beyond('from', 'is not between 1 and to');
  if (to > head.size) throw beyond('to', `is beyond the ${head.size} leaves of the log`);
  return (await consistencyProof(from, to, subtreesOf(log))).map(text);
}

function beyond(parameter: string, detail: string): DomainError {
  const fields = [{ pointer: `/query/${parameter}`, code: 'out-of-range', detail }];
  return new DomainError('invalid', 'out-of-range', `${parameter} ${detail}`, { fields });
}

/** The hashes of the leaves of a log from one on; with their texts and the salts of their digests where the reader may see them. */
export async function leavesOf(
  log: string,
  { from, count }: { readonly from: number; readonly count: number },
  seesDocuments: boolean,
) {
  const range = mongoose.trusted({ $gte: from, $lt: from + count });
  const entries = await readAll(auditEntries, { agencyId: log, sequence: range }, { sort: { sequence: 1 } });
  return entries.map((entry) => {
    const { sequence, leaf, salt } = entry;
    const shown = isShownWhole(entry, seesDocuments) ? { leaf, salt } : { leaf: null, salt: null };
    return { sequence, ...shown, hash: text(leafHash(Buffer.from(leaf))) };
  });
}

async function all(hashes: AsyncIterable<Hash>): Promise<Hash[]> {
  const list: Hash[] = [];
  for await (const hash of hashes) list.push(hash);
  return list;
}

const text = (hash: Hash): string => Buffer.from(hash).toString('base64');
