import { historyOfDocument } from '../audit/queries.ts';
import { recordView } from '../audit/record.ts';
import { reauthenticate } from '../identity/sign-in.ts';
import type { Actor } from '../platform/actor.ts';
import type { FileReply } from '../platform/api/contract.ts';
import { type Exchange, routes } from '../platform/api/http.ts';
import { currentTime } from '../platform/clock.ts';
import { DomainError, notFound } from '../platform/errors.ts';
import { fileReply } from '../platform/files/files.ts';
import { unlessAnswered } from '../platform/ledger/idempotency.ts';
import { inTransaction, type Transaction } from '../platform/ledger/transaction.ts';
import { takeUpload } from '../platform/uploads/uploads.ts';
import { changeDraft } from './change-draft.ts';
import { registryContract } from './contract.ts';
import { createDraft } from './create-draft.ts';
import type { DocumentFile } from './document-file.ts';
import { handOverDraft, mayHandOver } from './hand-over-draft.ts';
import type { IncomingDocument } from './incoming-document.ts';
import { findDuplicates, incomingView, incomingViewFor, listIncoming, readIncoming } from './incoming-queries.ts';
import { keepIncoming } from './keep-incoming.ts';
import { keepNumber } from './keep-number.ts';
import { numberDocument } from './number-document.ts';
import { mightHandOver, type OutgoingDocument } from './outgoing-document.ts';
import { listOutgoing, outgoingView, readOutgoing } from './outgoing-queries.ts';
import { readUpload } from './read-upload.ts';
import { readyToNumber } from './ready-to-number.ts';
import { registerIncoming } from './register-document.ts';
import { registerInkSigned } from './register-ink-signed.ts';
import { listRegisters } from './register-queries.ts';
import { previewLetter } from './render-letter.ts';
import { requestVoid } from './request-void.ts';
import { requestVoidIncoming } from './request-void-incoming.ts';
import { retrySeal } from './retry-seal.ts';
import { returnDraft } from './return-draft.ts';
import { submitDraft } from './submit-draft.ts';
import { seenOfUpload, takeAttachments, takeMainFile } from './take-files.ts';
import { voidIncoming } from './void-incoming.ts';
import { voidNumber } from './void-number.ts';
import { withdrawDraft } from './withdraw-draft.ts';

/** Runs an act on an outgoing document and shows what became of it. */
function act(actor: Actor, run: (tx: Transaction) => Promise<OutgoingDocument>) {
  return inTransaction(actor, async (tx) => await viewIn(tx, await run(tx)));
}

async function viewIn(tx: Transaction, document: OutgoingDocument) {
  return outgoingView(document, tx.actor, { mayHandOver: await mayHandOver(tx, document) });
}

/** The same for an incoming document. */
function actOnIncoming(actor: Actor, run: (tx: Transaction) => Promise<IncomingDocument>) {
  return inTransaction(actor, async (tx) => incomingView(await run(tx), actor));
}

/** Sends a file of a document that may be read, after its trace is in the log. */
async function download(
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

/** The version that was seen, from If-Match: 428 without it, 412 for what is no version at all (RFC 9110 §13.1.1). */
function versionSeen({ request }: Exchange): number {
  const header = request.get('If-Match');
  if (header === undefined) {
    throw new DomainError('precondition-required', 'version-required', 'Send the version you have seen in If-Match');
  }
  return Number(/^"?([0-9]{1,9})"?$/.exec(header)?.[1] ?? 0);
}

export const registryRoutes = routes(registryContract, {
  listRegisters: (_checked, actor) => listRegisters(actor.agencyId, currentTime()),
  listIncoming: ({ query }, actor) => listIncoming(actor, query),
  registerIncoming: ({ body }, actor) =>
    inTransaction(actor, async (tx) => {
      const { uploadId, attachmentUploadIds, ...fields } = body;
      const files = [await takeMainFile(tx, uploadId), ...(await takeAttachments(tx, attachmentUploadIds))];
      const origin = { source: 'upload', seen: await seenOfUpload(tx, uploadId) } as const;
      return incomingView(await registerIncoming(tx, { ...fields, files, origin }), actor);
    }),
  findDuplicates: async ({ query: { uploadId, ...query } }, actor) => {
    const upload = uploadId === undefined ? undefined : await inTransaction(actor, (tx) => takeUpload(tx, uploadId));
    return await findDuplicates(actor, { ...query, sha256: upload?.sha256 }, currentTime());
  },
  readFields: ({ params }, actor) => readUpload(actor, params.uploadId),
  getIncoming: async ({ params }, actor) => {
    const document = await readIncoming(actor, params.documentId);
    await recordView(actor, { type: 'document-viewed', documentId: document.id });
    return await incomingViewFor(actor, document);
  },
  requestVoidIncoming: ({ params, body }, actor) =>
    actOnIncoming(actor, (tx) => requestVoidIncoming(tx, { ...params, ...body })),
  voidIncoming: ({ params, body }, actor) => actOnIncoming(actor, (tx) => voidIncoming(tx, { ...params, ...body })),
  keepIncoming: ({ params, body }, actor) => actOnIncoming(actor, (tx) => keepIncoming(tx, { ...params, ...body })),
  getIncomingFile: async ({ params }, actor) => {
    const { id, files } = await readIncoming(actor, params.documentId);
    return await download(actor, id, files, params.fileId);
  },
  historyOfIncoming: async ({ params }, actor) => {
    const { id, agencyId, arrivalId } = await readIncoming(actor, params.documentId);
    return await historyOfDocument(id, agencyId, arrivalId);
  },
  historyOfOutgoing: async ({ params }, actor) =>
    await historyOfDocument((await readOutgoing(actor, params.documentId)).id, actor.agencyId),
  listOutgoing: ({ query }, actor) => listOutgoing(actor, query),
  createDraft: ({ body }, actor) => act(actor, (tx) => createDraft(tx, body)),
  getOutgoing: async ({ params }, actor) => {
    const document = await readOutgoing(actor, params.documentId);
    await recordView(actor, { type: 'document-viewed', documentId: document.id });
    // Whether its drafter is gone is asked for those only whose business it would be.
    if (!mightHandOver(actor, document)) return outgoingView(document, actor);
    return await inTransaction(actor, (tx) => viewIn(tx, document));
  },
  getOutgoingFile: async ({ params }, actor) => {
    const { id, main, attachments } = await readOutgoing(actor, params.documentId);
    return await download(actor, id, [...(main ? [main] : []), ...attachments], params.fileId);
  },
  changeDraft: async ({ params, body }, actor, exchange) => {
    const { id: documentId } = await readOutgoing(actor, params.documentId);
    const version = versionSeen(exchange);
    return await act(actor, (tx) => changeDraft(tx, { documentId, version }, body));
  },
  previewLetter: ({ body }, actor) => previewLetter(actor, body),
  submitDraft: ({ params, body }, actor) => act(actor, (tx) => submitDraft(tx, { ...params, ...body })),
  withdrawDraft: ({ params, body }, actor) => act(actor, (tx) => withdrawDraft(tx, { ...params, ...body })),
  handOverDraft: ({ params, body }, actor) => act(actor, (tx) => handOverDraft(tx, { ...params, ...body })),
  returnDraft: ({ params, body }, actor) => act(actor, (tx) => returnDraft(tx, { ...params, ...body })),
  numberDocument: ({ params, body: { version, password } }, actor) =>
    unlessAnswered(actor, async () => {
      const { id: documentId } = await readOutgoing(actor, params.documentId);
      await reauthenticate(actor, password);
      const ready = await readyToNumber(actor, { documentId, version });
      return await act(actor, (tx) => numberDocument(tx, ready));
    }),
  retrySeal: ({ params, body: { version, password } }, actor) =>
    unlessAnswered(actor, async () => {
      const { id: documentId } = await readOutgoing(actor, params.documentId);
      await reauthenticate(actor, password);
      return await act(actor, (tx) => retrySeal(tx, { documentId, version }));
    }),
  requestVoid: ({ params, body }, actor) => act(actor, (tx) => requestVoid(tx, { ...params, ...body })),
  voidNumber: ({ params, body }, actor) => act(actor, (tx) => voidNumber(tx, { ...params, ...body })),
  keepNumber: ({ params, body }, actor) => act(actor, (tx) => keepNumber(tx, { ...params, ...body })),
  registerInkSigned: ({ body }, actor) => act(actor, (tx) => registerInkSigned(tx, body)),
});
