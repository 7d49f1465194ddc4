import type { Transaction } from '../../../platform/ledger/transaction.ts';
import type { OutgoingDocument } from '../../../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { AXIS } from '../../axis/axis-partner.ts';
import { isSaidToTake } from '../../carriage/is-said-to-take.ts';
import { deliveries, followUps } from '../../store.ts';
import { keyOf } from '../create-deliveries.ts';
import { type Delivery, isEnded } from '../delivery.ts';
import { isUnsettled } from '../delivery-acts.ts';
import { followJudgedAnswers } from './follow-judged-answers.ts';
import { leaveFollowUp } from './leave-follow-up.ts';
import { endUnsent } from './recall-deliveries.ts';

/**
 * Has a document take the place of the one it replaces at every recipient: who has that, or may have it, electronically gets this one by a
 * message that says so, or is told that it was taken back where this one does not go or is not taken as a replacement; what never left is not sent any more. Letters that that one answered and this one does not wait again. Without effect
 * unless that one was replaced by this; safe to repeat.
 */
export async function replaceDeliveries(tx: Transaction, document: OutgoingDocument): Promise<void> {
  const { id: documentId, agencyId, replaces, signer } = document;
  if (!replaces) return;
  const { state, answersDocumentIds } = await tx.load(outgoingDocuments, replaces.documentId);
  if (state.status !== 'recalled' || state.replacedBy?.documentId !== documentId) return;
  const replacements = await tx.list(deliveries, { agencyId, documentId });
  const told = await tx.list(followUps, { agencyId, documentId: replaces.documentId, kind: 'revoke' });
  const known = new Set([...replacements.map((one) => one.replaces), ...told.map(({ deliveryId }) => deliveryId)]);
  const said = { reason: replaces.reason, by: signer.name };
  const unanswered = answersDocumentIds.filter((id) => !document.answersDocumentIds.includes(id));
  await followJudgedAnswers(tx, agencyId, unanswered);
  for (const former of await tx.list(deliveries, { agencyId, documentId: replaces.documentId })) {
    const isOver = isEnded(former) || former.sentAnewAs !== undefined;
    if (former.channel !== 'electronic' || isOver || known.has(former.id)) continue;
    if (former.messageId === undefined && former.overAxis === undefined) endUnsent(tx, former);
    else await replaceAt(tx, former, { ...said, replacement: await counterpart(tx, former, replacements) });
  }
}

/**
 * The delivery to the same recipient, which says by its message or its packet that it stands in the place of the former one; none where the system of the
 * recipient takes no messages that say so: there it goes as a document of its own.
 */
async function counterpart(
  tx: Transaction,
  { recipient }: Delivery,
  replacements: readonly Delivery[],
): Promise<Delivery | undefined> {
  const found = replacements.find((one) => one.channel === 'electronic' && keyOf(one.recipient) === keyOf(recipient));
  const isTaken = found?.partner === AXIS || (await isSaidToTake(tx, recipient.code, 'replace'));
  return isTaken ? found : undefined;
}

interface Replacing {
  readonly reason: string;
  readonly by: string;
  readonly replacement: Delivery | undefined;
}

async function replaceAt(tx: Transaction, former: Delivery, { replacement, ...said }: Replacing): Promise<void> {
  if (replacement) tx.change(deliveries, replacement, { replaces: former.id });
  else await leaveFollowUp(tx, former, { kind: 'revoke', ...said });
  if (isUnsettled(former)) tx.change(deliveries, former, { settled: { at: tx.now, ...said } });
}
