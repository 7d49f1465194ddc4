import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { notFound } from '../../platform/errors.ts';
import { fileReply } from '../../platform/files/files.ts';
import type { DocumentFile } from './document-file.ts';

/** Sends a file of a document that may be read, after its trace is in the log. */
export async function downloadFile(
  actor: Actor,
  documentId: string,
  files: readonly DocumentFile[],
  fileId: string,
): Promise<FileReply> {
  const file = files.find(({ id }) => id === fileId);
  if (!file) throw notFound();
  const reply = await fileReply(file.sha256, { ...file, disposition: 'inline' });
  await recordView(actor, { type: 'document-downloaded', documentId, fileId });
  return reply;
}
