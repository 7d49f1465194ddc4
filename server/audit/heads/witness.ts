import { dayInVietnam } from '../../platform/calendar.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { record } from '../record.ts';
import { heldHeads, witnesses } from '../store.ts';
import { readTreeHead } from '../tree/read-tree-head.ts';
import type { SignedTreeHead, TreeHead } from '../tree/tree-head.ts';

/** Another agency, as the directory names it. */
interface Neighbour {
  readonly agencyId: string;
  readonly name: string;
}

/**
 * Keeps the head of a neighbour’s log that came with a message of its: one row for each neighbour and day, with the newest head. A head
 * that came late is passed over; one that says something else of the same size is a contradiction and stays. Refuses with
 * `tree-head-invalid` the head of a log that is not the neighbour’s: nobody writes another’s history.
 */
export async function keepHeadOf(tx: Transaction, neighbour: Neighbour, signed: SignedTreeHead): Promise<void> {
  const { log, epoch, size, root } = readTreeHead(signed);
  if (log !== neighbour.agencyId) throw notTheirs();
  const { agencyId } = tx.actor;
  const about = { agencyId, ofAgencyId: neighbour.agencyId, day: dayInVietnam(tx.now) };
  const head = { ofName: neighbour.name, log, epoch, size, root, ...signed, heldSince: tx.now };
  const held = await tx.find(heldHeads, about);
  if (!held) {
    tx.insert(heldHeads, { ...about, ...head, contradicted: false });
  } else if (held.contradicted || held.log !== log) {
    return;
  } else if (epoch === held.epoch && size === held.size && root !== held.root) {
    contradict(tx, neighbour.agencyId, { epoch, size });
    tx.change(heldHeads, held, { ...head, contradicted: true, contradicts: signedIn(held) });
  } else if (epoch > held.epoch || (epoch === held.epoch && size > held.size)) {
    tx.change(heldHeads, held, head);
  }
}

/** A head alone, as it was signed. */
export function signedIn({ text, signature, publicKey }: SignedTreeHead): SignedTreeHead {
  return { text, signature, publicKey };
}

function notTheirs(): DomainError {
  return new DomainError('invalid', 'tree-head-invalid', 'The head is of a log that is not the sender’s');
}

/** Says in the log of the one who holds a head that its neighbour’s history no longer agrees with it. */
export function contradict(
  tx: Transaction,
  ofAgencyId: string,
  { epoch, size }: Pick<TreeHead, 'epoch' | 'size'>,
): void {
  record(tx, { type: 'history-contradicted', ofAgencyId, epoch, size });
}

/** Notes that a neighbour has confirmed by its receipt to hold this head of the actor’s own log. */
export async function noteWitness(
  tx: Transaction,
  neighbour: Neighbour,
  signed: SignedTreeHead,
  receiptSha256: string,
): Promise<void> {
  const { epoch, size, root } = readTreeHead(signed);
  const about = { agencyId: tx.actor.agencyId, byAgencyId: neighbour.agencyId };
  const known = await tx.find(witnesses, about);
  const confirmed = { byName: neighbour.name, epoch, size, root, receiptSha256, at: tx.now };
  if (!known) tx.insert(witnesses, { ...about, ...confirmed });
  else if (epoch > known.epoch || (epoch === known.epoch && size > known.size)) tx.change(witnesses, known, confirmed);
}
