import { historyOfDocument } from '../../audit/queries.ts';
import { recordView } from '../../audit/record.ts';
import { reauthenticate } from '../../identity/sessions/sign-in.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Exchange, routes } from '../../platform/api/http.ts';
import { DomainError } from '../../platform/errors.ts';
import { unlessAnswered } from '../../platform/ledger/idempotency.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { downloadFile } from '../documents/download-file.ts';
import { addRecipients } from './add-recipients.ts';
import { outgoingContract } from './contract.ts';
import { correctOutgoing } from './correct-outgoing.ts';
import { changeDraft } from './drafts/change-draft.ts';
import { createDraft } from './drafts/create-draft.ts';
import { deleteDraft } from './drafts/delete-draft.ts';
import { handOverDraft, mayHandOver } from './drafts/hand-over-draft.ts';
import { returnDraft } from './drafts/return-draft.ts';
import { submitDraft } from './drafts/submit-draft.ts';
import { withdrawDraft } from './drafts/withdraw-draft.ts';
import { previewLetter } from './letter/render-letter.ts';
import { keepNumber } from './numbering/keep-number.ts';
import { numberDocument } from './numbering/number-document.ts';
import { readyToNumber } from './numbering/ready-to-number.ts';
import { requestVoid } from './numbering/request-void.ts';
import { retrySeal } from './numbering/retry-seal.ts';
import { voidNumber } from './numbering/void-number.ts';
import { mightHandOver } from './outgoing-acts.ts';
import type { OutgoingDocument } from './outgoing-document.ts';
import { listOutgoing, outgoingView, readOutgoing } from './queries.ts';
import { keepIssued } from './recall/keep-issued.ts';
import { recallDocument } from './recall/recall-document.ts';
import { requestRecall } from './recall/request-recall.ts';
import { registerInkSigned } from './register-ink-signed.ts';

/** Runs an act on an outgoing document and shows what became of it. */
function act(actor: Actor, run: (tx: Transaction) => Promise<OutgoingDocument>) {
  return requestedAct(actor, async (tx) => await viewIn(tx, await run(tx)));
}

async function viewIn(tx: Transaction, document: OutgoingDocument) {
  return outgoingView(document, tx.actor, { mayHandOver: await mayHandOver(tx, document) });
}

/** The version that was seen, from If-Match: 428 without it, 412 for what is no version at all (RFC 9110 §13.1.1). */
function versionSeen({ request }: Exchange): number {
  const header = request.get('If-Match');
  if (header === undefined) {
    throw new DomainError('precondition-required', 'version-required', 'Send the version you have seen in If-Match');
  }
  return Number(/^"?([0-9]{1,9})"?$/.exec(header)?.[1] ?? 0);
}

export const outgoingRoutes = routes(outgoingContract, {
  historyOfOutgoing: async ({ params }, actor) =>
    await historyOfDocument((await readOutgoing(actor, params.documentId)).id, actor.agencyId),
  listOutgoing: ({ query }, actor) => listOutgoing(actor, query),
  createDraft: ({ body }, actor) => act(actor, (tx) => createDraft(tx, body)),
  getOutgoing: async ({ params }, actor) => {
    const document = await readOutgoing(actor, params.documentId);
    await recordView(actor, { type: 'document-viewed', documentId: document.id });
    // Whether its drafter is gone is asked for those only whose business it would be.
    if (!mightHandOver(actor, document)) return outgoingView(document, actor);
    return await requestedAct(actor, (tx) => viewIn(tx, document));
  },
  getOutgoingFile: async ({ params }, actor) => {
    const { id, main, attachments } = await readOutgoing(actor, params.documentId);
    return await downloadFile(actor, id, [...(main ? [main] : []), ...attachments], params.fileId);
  },
  changeDraft: async ({ params, body }, actor, exchange) => {
    const { id: documentId } = await readOutgoing(actor, params.documentId);
    const version = versionSeen(exchange);
    return await act(actor, (tx) => changeDraft(tx, { documentId, version }, body));
  },
  previewLetter: ({ body }, actor) => previewLetter(actor, body),
  deleteDraft: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => {
      await deleteDraft(tx, { ...params, ...body });
      return null;
    }),
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
  requestRecall: ({ params, body }, actor) => act(actor, (tx) => requestRecall(tx, { ...params, ...body })),
  recallDocument: ({ params, body }, actor) => act(actor, (tx) => recallDocument(tx, { ...params, ...body })),
  keepIssued: ({ params, body }, actor) => act(actor, (tx) => keepIssued(tx, { ...params, ...body })),
  addRecipients: ({ params, body }, actor) => act(actor, (tx) => addRecipients(tx, { ...params, ...body })),
  correctOutgoing: ({ params, body }, actor) => act(actor, (tx) => correctOutgoing(tx, { ...params, ...body })),
  registerInkSigned: ({ body }, actor) => act(actor, (tx) => registerInkSigned(tx, body)),
});
