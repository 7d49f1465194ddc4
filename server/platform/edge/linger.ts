import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';

const LINGER_MS = 3_000;

/**
 * Cuts a connection whose peer has got its answer, and neither stops sending nor goes away. Not at once: a peer that is cut off while it
 * sends loses the answer it was given. The end of `what` says that there is nothing left to cut.
 */
export function cutAfterLingering(socket: Duplex, what: EventEmitter): void {
  const cut = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  what.once('close', () => clearTimeout(cut));
}
