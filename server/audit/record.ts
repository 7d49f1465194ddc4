import type { Actor } from '../platform/actor.ts';
import { randomHex } from '../platform/ids.ts';
import { inTransaction, type Participant, type Transaction, type WrittenRow } from '../platform/ledger/transaction.ts';
import type { AuditEvent } from './event.ts';
import { ledgerKey } from './keys/ledger-key.ts';
import { type AuditEntry, auditEntries, logHeads } from './store.ts';
import { leafText } from './tree/leaf.ts';
import { append, emptyTree, leafHash, rootOf, type Tree } from './tree/merkle-tree.ts';

const AUDIT = 'audit';

/** Puts an event into the log of the actor's agency, in the act's own transaction: no act without its trace. */
export function record(tx: Transaction, event: AuditEvent): void {
  tx.attach(AUDIT, event);
}

/**
 * Records what is no act by itself – a view, a sign-in, a refusal – in a small act of its own. Await it: once it resolves the
 * event is as durable as any other.
 */
export async function recordSoon(actor: Actor, event: AuditEvent): Promise<void> {
  const { request, ...who } = actor;
  // The idempotency key belongs to the act of the request, not to the trace beside it.
  const origin = request && { requestId: request.requestId };
  await inTransaction({ ...who, request: origin }, async (tx) => record(tx, event));
}

const SAME_VIEW_MS = 15 * 60_000;
const MOST_VIEWS_KNOWN = 5_000;
const viewsKnown = new Map<string, number>();

/**
 * Records that somebody looked at something, once per position and quarter of an hour in this process: a page that refreshes itself
 * is one look, not many.
 */
export async function recordView(actor: Actor, event: AuditEvent): Promise<void> {
  const key = JSON.stringify([actor.positionId, event]);
  const now = performance.now();
  const last = viewsKnown.get(key);
  if (last !== undefined && now - last < SAME_VIEW_MS) return;
  await recordSoon(actor, event);
  const [oldest] = viewsKnown.keys();
  if (viewsKnown.size >= MOST_VIEWS_KNOWN && oldest !== undefined) viewsKnown.delete(oldest);
  viewsKnown.delete(key);
  viewsKnown.set(key, now);
}

/** Audit's part in every act: no act is dated before the last entry, and its events are the next leaves of the agency’s tree, in the act’s own transaction. */
export const auditTrail: Participant = {
  name: AUDIT,

  async earliest(tx) {
    return (await tx.find(logHeads, { id: tx.actor.agencyId }))?.time;
  },

  async conclude(tx, items) {
    const rows = tx.written.filter(({ store }) => store.evidence);
    // Only `record` attaches here, and it takes nothing but events.
    const events = items.length > 0 ? (items as readonly AuditEvent[]) : bookkeeping(rows);
    if (events.length === 0) return;
    const id = tx.actor.agencyId;
    const head = (await tx.find(logHeads, { id })) ?? tx.insert(logHeads, { id, time: tx.now, ...headOf(emptyTree) });
    let tree: Tree = { size: head.size, frontier: head.frontier.map((hash) => Buffer.from(hash, 'base64')) };
    for (const [index, event] of events.entries()) {
      const entry = entryOf(tx, tree.size, event, index === events.length - 1 ? rows : []);
      tx.insert(auditEntries, entry);
      tree = append(tree, leafHash(Buffer.from(entry.leaf)));
    }
    tx.change(logHeads, head, { time: tx.now, ...headOf(tree) });
  },
};

/** No row of evidence changes without a leaf that says so. */
function bookkeeping(rows: readonly WrittenRow[]): readonly AuditEvent[] {
  return rows.length > 0 ? [{ type: 'rows-changed' }] : [];
}

function headOf(tree: Tree) {
  const frontier = tree.frontier.map((hash) => Buffer.from(hash).toString('base64'));
  return { size: tree.size, frontier, root: Buffer.from(rootOf(tree)).toString('base64') };
}

function entryOf(
  tx: Transaction,
  sequence: number,
  event: AuditEvent,
  rows: readonly WrittenRow[],
): Omit<AuditEntry, 'id' | 'version'> {
  const { agencyId, personId, positionId, name, title = null, request } = tx.actor;
  const who = { personId, positionId, name, title };
  const salt = randomHex();
  const content = { log: agencyId, sequence, at: tx.now, ...who, requestId: request?.requestId, event, rows };
  const leaf = leafText(content, salt);
  return {
    agencyId,
    sequence,
    type: event.type,
    at: tx.now,
    ...who,
    ...('documentId' in event ? { documentId: event.documentId } : {}),
    ...('arrivalId' in event ? { arrivalId: event.arrivalId } : {}),
    ...(request ? { requestId: request.requestId } : {}),
    event,
    leaf,
    salt,
    mac: ledgerKey().ofLeaf(leaf),
  };
}
