import { deriveAnew, type LedgerOfMigration, openLedger } from '../audit/renewal/migration-ledger.ts';
import { readAll, readOne } from '../platform/database/store.ts';
import { incomingDocuments } from '../registry/incoming/store.ts';
import { handlingOf } from './handling.ts';
import { assignments, directives } from './store.ts';

/**
 * Gives the parts that an earlier release handed out the deadline of their document where the directive named none, and the documents
 * what their rows show since of the handling: until when each handler has it, who is done with it, and to whom it was presented.
 */
export async function takeOverHandling(context: LedgerOfMigration): Promise<void> {
  await openLedger(context);
  await deriveAnew(assignments, async ({ dueOn, open, documentId }) =>
    open && dueOn === null ? { dueOn: (await readOne(incomingDocuments, { _id: documentId }))?.dueOn ?? null } : {},
  );
  await deriveAnew(incomingDocuments, async ({ agencyId, id: documentId, state, handlers, voidRequest }) => {
    const isPresented = state === 'presented' || voidRequest?.stateBefore === 'presented';
    if (handlers.length === 0 && !isPresented) return {};
    const [given, parts] = await Promise.all([
      readAll(directives, { agencyId, documentId }, { sort: { givenAt: 1, _id: 1 } }),
      readAll(assignments, { agencyId, documentId }),
    ]);
    const derived = handlingOf(given, parts);
    const { presentedTo } = derived;
    return { handlers: derived.handlers, ...(presentedTo === undefined ? {} : { presentedTo }) };
  });
}
