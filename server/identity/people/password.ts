import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../../platform/errors.ts';
import { FewAtOnce } from '../../platform/few-at-once.ts';

/** Argon2id as OWASP gives it: 19 MiB, two passes, one lane (about 9 ms). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashing runs on the thread pool that files use too: one thread stays free for them. */
const MOST_AT_ONCE = 3;
const MOST_WAITING = 1_000;

const lane = new FewAtOnce(MOST_AT_ONCE);

/** Runs work that hashes passwords, few at once; refuses with 503 when too many wait already: each costs a core for a good part of a second. */
export async function inHashingLane<T>(work: () => Promise<T>): Promise<T> {
  if (lane.waiting >= MOST_WAITING)
    throw new DomainError('unavailable', 'busy', 'Too many people are signing in', { retryAfter: 2 });
  return await lane.run(work);
}

/** The hash to store for a password. */
export function hashPassword(password: string): Promise<string> {
  return inHashingLane(() => hash(password.normalize('NFC'), cost));
}

let nobody: Promise<string> | undefined;

/** Whether the password is right. Without a hash – nobody has that user name – it takes as long and is wrong (row 75). */
export async function isRight(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', cost);
  const right = await verify(passwordHash ?? (await nobody), password.normalize('NFC'));
  return right && passwordHash !== undefined;
}
