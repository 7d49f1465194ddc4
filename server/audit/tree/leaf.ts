import { hash } from 'node:crypto';
import type { WrittenRow } from '../../platform/ledger/transaction.ts';
import type { AuditEvent } from '../event.ts';
import { canonicalJson } from './canonical-json.ts';
import { publishedRow } from './published-row.ts';

/** What one leaf of a log says, before personal text is replaced by its digest. */
export interface LeafContent {
  /** The agency whose log it is, or `deployment`. */
  readonly log: string;
  readonly sequence: number;
  readonly at: Date;
  readonly personId: string;
  readonly positionId: string;
  readonly name: string;
  readonly title: string | null;
  readonly requestId?: string | undefined;
  readonly event: AuditEvent;
  readonly rows: readonly WrittenRow[];
}

/** Members of events that hold words about people, or out of documents, which a retention rule may have to erase one day. */
const personalMembers: ReadonlySet<string> = new Set(['reason', 'before', 'after']);

/**
 * The text of a leaf: what is hashed into the tree. Names and free words are in it only as digests with the salt of this leaf, and so
 * are the rows the act wrote: without text and salt a digest tells nothing, so both can be erased and the proof stays.
 */
export function leafText({ rows, event, name, title, at, ...plain }: LeafContent, salt: string): string {
  const members = Object.entries(event).map(([key, value]) =>
    personalMembers.has(key) && typeof value === 'string'
      ? [key, { digest: digestOf(salt, key, value) }]
      : [key, value],
  );
  return canonicalJson({
    // 2: secrets of rows are in their digests as digests; every leaf bears the mark of the ledger beside it.
    format: 2,
    ...plain,
    at: at.toISOString(),
    name: { digest: digestOf(salt, 'name', name) },
    title: title === null ? null : { digest: digestOf(salt, 'title', title) },
    event: Object.fromEntries(members),
    rows: rows.map(({ store, row }) => ({
      store: store.name,
      id: row.id,
      version: row.version,
      digest: digestOf(salt, 'row', canonicalJson(publishedRow(store, row))),
    })),
  });
}

function digestOf(salt: string, member: string, text: string): string {
  return hash('sha256', `${salt}\n${member}\n${text}`);
}
