import mongoose from 'mongoose';
import type { Actor } from '../../platform/actor.ts';
import { readAll, readOne, readSome } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { queryWords } from '../../platform/text/search-words.ts';
import { readUpload } from '../../platform/uploads/uploads.ts';
import type { IncomingSummary } from '../../registry/incoming/contract.ts';
import { incomingAmong, listIncoming } from '../../registry/incoming/queries.ts';
import { digestOfKey, fileKeyOf } from '../scans/scanned-page.ts';
import { textOfFile } from '../text-of-file.ts';
import { notePrint } from './note-print.ts';
import { likeness, SAME_TEXT } from './page-print.ts';
import { filePrints } from './store.ts';

/** A registered document whose first page says about the same as that of an upload. */
export interface LikeDocument {
  readonly document: IncomingSummary;
  /** About so much of the text is the same, from 0 to 1. */
  readonly share: number;
}

const MOST_PRINTS = 200;
const MOST_LOOKED_AT = 20;
const OF_HALF = 5;

/**
 * Incoming documents the actor may see whose text is about that of an upload, the most alike first: a scan of what came electronically, the
 * same letter made anew. They are found by the prints of files read before, and by either half of the subject, for a scanner misreads some
 * words. Nothing until the upload has been read; the common 404 for what is no upload of the actor.
 */
export async function likeDocuments(actor: Actor, uploadId: string, subject: string): Promise<LikeDocument[]> {
  const { agencyId } = actor;
  const { sha256 } = await readUpload(actor, uploadId);
  const own = await readOne(filePrints, { agencyId, file: fileKeyOf(sha256) });
  if (!own) return [];
  const keyed = await readSome(
    filePrints,
    ['file', 'print'],
    { agencyId, keys: mongoose.trusted({ $in: [...own.keys] }) },
    { limit: MOST_PRINTS },
  );
  const like = keyed.filter(({ print }) => likeness(own.print, print) >= SAME_TEXT);
  const wanted = { files: like.map(({ file }) => digestOfKey(file)), ids: await idsByHalves(actor, subject) };
  const found = (await incomingAmong(actor, wanted, MOST_LOOKED_AT)).filter((one) => one.mainSha256 !== sha256);
  const prints = await printsOf(
    actor,
    found.map(({ mainSha256 }) => mainSha256),
  );
  return found
    .map(({ mainSha256, ...document }) => ({ document, share: likeness(own.print, prints.get(mainSha256) ?? []) }))
    .filter(({ share }) => share >= SAME_TEXT)
    .toSorted((one, other) => other.share - one.share);
}

/** Documents that have all words of the first half of a subject, or all of the second. */
async function idsByHalves(actor: Actor, subject: string): Promise<string[]> {
  const words = queryWords(subject).slice(0, 30);
  const middle = Math.ceil(words.length / 2);
  const halves = [words.slice(0, middle), words.slice(middle)].filter((half) => half.length > 1);
  const pages = await Promise.all(halves.map((half) => listIncoming(actor, { q: half.join(' '), limit: OF_HALF })));
  return [...new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)))];
}

/** The prints of stored files; those that nobody has needed yet are made and kept. */
async function printsOf(actor: Actor, digests: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const known = await knownPrints(actor, digests);
  for (const sha256 of digests) {
    if (!known.has(sha256)) await print(actor, sha256);
  }
  return await knownPrints(actor, digests);
}

async function knownPrints({ agencyId }: Actor, digests: readonly string[]) {
  const files = mongoose.trusted({ $in: digests.map(fileKeyOf) });
  const rows = await readAll(filePrints, { agencyId, file: files });
  return new Map(rows.map(({ file, print }) => [digestOfKey(file), print]));
}

async function print(actor: Actor, sha256: string): Promise<void> {
  try {
    const { text } = await textOfFile(sha256);
    await inTransaction(actor, (tx) => notePrint(tx, sha256, text));
  } catch (error) {
    // What cannot be read is like nothing.
    if (!(error instanceof DomainError && error.kind === 'invalid')) throw error;
  }
}
