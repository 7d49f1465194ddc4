import type { HeldHead } from '../../audit/store.ts';
import { isConsistent } from '../../audit/tree/merkle-tree.ts';

/** A head of another’s log that is held, and whether it was found to agree with the log before. */
export interface KnownHead {
  readonly head: HeldHead;
  readonly agreed: boolean;
}

/** Asks whoever keeps a log for the proof that its first `to` leaves begin with its first `from` (RFC 9162 §2.1.4); null where it holds no longer so many. */
export type AskProof = (from: number, to: number) => Promise<readonly Uint8Array[] | null>;

/** What a comparison found: heads that agree with the newest one, and the one that cannot stand beside another. */
export interface Comparison {
  readonly newest: HeldHead;
  readonly agree: readonly HeldHead[];
  readonly contradicted?: { readonly head: HeldHead; readonly by: HeldHead };
}

/**
 * Compares heads of one log with its newest one: those of which it is not known yet, and the newest of which it is. Heads of an epoch that
 * has ended are left as they are: only those of one epoch add to each other. Nothing while there are no two to compare; stops at the first
 * contradiction.
 */
export async function compareHeads(held: readonly KnownHead[], ask: AskProof): Promise<Comparison | undefined> {
  const epoch = Math.max(...held.map(({ head }) => head.epoch));
  const ofEpoch = held.filter(({ head }) => head.epoch === epoch);
  const [newest, ...others] = ofEpoch.toSorted((one, other) => other.head.size - one.head.size);
  if (!newest) return undefined;
  const last = newest.agreed ? undefined : others.find(({ agreed }) => agreed);
  const toCompare = others.filter((one) => !one.agreed || one === last);
  if (toCompare.length === 0) return undefined;
  const agree: HeldHead[] = [];
  for (const one of toCompare) {
    if (await agrees(one.head, newest.head, ask)) {
      agree.push(one.head);
      continue;
    }
    const [head, by] = newest.agreed ? [one.head, newest.head] : [newest.head, one.head];
    return { newest: newest.head, agree: newest.agreed ? agree : [], contradicted: { head, by } };
  }
  return { newest: newest.head, agree: [...agree, newest.head] };
}

async function agrees(earlier: HeldHead, later: HeldHead, ask: AskProof): Promise<boolean> {
  if (earlier.size === later.size) return earlier.root === later.root;
  const proof = await ask(earlier.size, later.size);
  return proof !== null && isConsistent(treeOf(earlier), treeOf(later), proof);
}

const treeOf = ({ size, root }: HeldHead) => ({ size, root: Buffer.from(root, 'base64') });
