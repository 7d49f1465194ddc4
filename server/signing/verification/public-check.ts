import type { Exchange } from '../../platform/api/http.ts';
import { type RateLimit, takeTry } from '../../platform/api/rate-limits.ts';
import { Slots } from '../../platform/api/slots.ts';
import { clientNetwork } from '../../platform/edge/client-network.ts';

/** Two, so that a page can look at one file while the next is on its way. */
const slots = new Slots({ most: 16, mostForOne: 2 });

/** An office checks its mail of a day within it; a machine that tries what the verifier does with files does not. */
const limit: RateLimit = {
  name: 'public-check',
  most: 120,
  windowSeconds: 10 * 60,
  refusal: { code: 'too-many-requests', message: 'Too many files were checked from here; wait, then try again' },
};

/**
 * Lets a stranger have a file checked: a few at once, so many within a while. What is refused is refused before the file is received.
 */
export async function admitPublicCheck({ request }: Exchange): Promise<() => void> {
  const network = clientNetwork(request);
  const release = slots.take(network);
  try {
    await takeTry({ limit, who: network });
    return release;
  } catch (error) {
    release();
    throw error;
  }
}
