import { createHmac, hash } from 'node:crypto';
import { sameAgain } from '../../platform/text/same-again.ts';
import { canonicalJson } from '../tree/canonical-json.ts';
import { publishedRow } from '../tree/published-row.ts';

interface OfStore {
  readonly name: string;
  readonly secrets: readonly string[];
}

/**
 * The key that the ledger puts its mark on what it writes with (HMAC-SHA256): on every leaf, and on rows that are not believed without.
 * It lies outside the database, so whoever has only the database can change what is written there, but make nothing new that is believed.
 */
export interface LedgerKey {
  /** Tells keys apart; stands before each mark, so that a mark by another key is known as that. */
  readonly id: string;
  /** The mark of a leaf, which names its log and its place there. */
  ofLeaf(leaf: string): string;
  /** The mark of a row of this store. */
  ofRow(store: OfStore, row: object): string;
}

/** The key from its secret text. */
export function ledgerKeyOf(secret: string): LedgerKey {
  const id = hash('sha256', `ledger key\n${secret}`).slice(0, 8);
  const mark = (what: string, text: string) =>
    `${id}.${createHmac('sha256', secret).update(`${what}\n${text}`).digest('base64url')}`;
  // With every request the rows of its person and position are believed anew, which are what they were.
  const markOfRow = sameAgain((text) => mark('row', text), { most: 2_000 });
  return {
    id,
    ofLeaf: (leaf) => mark('leaf', leaf),
    ofRow: (store, row) => markOfRow(`${store.name}\n${canonicalJson(publishedRow(store, row))}`),
  };
}

let inUse: LedgerKey | undefined;

/** Says which key marks what the ledger of this process writes; called by the composition root. */
export function useLedgerKey(key: LedgerKey): void {
  inUse = key;
}

/** The key of this process. */
export function ledgerKey(): LedgerKey {
  if (!inUse) throw new Error('No key of the ledger is in use: call openLogKeys first');
  return inUse;
}
