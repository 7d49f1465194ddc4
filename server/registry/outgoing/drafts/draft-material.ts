import { DomainError } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { DocumentFile } from '../../documents/document-file.ts';
import { takeAttachments, takeMainFile } from '../../documents/take-files.ts';
import type { Letter, OutgoingDocument } from '../outgoing-document.ts';

/** What a draft is made from: a text or an uploaded PDF, and files beside it. */
export interface Material {
  readonly uploadId: string | null;
  readonly letter: Letter | null;
  readonly attachmentUploadIds: readonly string[];
}

export type Made = Pick<OutgoingDocument, 'letter' | 'source' | 'main' | 'attachments'>;

/**
 * Takes the material of a draft: exactly one of text and PDF. An id that names a file the draft has already keeps that file, so
 * that changing a subject does not mean sending everything again.
 */
export async function takeMaterial(tx: Transaction, material: Material, kept?: OutgoingDocument): Promise<Made> {
  const { uploadId, letter, attachmentUploadIds } = material;
  if ((uploadId === null) === (letter === null)) {
    const code = uploadId === null ? 'content-required' : 'content-ambiguous';
    throw new DomainError('invalid', code, 'A draft is made from exactly one of an uploaded PDF and a text', {
      fields: [{ pointer: '/body/uploadId', code, detail: 'give uploadId or letter' }],
    });
  }
  const source = uploadId === null ? null : (keptFile(kept?.source, uploadId) ?? (await takeMainFile(tx, uploadId)));
  const attachments: DocumentFile[] = [];
  for (const id of attachmentUploadIds) {
    const same = kept?.attachments.find((file) => file.id === id);
    attachments.push(...(same ? [same] : await takeAttachments(tx, [id])));
  }
  return { letter, source, main: source, attachments };
}

function keptFile(file: DocumentFile | null | undefined, id: string): DocumentFile | undefined {
  return file?.id === id ? file : undefined;
}
