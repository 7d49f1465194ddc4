import { deriveAnew, type LedgerOfMigration, openLedger } from '../audit/renewal/migration-ledger.ts';
import { duplicateKey, wordsOf as wordsOfIncoming } from './incoming/incoming-document.ts';
import { incomingDocuments } from './incoming/store.ts';
import { wordsOf as wordsOfOutgoing } from './outgoing/outgoing-document.ts';
import { outgoingDocuments } from './outgoing/store.ts';

/**
 * Brings the words under which documents are found, and the key by which those that came twice are known, to what this release makes of
 * their fields: an earlier one told letters, hyphens and noughts apart that look alike. Only what differs is written, each document
 * through the log of its agency, so that it may be run again after it was interrupted.
 */
export async function renewWords(context: LedgerOfMigration): Promise<void> {
  await openLedger(context);
  await deriveAnew(incomingDocuments, (document) => ({
    words: wordsOfIncoming(document),
    duplicateKey: duplicateKey(document, document.issuer.name, document.issuedOn),
  }));
  await deriveAnew(outgoingDocuments, (document) => ({ words: wordsOfOutgoing(document) }));
}
