import { rm } from 'node:fs/promises';
import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { UploadedFile } from '../api/contract.ts';
import { currentTime } from '../clock.ts';
import { readOne } from '../database/store.ts';
import { DomainError, notFound } from '../errors.ts';
import { files } from '../files/files.ts';
import { requestedAct } from '../ledger/requested-act.ts';
import type { Transaction } from '../ledger/transaction.ts';
import { matchesExtension, sniffFile } from './content-type.ts';
import type { uploadView } from './contract.ts';
import type { KnownType } from './known-types.ts';
import { type Upload, uploads } from './upload-store.ts';

/** So long a file that was sent waits for an act that names it. */
export const UPLOAD_KEPT_MS = 24 * 3600 * 1000;

/**
 * The upload an act names; the common 404 unless the same person of the same agency sent it in the last 24 hours. Refuses one that was erased
 * since, with the reason.
 */
export async function takeUpload(tx: Transaction, uploadId: string): Promise<Upload> {
  const upload = await tx.find(uploads, { id: uploadId });
  if (!upload || !isTheirs(upload, tx.actor, tx.now)) throw notFound();
  return stillHere(upload);
}

/** The same outside an act, for looking at a file before anything is made of it. */
export async function readUpload(actor: Actor, uploadId: string): Promise<Upload> {
  const upload = await readOne(uploads, { _id: uploadId });
  if (!upload || !isTheirs(upload, actor, currentTime())) throw notFound();
  return stillHere(upload);
}

function stillHere(upload: Upload): Upload {
  if (upload.refused === undefined) return upload;
  throw new DomainError('invalid', upload.refused, 'The file was erased: it may not be in a networked system');
}

function isTheirs(upload: Upload, { personId, agencyId }: Actor, now: Date): boolean {
  return upload.personId === personId && upload.agencyId === agencyId && upload.endsAt > now;
}

/** Notes a stored file as what the actor sent: for a day their acts may name it. */
export function noteUpload(
  tx: Transaction,
  file: Pick<Upload, 'name' | 'mediaType' | 'sha256' | 'size' | 'takenFrom'>,
): Upload {
  const { personId, agencyId } = tx.actor;
  return tx.insert(uploads, { ...file, personId, agencyId, endsAt: new Date(tx.now.getTime() + UPLOAD_KEPT_MS) });
}

type UploadView = z.infer<typeof uploadView>;

/** An upload as its sender is shown it. */
export function uploadViewOf({ id, name, mediaType, size, sha256, pages }: Upload): UploadView {
  return { uploadId: id, name, mediaType, size, sha256, ...(pages !== undefined && { pages }) };
}

/** Keeps a received file for its sender: measured, of a known type, with the digest that was promised, if any. */
export async function keepUpload(file: UploadedFile, promised: string | undefined, actor: Actor): Promise<UploadView> {
  try {
    if (file.size === 0) throw new DomainError('invalid', 'empty-file', 'The file is empty');
    checkDigest(file, promised);
    const mediaType = await knownTypeOf(file);
    const { sha256, size } = await files().adopt(file);
    return await requestedAct(actor, async (tx) =>
      uploadViewOf(noteUpload(tx, { name: file.name, mediaType, sha256, size })),
    );
  } finally {
    await rm(file.path, { force: true });
  }
}

/** The type of a file by its content; refuses with `content-mismatch` one that is none of the known types, or not what its name says. */
export async function knownTypeOf({ path, name }: Pick<UploadedFile, 'path' | 'name'>): Promise<KnownType> {
  const type = await sniffFile(path);
  if (type && matchesExtension(name, type)) return type;
  throw new DomainError('invalid', 'content-mismatch', 'The file is not of a known type, or not what its name says');
}

function checkDigest({ sha256 }: UploadedFile, promised: string | undefined): void {
  if (promised === undefined || promised.toLowerCase() === sha256) return;
  throw new DomainError(
    'invalid',
    'digest-mismatch',
    'The bytes that arrived do not have the digest that was announced',
  );
}
