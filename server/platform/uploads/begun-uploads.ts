import type { Actor } from '../actor.ts';
import type { BodyBytes } from '../api/contract.ts';
import { currentTime } from '../clock.ts';
import { readOne } from '../database/store.ts';
import { DomainError, notFound, statusOfKind } from '../errors.ts';
import { files, type ReceivedFile } from '../files/files.ts';
import type { Part } from '../files/partial-files.ts';
import { partialUploadName } from '../files/partial-names.ts';
import { inTransaction } from '../ledger/transaction.ts';
import { cleanFileName } from '../text/file-name.ts';
import type { BegunUploadView } from './contract.ts';
import { mostAttachmentBytes } from './upload-limits.ts';
import { admitBegun } from './upload-quota.ts';
import { type BegunUpload, begunUploads, uploads } from './upload-store.ts';
import { knownTypeOf, noteUpload, UPLOAD_KEPT_MS, uploadViewOf } from './uploads.ts';

/**
 * Announces a file that comes in parts. Refuses with 413 one that is longer than files may be here, and with 429 as for files that come at once,
 * before a byte of it is received.
 */
export async function beginUpload(
  actor: Actor,
  { name, size }: Pick<BegunUpload, 'name' | 'size'>,
): Promise<BegunUploadView> {
  const maxBytes = mostAttachmentBytes();
  if (size > maxBytes) {
    throw new DomainError('too-large', 'too-large', `A file may hold ${maxBytes} bytes`, { extra: { maxBytes } });
  }
  await admitBegun(actor, size);
  const { personId, agencyId } = actor;
  const begun = await inTransaction(actor, async (tx) => {
    const endsAt = new Date(tx.now.getTime() + UPLOAD_KEPT_MS);
    return tx.insert(begunUploads, { personId, agencyId, name: cleanFileName(name), size, endsAt });
  });
  return await viewOf(begun);
}

/**
 * How far a file is that the actor announced within the last 24 hours; the common 404 for any other. One that came whole to a server that died over its
 * last part is made an upload, with the refusals of `putUploadPart`: nobody can send more of it.
 */
export async function readBegunUpload(actor: Actor, begunId: string): Promise<BegunUploadView> {
  const begun = await begunOf(actor, begunId);
  const at = await viewOf(begun);
  return at.upload === null && at.offset === at.size ? await complete(actor, begun) : at;
}

/**
 * Adds a part to an announced file, and makes an upload of it once it is whole. Refuses with `offset-mismatch` and the offset a part that begins
 * elsewhere, with `attachment-mismatch` one of a file of another length, with `content-mismatch` a whole file that is of no known type or not
 * what its name says: that is forgotten.
 */
export async function putUploadPart(
  actor: Actor,
  begunId: string,
  { from, total }: Part,
  bytes: BodyBytes,
): Promise<BegunUploadView> {
  const begun = await begunOf(actor, begunId);
  if (total !== begun.size) {
    throw new DomainError('invalid', 'attachment-mismatch', `The file was announced with ${begun.size} bytes`);
  }
  if (begun.uploadId !== undefined) return await viewOf(begun);
  const offset = await files().partial.append(partialUploadName(begunId), { from, total }, bytes.stream);
  return offset < begun.size ? { begunId, offset, size: begun.size, upload: null } : await complete(actor, begun);
}

async function complete(actor: Actor, begun: BegunUpload): Promise<BegunUploadView> {
  const id = partialUploadName(begun.id);
  try {
    return await files().partial.complete(id, begun.size, (received) => keep(actor, begun, received));
  } catch (error) {
    if (error instanceof DomainError && statusOfKind[error.kind] === 422) await files().partial.remove(id);
    throw error;
  }
}

async function keep(actor: Actor, { id, name }: BegunUpload, received: ReceivedFile): Promise<BegunUploadView> {
  const mediaType = await knownTypeOf({ ...received, name });
  const { sha256, size } = await files().adopt(received);
  return await inTransaction(actor, async (tx) => {
    const upload = noteUpload(tx, { name, mediaType, sha256, size });
    tx.change(begunUploads, await tx.load(begunUploads, id), { uploadId: upload.id });
    return { begunId: id, offset: size, size, upload: uploadViewOf(upload) };
  });
}

async function begunOf({ personId, agencyId }: Actor, begunId: string): Promise<BegunUpload> {
  const begun = await readOne(begunUploads, { _id: begunId, personId, agencyId });
  if (!begun || begun.endsAt <= currentTime()) throw notFound();
  return begun;
}

async function viewOf({ id: begunId, size, uploadId }: BegunUpload): Promise<BegunUploadView> {
  const upload = uploadId === undefined ? undefined : await readOne(uploads, { _id: uploadId });
  if (upload) return { begunId, offset: size, size, upload: uploadViewOf(upload) };
  return { begunId, offset: await files().partial.offsetOf(partialUploadName(begunId)), size, upload: null };
}
