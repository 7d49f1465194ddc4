import { isDeepStrictEqual } from 'node:util';
import { type LedgerOfMigration, openLedger, writeAnew } from '../audit/migration-ledger.ts';
import { type Row, type Store, storedRows } from '../platform/database/store.ts';
import type { Patch } from '../platform/ledger/transaction.ts';
import { duplicateKey, wordsOf as wordsOfIncoming } from './incoming/incoming-document.ts';
import { incomingDocuments } from './incoming/store.ts';
import { wordsOf as wordsOfOutgoing } from './outgoing/outgoing-document.ts';
import { outgoingDocuments } from './outgoing/store.ts';

/** So many documents are written in one group of acts. */
const AT_ONCE = 200;

/**
 * Brings the words under which documents are found, and the key by which those that came twice are known, to what this release makes of
 * their fields: an earlier one told letters, hyphens and noughts apart that look alike. Only what differs is written, each document
 * through the log of its agency, so that it may be run again after it was interrupted.
 */
export async function renewWords(context: LedgerOfMigration): Promise<void> {
  await openLedger(context);
  await renew(incomingDocuments, (document) => ({
    words: wordsOfIncoming(document),
    duplicateKey: duplicateKey(document, document.issuer.name, document.issuedOn),
  }));
  await renew(outgoingDocuments, (document) => ({ words: wordsOfOutgoing(document) }));
}

async function renew<T extends Row>(store: Store<T>, derived: (row: T) => Patch<T> & Partial<T>): Promise<void> {
  let waiting: (() => Promise<void>)[] = [];
  const write = async () => {
    await Promise.all(waiting.map((one) => one()));
    waiting = [];
  };
  for await (const row of storedRows(store)) {
    const wanted = derived(row);
    if (isDeepStrictEqual({ ...row, ...wanted }, row)) continue;
    waiting.push(() => writeAnew(store, row, wanted));
    if (waiting.length >= AT_ONCE) await write();
  }
  await write();
}
