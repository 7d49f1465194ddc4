import type { Row } from '../../../platform/database/store.ts';
import { DomainError } from '../../../platform/errors.ts';
import { fold } from '../../../platform/text/fold.ts';
import { keyOfRecipient, type Recipient } from '../../../registry/outgoing/recipients/recipient.ts';

/** Who is in a group: a recipient without what one document says of paper. */
export type Member = Omit<Recipient, 'paperCopies' | 'paperReason'>;

/** Recipients that an agency names together — *nhóm nơi nhận*, “UBND các xã” –; a draft takes the members, never the group. */
export interface RecipientGroup extends Row {
  readonly agencyId: string;
  readonly name: string;
  /** The name as it is compared; an ended group keeps none, so that another may bear its name. */
  readonly key?: string | undefined;
  readonly members: readonly Member[];
  readonly ended: boolean;
  readonly updatedAt: Date;
}

/** The name of a group as it is compared: case and diacritics tell no two apart. */
export function keyOfGroup(name: string): string {
  return fold(name);
}

/** How many of these members were not among those before. */
export function newAmong(members: readonly Member[], before: readonly Member[]): number {
  const known = new Set(before.map(keyOfRecipient));
  return members.filter((member) => !known.has(keyOfRecipient(member))).length;
}

/** Refuses an act on a group that was ended. */
export function demandRunning({ ended }: RecipientGroup): void {
  if (ended) throw new DomainError('conflict', 'group-ended', 'This group was ended');
}
