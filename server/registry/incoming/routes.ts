import { historyOfDocument } from '../../audit/queries.ts';
import { recordView } from '../../audit/record.ts';
import type { Actor } from '../../platform/actor.ts';
import { routes } from '../../platform/api/http.ts';
import { currentTime } from '../../platform/clock.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { takeUpload } from '../../platform/uploads/uploads.ts';
import { downloadFile } from '../documents/download-file.ts';
import { takeNamed } from '../documents/take-files.ts';
import { answersSeenBy } from '../outgoing/queries.ts';
import { attachCopy } from './attach-copy.ts';
import { incomingContract } from './contract.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { keepIncoming } from './keep-incoming.ts';
import { noteRecall } from './note-recall.ts';
import { noteUpdate } from './note-update.ts';
import { findDuplicates, incomingView, listIncoming, readIncoming } from './queries.ts';
import { registerIncoming } from './register-document.ts';
import { requestVoidIncoming } from './request-void-incoming.ts';
import { voidIncoming } from './void-incoming.ts';

/** Runs an act on an incoming document and shows what became of it. */
function actOnIncoming(actor: Actor, run: (tx: Transaction) => Promise<IncomingDocument>) {
  return requestedAct(actor, async (tx) => incomingView(await run(tx), actor));
}

export const incomingRoutes = routes(incomingContract, {
  listIncoming: ({ query }, actor) => listIncoming(actor, query),
  registerIncoming: ({ body }, actor) =>
    requestedAct(actor, async (tx) => {
      const { uploadId, attachmentUploadIds, ...fields } = body;
      const { files, seen } = await takeNamed(tx, { uploadId, attachmentUploadIds });
      const origin = { source: 'upload', seen } as const;
      return incomingView(await registerIncoming(tx, { ...fields, files, origin }), actor);
    }),
  findDuplicates: async ({ query: { uploadId, ...query } }, actor) => {
    const sha256 = uploadId && (await requestedAct(actor, async (tx) => (await takeUpload(tx, uploadId)).sha256));
    return await findDuplicates(actor, { ...query, sha256 }, currentTime());
  },
  getIncoming: async ({ params }, actor) => {
    const document = await readIncoming(actor, params.documentId);
    await recordView(actor, { type: 'document-viewed', documentId: document.id });
    return { ...incomingView(document, actor), answeredBy: await answersSeenBy(actor, document) };
  },
  attachCopy: ({ params, body }, actor) => actOnIncoming(actor, (tx) => attachCopy(tx, { ...params, ...body })),
  requestVoidIncoming: ({ params, body }, actor) =>
    actOnIncoming(actor, (tx) => requestVoidIncoming(tx, { ...params, ...body })),
  voidIncoming: ({ params, body }, actor) => actOnIncoming(actor, (tx) => voidIncoming(tx, { ...params, ...body })),
  keepIncoming: ({ params, body }, actor) => actOnIncoming(actor, (tx) => keepIncoming(tx, { ...params, ...body })),
  noteRecall: ({ params }, actor) => actOnIncoming(actor, (tx) => noteRecall(tx, params.documentId)),
  noteUpdate: ({ params }, actor) => actOnIncoming(actor, (tx) => noteUpdate(tx, params.documentId)),
  getIncomingFile: async ({ params }, actor) => {
    const { id, files } = await readIncoming(actor, params.documentId);
    return await downloadFile(actor, id, files, params.fileId);
  },
  historyOfIncoming: async ({ params }, actor) => {
    const { id, agencyId, arrivalId } = await readIncoming(actor, params.documentId);
    return await historyOfDocument(id, agencyId, arrivalId);
  },
});
