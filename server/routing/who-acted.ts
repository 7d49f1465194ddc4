import type { Transaction } from '../platform/ledger/transaction.ts';
import type { IncomingDocument } from '../registry/incoming/incoming-document.ts';
import { directives } from './store.ts';

/** The positions that registered, presented, directed or handled a document: what its sender says of it later concerns them. */
export async function whoActedOn(
  tx: Transaction,
  { id: documentId, agencyId, registeredBy, participants }: IncomingDocument,
): Promise<string[]> {
  const given = await tx.list(directives, { agencyId, documentId });
  const acted = [registeredBy, ...given.map(({ givenBy }) => givenBy)].map(({ positionId }) => positionId);
  return [...new Set([...acted, ...participants])];
}
