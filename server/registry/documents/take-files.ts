import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { MOST_UPLOAD_BYTES } from '../../platform/uploads/contract.ts';
import { uploadUsed } from '../../platform/uploads/upload-use.ts';
import { takeUpload } from '../../platform/uploads/uploads.ts';
import { type DocumentFile, type KnownVerdict, verdicts } from './document-file.ts';

/** The upload an act names, as the document itself; refuses what is not a PDF, and one longer than a document may be. */
export async function takeMainFile(tx: Transaction, uploadId: string): Promise<DocumentFile> {
  const file = await takeFile(tx, uploadId, 'main');
  if (file.mediaType !== 'application/pdf') {
    throw new DomainError('invalid', 'main-file-not-pdf', 'The document itself is a PDF; other files lie beside it', {
      fields: [{ pointer: '/body/uploadId', code: 'main-file-not-pdf', detail: `is ${file.mediaType}` }],
    });
  }
  if (file.size > MOST_UPLOAD_BYTES) {
    throw new DomainError(
      'invalid',
      'main-file-too-long',
      'The document itself is shorter than files beside it may be',
      {
        fields: [{ pointer: '/body/uploadId', code: 'main-file-too-long', detail: `has ${file.size} bytes` }],
      },
    );
  }
  return file;
}

/** What was said of the signatures of an upload before it was registered, and as whose document: that of this agency, or of nobody known. */
export interface SeenOfUpload {
  readonly verdict: KnownVerdict;
  readonly from: string | null;
}

/** What was seen of an upload; undefined when nobody has asked, or it is not known yet. */
export async function seenOfUpload(tx: Transaction, uploadId: string): Promise<SeenOfUpload | undefined> {
  const upload = await takeUpload(tx, uploadId);
  const verdict = verdicts.filter((one) => one !== 'pending').find((one) => one === upload.verdict);
  return verdict && { verdict, from: upload.verdictFrom ?? null };
}

/** The uploads that a registration names. */
export interface NamedUploads {
  readonly uploadId: string;
  readonly attachmentUploadIds: readonly string[];
}

/** All that a registration names, the document itself first, and what was seen of its signatures; refuses as `takeMainFile` does. */
export async function takeNamed(tx: Transaction, { uploadId, attachmentUploadIds }: NamedUploads) {
  const files = [await takeMainFile(tx, uploadId), ...(await takeAttachments(tx, attachmentUploadIds))];
  return { files, seen: await seenOfUpload(tx, uploadId) };
}

/** The uploads an act names, as files beside the document. */
export async function takeAttachments(tx: Transaction, uploadIds: readonly string[]): Promise<DocumentFile[]> {
  const attachments: DocumentFile[] = [];
  for (const uploadId of uploadIds) attachments.push(await takeFile(tx, uploadId, 'attachment'));
  return attachments;
}

async function takeFile(tx: Transaction, uploadId: string, role: DocumentFile['role']): Promise<DocumentFile> {
  const upload = await takeUpload(tx, uploadId);
  await uploadUsed(tx, upload);
  const { name, mediaType, size, sha256, pages } = upload;
  return { id: newId(), name, mediaType, size, sha256, pages: pages ?? null, role };
}
