import { recordView } from '../../audit/record.ts';
import { agencyById, positionsById } from '../../identity/queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { formatDay } from '../../platform/calendar.ts';
import { DomainError } from '../../platform/errors.ts';
import { files, madeReply } from '../../platform/files/files.ts';
import { runInWorker } from '../../platform/worker/worker-pool.ts';
import { mainFile } from '../../registry/documents/document-file.ts';
import type { IncomingDocument } from '../../registry/incoming/incoming-document.ts';
import { readIncoming } from '../../registry/incoming/queries.ts';
import { written } from '../../registry/registers/register.ts';
import type { ArrivalStamp } from './arrival-rendition.ts';

const limits = { timeMs: 60_000, memoryMb: 1024, maxOutputBytes: 256 * 1024 * 1024, callsPerProcess: 20 };

/**
 * The registered document as it is printed for handling, with the arrival stamp filled in (*bản có dấu đến*): made anew each time and
 * kept nowhere; the file as received stays what it is. Who may read the document may have it, and it leaves the trace of a download.
 * Refuses (409) when the number was voided: the stamp would say what is not so.
 */
export async function stampedRendition(actor: Actor, documentId: string): Promise<FileReply> {
  const document = await readIncoming(actor, documentId);
  if (document.state === 'voided') throw new DomainError('conflict', 'wrong-state', 'The number was voided');
  const main = mainFile(document.files);
  if (!main) throw new Error(`Incoming document ${documentId} has no main file`);
  const module = new URL('./arrival-rendition.ts', import.meta.url);
  const args = [await files().forWorker(main.sha256), await stampOf(document)];
  const pdf = await runInWorker<Uint8Array>({ module, fn: 'arrivalRendition', args }, limits);
  await recordView(actor, { type: 'document-downloaded', documentId, fileId: main.id });
  const name = `Văn bản đến số ${document.number} năm ${document.year} (có dấu đến).pdf`;
  return madeReply(pdf, { name, mediaType: 'application/pdf', disposition: 'inline' });
}

/** What the stamp says; to whom it was handed on stays blank until somebody handles it. */
export async function stampOf({ agencyId, number, arrivedOn, handlers }: IncomingDocument): Promise<ArrivalStamp> {
  const agency = await agencyById(agencyId);
  const stamp = { agency: agency?.name ?? '', number: written(number), day: formatDay(arrivedOn) };
  const main = handlers.find(({ role }) => role === 'main');
  const handler = main && (await positionsById([main.positionId])).get(main.positionId);
  return handler ? { ...stamp, forwardTo: handler.unitName ?? handler.fullName } : stamp;
}
