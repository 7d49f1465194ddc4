import { setImmediate } from 'node:timers/promises';

/**
 * Work that all who ask at the same moment share: one read for everybody, one command for what everybody writes. It begins after each of
 * them has asked, so nobody gets an answer older than the question; whoever asks while it is under way waits for the next one. When it
 * fails, it fails for all who shared it.
 */
export function together<Q, A>(work: (asked: readonly [Q, ...Q[]]) => Promise<A>): (question: Q) => Promise<A> {
  let last: Promise<unknown> = Promise.resolve();
  let next: { readonly asked: [Q, ...Q[]]; readonly answer: Promise<A> } | undefined;
  return (question) => {
    if (next) {
      next.asked.push(question);
      return next.answer;
    }
    const asked: [Q, ...Q[]] = [question];
    const begin = async () => {
      await setImmediate();
      next = undefined;
      return work(asked);
    };
    next = { asked, answer: last.then(begin, begin) };
    last = next.answer;
    return next.answer;
  };
}

/** The same for work of several kinds, of which none waits for another; a kind nobody asks for is forgotten. */
export function togetherByKind<Q, A>(
  kindOf: (question: Q) => string,
  work: (asked: readonly [Q, ...Q[]]) => Promise<A>,
): (question: Q) => Promise<A> {
  const kinds = new Map<string, { readonly ask: (question: Q) => Promise<A>; waiting: number }>();
  return async (question) => {
    const name = kindOf(question);
    const kind = kinds.get(name) ?? { ask: together(work), waiting: 0 };
    kinds.set(name, kind);
    kind.waiting += 1;
    try {
      return await kind.ask(question);
    } finally {
      kind.waiting -= 1;
      if (kind.waiting === 0) kinds.delete(name);
    }
  };
}
