import { setImmediate } from 'node:timers/promises';

/**
 * Work that all who ask at the same moment share: one read for everybody, one command for what everybody writes. It begins after each of
 * them has asked, so nobody gets an answer older than the question; whoever asks while it is under way waits for the next one. When it
 * fails, it fails for all who shared it.
 */
export function together<Q, A>(work: (asked: readonly Q[]) => Promise<A>): (question: Q) => Promise<A> {
  let last: Promise<unknown> = Promise.resolve();
  let next: { readonly asked: Q[]; readonly answer: Promise<A> } | undefined;
  return (question) => {
    if (!next) {
      const asked: Q[] = [];
      const begin = async () => {
        await setImmediate();
        next = undefined;
        return work(asked);
      };
      next = { asked, answer: last.then(begin, begin) };
      last = next.answer;
    }
    next.asked.push(question);
    return next.answer;
  };
}
