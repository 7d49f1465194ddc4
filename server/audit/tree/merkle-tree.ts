import { hash } from 'node:crypto';

/*
 * The Merkle tree of RFC 9162 §2.1 with SHA-256. A tree that grows is held as its frontier: the roots of the perfect subtrees that its
 * leaves make up, from the left and so the largest first. Proofs take the roots of perfect subtrees from wherever they are kept.
 */

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

export interface Tree {
  readonly size: number;
  readonly frontier: readonly Hash[];
}

/** The root of the perfect subtree with 2^level leaves that begins at leaf `index` · 2^level. */
export type Subtree = (level: number, index: number) => Promise<Hash>;

export const emptyTree: Tree = { size: 0, frontier: [] };

const sha256 = (...parts: Uint8Array[]): Hash => hash('sha256', Buffer.concat(parts), 'buffer');

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The hash of a leaf (RFC 9162 §2.1.1). */
export const leafHash = (bytes: Uint8Array): Hash => sha256(leafMark, bytes);

/** The hash of an inner node (RFC 9162 §2.1.1). */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(nodeMark, left, right);

/** The tree with one leaf more. */
export function append({ size, frontier }: Tree, leaf: Hash): Tree {
  const grown = [...frontier];
  let hash = leaf;
  // Each low bit of the size is a perfect subtree that the new leaf completes to the next larger one.
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = grown.pop();
    if (!left) throw new RangeError('The frontier does not belong to this size');
    hash = nodeHash(left, hash);
  }
  return { size: size + 1, frontier: [...grown, hash] };
}

/** The root of a tree; of an empty one the hash of nothing (RFC 9162 §2.1.1). */
export function rootOf({ frontier }: Tree): Hash {
  const last = frontier.at(-1);
  return last ? frontier.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last) : sha256();
}

/** The tree of the first `size` leaves. */
export async function treeOf(size: number, subtree: Subtree): Promise<Tree> {
  return { size, frontier: await Promise.all(perfectParts(0, size).map(([level, index]) => subtree(level, index))) };
}

/** The hashes that lead from a leaf to the root of the tree of `size` leaves (RFC 9162 §2.1.3.1). */
export async function inclusionProof(index: number, size: number, subtree: Subtree): Promise<Hash[]> {
  if (index < 0 || index >= size) throw new RangeError(`There is no leaf ${index} among ${size}`);
  const proof: Hash[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + largestPower(end - begin);
    if (index < middle) {
      proof.unshift(await rangeHash(middle, end, subtree));
      end = middle;
    } else {
      proof.unshift(await rangeHash(begin, middle, subtree));
      begin = middle;
    }
  }
  return proof;
}

/** The hashes that show that the tree of `size` leaves only adds to that of the first `earlier` (RFC 9162 §2.1.4.1). */
export async function consistencyProof(earlier: number, size: number, subtree: Subtree): Promise<Hash[]> {
  if (earlier < 1 || earlier > size) throw new RangeError(`${earlier} is no earlier size of ${size}`);
  const proof: Hash[] = [];
  let [begin, end] = [0, size];
  // As long as the earlier tree ends inside this part; `begin` moves when the earlier tree holds its left half whole.
  while (end !== earlier) {
    const middle = begin + largestPower(end - begin);
    if (earlier <= middle) {
      proof.unshift(await rangeHash(middle, end, subtree));
      end = middle;
    } else {
      proof.unshift(await rangeHash(begin, middle, subtree));
      begin = middle;
    }
  }
  // The verifier knows the earlier root itself, so it is sent only when it is not a subtree of the later tree.
  return begin === 0 ? proof : [await rangeHash(begin, end, subtree), ...proof];
}

/** Whether the leaf stands at `index` in the tree with this size and root (RFC 9162 §2.1.3.2). */
export function isIncluded(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (index < 0 || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const other of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(other, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, other);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && isSame(hash, root);
}

/** A tree as another party knows it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the later tree holds the earlier one unchanged as its beginning (RFC 9162 §2.1.4.2). */
export function isConsistent(earlier: TreeHead, later: TreeHead, proof: readonly Hash[]): boolean {
  if (earlier.size < 1 || earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && isSame(earlier.root, later.root);
  const path = Number.isInteger(Math.log2(earlier.size)) ? [earlier.root, ...proof] : [...proof];
  let [node, last] = [earlier.size - 1, later.size - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  const [start, ...rest] = path;
  if (!start) return false;
  let [first, second] = [start, start];
  for (const other of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      first = nodeHash(other, first);
      second = nodeHash(other, second);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      second = nodeHash(second, other);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && isSame(first, earlier.root) && isSame(second, later.root);
}

function isSame(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}

async function rangeHash(begin: number, end: number, subtree: Subtree): Promise<Hash> {
  const frontier = await Promise.all(perfectParts(begin, end).map(([level, index]) => subtree(level, index)));
  return rootOf({ size: end - begin, frontier });
}

/** The perfect subtrees, as level and index, that make up the leaves from `begin` (where a subtree of that size may begin) to `end`. */
function perfectParts(begin: number, end: number): [level: number, index: number][] {
  const parts: [number, number][] = [];
  for (let at = begin; at < end; ) {
    const level = Math.floor(Math.log2(end - at));
    parts.push([level, at / 2 ** level]);
    at += 2 ** level;
  }
  return parts;
}

/** The largest power of two smaller than `count` (RFC 9162 §2.1.1). */
function largestPower(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
