import type { Counted, RateLimit } from '../../platform/api/rate-limits.ts';

const windowSeconds = 15 * 60;
const refusal = { code: 'too-many-tries', message: 'Too many wrong passwords; wait, then try again' };

const perAccount: RateLimit = { name: 'account', most: 10, windowSeconds, refusal };
/** An office shares one address: its people's slips must not add up to a lock-out. */
const perNetwork: RateLimit = { name: 'sign-in', most: 100, windowSeconds, refusal };
const perPerson: RateLimit = { name: 'person', most: 10, windowSeconds, refusal };
const firstAdministrator: RateLimit = {
  name: 'first-administrator',
  most: 10,
  windowSeconds,
  refusal: { code: 'too-many-requests', message: 'Too many tries; wait, then try again' },
};

/** What a sign-in counts for: the account from this network, so that nobody locks others out, and the network itself. */
export function countedForSignIn(usernameHash: string, network: string): { account: Counted; network: Counted } {
  return {
    account: { limit: perAccount, who: `${usernameHash} ${network}` },
    network: { limit: perNetwork, who: network },
  };
}

/** What a repeated password before an act counts for: the signed-in person. */
export function countedForPerson(personId: string): Counted {
  return { limit: perPerson, who: personId };
}

/** What a try to become the first administrator counts for. */
export function countedForFirstAdministrator(network: string): Counted {
  return { limit: firstAdministrator, who: network };
}
