import { record } from '../../../audit/record.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import { loadFor } from '../load-outgoing.ts';
import { mightHandOver } from '../outgoing-acts.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { positionInForce } from '../position-in-force.ts';
import { outgoingDocuments } from '../store.ts';
import { backToDraft } from './back-to-draft.ts';

const RIGHT = 'registry.draft';

/** Whether the actor may hand this draft over now: it is their business, and its drafter is gone. */
export async function mayHandOver(tx: Transaction, document: OutgoingDocument): Promise<boolean> {
  const { positionId } = document.drafter;
  return mightHandOver(tx.actor, document) && (await positionInForce(tx, positionId, RIGHT)) === undefined;
}

/**
 * Gives the draft of somebody who is gone to another drafter — *giao người khác soạn tiếp* (NĐ 30/2020 Điều 10: who drafts is the agency's to
 * say) –, who reads why, may name another signer and submits it anew. Refuses while its drafter works there: then it is theirs.
 */
export async function handOverDraft(
  tx: Transaction,
  { drafterPositionId, reason, ...on }: OnDocument & { readonly drafterPositionId: string; readonly reason: string },
): Promise<OutgoingDocument> {
  const document = await loadFor(tx, 'hand-over', on);
  if (!(await mayHandOver(tx, document))) {
    throw new DomainError('conflict', 'drafter-in-office', `${document.drafter.name} drafts it`);
  }
  const holder = await positionInForce(tx, drafterPositionId, RIGHT);
  if (!holder) {
    throw new DomainError('invalid', 'unknown-drafter', 'Nobody drafts in this position today', {
      fields: [{ pointer: '/body/drafterPositionId', code: 'unknown-drafter', detail: 'drafts nothing here today' }],
    });
  }
  const { id: documentId, notice, participants } = document;
  record(tx, { type: 'draft-handed-over', documentId, toPositionId: holder.positionId, reason });
  // What it was returned for is still to be mended.
  const text = notice?.kind === 'returned' ? `${reason} (${notice.text})` : reason;
  return tx.change(outgoingDocuments, backToDraft(tx, document, { kind: 'handed-over', text, at: tx.now }), {
    drafter: { positionId: holder.positionId, name: holder.name },
    participants: [...new Set([...participants, holder.positionId])],
  });
}
