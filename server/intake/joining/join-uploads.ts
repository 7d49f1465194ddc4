import type { Actor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { cleanFileName } from '../../platform/text/file-name.ts';
import { MOST_UPLOAD_BYTES } from '../../platform/uploads/contract.ts';
import { noteUpload, readUpload, uploadViewOf } from '../../platform/uploads/uploads.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';
import type { JoinedPart } from './join-pages.ts';

/** Of which files, and which of their pages. */
export interface JoinUploads {
  readonly name: string;
  readonly parts: readonly (Omit<JoinedPart, 'mediaType'> & { readonly uploadId: string })[];
}

const limits = { timeMs: 60_000, memoryMb: 1024, maxOutputBytes: MOST_UPLOAD_BYTES, callsPerProcess: 20 };

/**
 * Makes one PDF of files the actor has sent – sheets scanned one by one, photographs, pages in the wrong order –, as a further upload; those it
 * is made of stay as they are. Refuses as `joinPages` does, and what would be longer than a document may be.
 */
export async function joinUploads(actor: Actor, { name, parts }: JoinUploads) {
  const sent = await Promise.all(parts.map(({ uploadId }) => readUpload(actor, uploadId)));
  const length = sent.reduce((sum, { size }) => sum + size, 0);
  if (length > MOST_UPLOAD_BYTES) {
    throw new DomainError('too-large', 'too-large', `A document may hold ${MOST_UPLOAD_BYTES} bytes`, {
      extra: { maxBytes: MOST_UPLOAD_BYTES },
    });
  }
  const described = sent.map(
    ({ mediaType }, at): JoinedPart => ({ mediaType, pages: parts[at]?.pages, turned: parts[at]?.turned }),
  );
  const contents = await Promise.all(sent.map(({ sha256 }) => files().forWorker(sha256)));
  const module = new URL('./join-pages.ts', import.meta.url);
  const pdf = await runInWorker<Uint8Array>({ module, fn: 'joinPages', args: [described, ...contents] }, limits);
  const stored = await files().put(pdf);
  const takenFrom = [...new Set(sent.flatMap((upload) => upload.takenFrom ?? []))];
  const file = {
    ...{ ...stored, name: `${cleanFileName(name).replace(/\.pdf$/i, '')}.pdf`, mediaType: 'application/pdf' },
    ...(takenFrom.length > 0 && { takenFrom }),
  };
  return await requestedAct(actor, async (tx) => uploadViewOf(noteUpload(tx, file)));
}
