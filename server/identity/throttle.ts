import { DomainError } from '../platform/errors.ts';
import type { Row } from '../platform/store.ts';

/** How often a password was wrong lately, from one address or for one account from one address. */
export interface WrongTries extends Row {
  readonly count: number;
  readonly endsAt: Date;
}

/** One thing wrong tries are counted for, and how many it may have within a window. */
export interface Counted {
  readonly key: string;
  readonly most: number;
}

export const WINDOW_MS = 15 * 60 * 1000;
const MOST_PER_ACCOUNT = 10;
/** An office shares one address: its people's slips must not add up to a lock-out. */
const MOST_PER_ADDRESS = 100;

/** What a sign-in counts for: the account from this address, so that nobody locks others out, and the address itself. */
export function countedForSignIn(usernameHash: string, address: string): readonly [Counted, Counted] {
  return [
    { key: `account ${usernameHash} ${address}`, most: MOST_PER_ACCOUNT },
    { key: `address ${address}`, most: MOST_PER_ADDRESS },
  ];
}

/** What a repeated password before an act counts for: the signed-in person. */
export function countedForPerson(personId: string): readonly [Counted] {
  return [{ key: `person ${personId}`, most: MOST_PER_ACCOUNT }];
}

/** Refuses with 429 and the seconds to wait once one of the counts is full (RELIABILITY row 77). */
export function assertTriesLeft(counted: readonly Counted[], known: readonly WrongTries[], now: Date): void {
  for (const tries of known) {
    const most = counted.find(({ key }) => key === tries.id)?.most ?? 0;
    if (tries.endsAt <= now || tries.count < most) continue;
    const retryAfter = Math.ceil((tries.endsAt.getTime() - now.getTime()) / 1000);
    throw new DomainError('too-many', 'too-many-tries', 'Too many wrong passwords; wait, then try again', {
      retryAfter,
    });
  }
}
