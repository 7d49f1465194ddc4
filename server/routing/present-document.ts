import { record } from '../audit/record.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { demandHandling } from '../registry/incoming/incoming-document.ts';
import { loadIncoming } from '../registry/incoming/load-incoming.ts';
import type { Directive } from './directive.ts';
import { namedPosition } from './named-position.ts';
import { showHandling } from './show-handling.ts';
import { directives } from './store.ts';

export interface PresentDocument {
  readonly documentId: string;
  readonly leaderPositionId: string;
  /** What the clerk proposes. */
  readonly proposal: string | null;
}

/** Presents a document to a leader — *trình lãnh đạo* — on the day it came or the next working day (NĐ 30/2020 Điều 23.1). */
export async function presentDocument(tx: Transaction, request: PresentDocument): Promise<Directive> {
  const document = await loadIncoming(tx, request.documentId);
  demandHandling(tx.actor, 'present', document);
  const { positionId, name } = await namedPosition(
    tx,
    request.leaderPositionId,
    'signing.sign',
    '/body/leaderPositionId',
  );
  record(tx, { type: 'document-presented', documentId: document.id, leaderPositionId: positionId });
  const presentation = tx.insert(directives, {
    agencyId: document.agencyId,
    documentId: document.id,
    kind: 'presented',
    givenBy: givenBy(tx),
    givenAt: tx.now,
    text: request.proposal ?? '',
    dueOn: null,
    toLeaderPositionId: positionId,
    toLeaderName: name,
  });
  await showHandling(tx, document);
  return presentation;
}

/** Who gives a directive, by name as of now. */
export function givenBy({ actor }: Transaction): Directive['givenBy'] {
  const { positionId, name, title = '' } = actor;
  return { positionId, name, title };
}
