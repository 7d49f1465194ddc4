import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../../platform/errors.ts';
import { replaceFile } from '../../platform/state/durable-file.ts';
import { isEd25519Key, newEd25519Key, publicHalfOf } from '../../platform/state/ed25519-key.ts';
import { keepSecret, type SecretRule } from '../../platform/state/secret-file.ts';
import { isThere, missing, readState, unusableFile } from '../../platform/state/state-file.ts';
import { append, emptyTree, type Hash, leafHash, rootOf, type Tree } from '../tree/merkle-tree.ts';
import { treeHeadText } from '../tree/read-tree-head.ts';
import type { SignedTreeHead } from '../tree/tree-head.ts';
import { ledgerKey } from './ledger-key.ts';

/** A log as the database holds it now, so that the signer can check that it only grew since the head it signed last. */
export interface Growth {
  readonly log: string;
  readonly size: number;
  readonly root: Hash;
  readonly time: Date;
  /** The leaves from this one on, in order, up to `size`. */
  leavesFrom(sequence: number): AsyncIterable<MarkedLeaf>;
}

/** The text of a leaf and the mark it bears, as the database holds them. */
export interface MarkedLeaf {
  readonly leaf: string;
  readonly mac: string;
}

/**
 * The port behind which the log key stays, outside the database, so that whoever has the database alone cannot rewrite the past. It computes the root itself from its own memory and the
 * leaves that came since, so it signs nothing but an extension of what it has signed before, made of leaves that bear the ledger’s mark.
 */
export interface HeadSigner {
  /**
   * Signs the log as `read` finds it – after the signer has looked into its memory, so that what another process signs meanwhile is
   * not taken for a loss. Refuses with `log-went-back` a log that is shorter than, or other than, what was signed before, and with
   * `log-forged` one that has a leaf without the mark of the ledger.
   */
  sign(log: string, read: () => Promise<Growth>): Promise<SignedTreeHead>;
  /** The same without signing: from now on the log is known to have had these leaves. */
  follow(log: string, read: () => Promise<Growth>): Promise<void>;
  /** Lets the leaves that are there now count without a mark: they are of a release before it, or their key was replaced. */
  excuse(log: string, read: () => Promise<Growth>): Promise<void>;
  /** How much of each log was signed. */
  remembered(): Promise<readonly { readonly log: string; readonly size: number }[]>;
  /**
   * Begins a new epoch with the log as it is, after a backup was restored on purpose: above the one that is remembered, and above `known`,
   * which a memory that is gone or old does not tell.
   */
  acceptRestored(log: string, read: () => Promise<Growth>, known: number): Promise<SignedTreeHead>;
}

const memory = z.strictObject({
  epoch: z.number().int().min(1),
  size: z.number().int().min(0),
  frontier: z.array(z.base64()),
  /** How many leaves at the beginning need no mark; a memory of a release before marks does not say it: all that it remembers. */
  unmarked: z.number().int().min(0).optional(),
  /** Time of the last leaf; none in memories of earlier releases. */
  time: z.iso.datetime().optional(),
});

interface Memory {
  readonly epoch: number;
  readonly tree: Tree;
  readonly unmarked: number;
  readonly time?: string | undefined;
}

/** The key and the memory of each log in files below `folder`; both outlive the database and its backups. Refuses what was cut off. */
export async function headSignerInFiles(folder: string): Promise<HeadSigner> {
  const key = createPrivateKey(await keepSecret(headKeyIn(folder), newEd25519Key, wholeKey));
  for (const log of await logsRememberedIn(folder)) await recall(folder, log);
  const turns = new Map<string, Promise<unknown>>();
  /** One at a time for each log. */
  const inTurn = <T>(log: string, act: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(log) ?? Promise.resolve()).then(act, act);
    turns.set(log, turn);
    return turn;
  };
  /** What is remembered of a log, grown by what it has now. */
  const grown = async (log: string, read: () => Promise<Growth>) => {
    const remembered = await recall(folder, log);
    const growth = await read();
    const tree = await extend(remembered.tree, growth, remembered.unmarked);
    const memory = { ...remembered, tree, time: growth.time.toISOString() };
    if (memory.tree.size > remembered.tree.size) await remember(folder, log, memory);
    return { growth, memory };
  };
  return {
    sign: (log, read) =>
      inTurn(log, async () => {
        const { growth, memory } = await grown(log, read);
        return signed(key, growth, memory.epoch);
      }),
    follow: (log, read) => inTurn(log, async () => void (await grown(log, read))),
    excuse: (log, read) =>
      inTurn(log, async () => {
        const remembered = await recall(folder, log);
        await remember(folder, log, { ...remembered, unmarked: (await read()).size });
      }),
    remembered: async () => {
      const logs = await logsRememberedIn(folder);
      return await Promise.all(logs.map(async (log) => ({ log, size: (await recall(folder, log)).tree.size })));
    },
    acceptRestored: (log, read, known) =>
      inTurn(log, async () => {
        const remembered = await recall(folder, log);
        const epoch = Math.max(remembered.epoch, known) + 1;
        const growth = await read();
        const taken = await takeOver(remembered, growth);
        await remember(folder, log, { ...taken, epoch, time: growth.time.toISOString() });
        return signed(key, growth, epoch);
      }),
  };
}

const way = {
  vietnamese: 'chép lại tệp này từ bản sao của KEYS_DIR; khoá hay trí nhớ của nhật ký không tự tạo lại',
  english: 'put it back from the copy of KEYS_DIR; key and memory of a log are not made anew by themselves',
};
const wholeKey: SecretRule = { isWhole: isEd25519Key, way };

/**
 * Refuses a folder without the key that signed heads of these logs, or without the memory of one of them: made anew without a word, it
 * would sign whatever the database says now.
 */
export async function requireSignerOf(folder: string, logs: readonly string[]): Promise<void> {
  const files = logs.length === 0 ? [] : [headKeyIn(folder), ...logs.map((log) => fileOf(folder, log))];
  for (const file of files) if (!(await isThere(file))) throw unusableFile(file, missing, way);
}

/** The logs that the signer in this folder remembers. */
export async function logsRememberedIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).flatMap((name) => /^([\w-]{1,64})\.json$/.exec(name)?.[1] ?? []);
}

/** Where the private key lies in the folder of the log keys. */
export function headKeyIn(folder: string): string {
  return join(folder, 'key.pem');
}

/** The tree that was signed last, grown by the leaves since: its root must be the one the database claims. */
async function extend(from: Tree, { log, size, root, leavesFrom }: Growth, unmarked: number): Promise<Tree> {
  if (size < from.size) throw wentBack(log, `has ${size} leaves, but ${from.size} were signed`);
  let tree = from;
  for await (const { leaf, mac } of leavesFrom(from.size)) {
    if (tree.size >= unmarked && mac !== ledgerKey().ofLeaf(leaf)) throw forged(log, tree.size);
    tree = append(tree, leafHash(Buffer.from(leaf)));
  }
  if (tree.size !== size) throw wentBack(log, `claims ${size} leaves, but ${tree.size} are there`);
  if (Buffer.compare(rootOf(tree), root) !== 0) throw wentBack(log, 'does not begin with the leaves that were signed');
  return tree;
}

/** A log that goes on from what is remembered keeps to its marks; any other is taken as it stands. */
async function takeOver({ tree, unmarked }: Memory, growth: Growth): Promise<Pick<Memory, 'tree' | 'unmarked'>> {
  try {
    return { tree: await extend(tree, growth, unmarked), unmarked };
  } catch (error) {
    if (!isTampered(error)) throw error;
    return { tree: await extend(emptyTree, growth, growth.size), unmarked: growth.size };
  }
}

function forged(log: string, sequence: number): DomainError {
  const how = `has an entry ${sequence} that did not come through the ledger`;
  return new DomainError('internal', 'log-forged', `The log ${log} ${how}`, { extra: { log } });
}

/** Whether a refusal says that the log is not as it was, or not as the ledger wrote it: nothing of it is signed. */
export function isTampered(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.code === 'log-went-back' || error.code === 'log-forged');
}

function wentBack(log: string, how: string): DomainError {
  return new DomainError('internal', 'log-went-back', `The log ${log} ${how}`, { extra: { log } });
}

function signed(key: KeyObject, { log, size, root, time }: Growth, epoch: number): SignedTreeHead {
  const text = treeHeadText({
    format: 1,
    kind: 'tree-head',
    log,
    epoch,
    size,
    root: Buffer.from(root).toString('base64'),
    time: time.toISOString(),
  });
  return {
    text,
    signature: sign(null, Buffer.from(text), key).toString('base64'),
    publicKey: publicHalfOf(key),
  };
}

async function recall(folder: string, log: string): Promise<Memory> {
  const remembered = await readState(fileOf(folder, log), memory, way);
  if (remembered === undefined) return { epoch: 1, tree: emptyTree, unmarked: 0 };
  const { epoch, size, frontier, unmarked = size, time } = remembered;
  return { epoch, tree: { size, frontier: frontier.map((hash) => Buffer.from(hash, 'base64')) }, unmarked, time };
}

async function remember(folder: string, log: string, { epoch, tree, unmarked, time }: Memory): Promise<void> {
  const frontier = tree.frontier.map((hash) => Buffer.from(hash).toString('base64'));
  await replaceFile(fileOf(folder, log), JSON.stringify({ epoch, size: tree.size, frontier, unmarked, time }));
}

function fileOf(folder: string, log: string): string {
  if (!/^[\w-]{1,64}$/.test(log)) throw new Error(`${log} is no name of a log`);
  return join(folder, `${log}.json`);
}
