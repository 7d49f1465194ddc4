import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type ProblemError, problemOf } from './problem.ts';
import { askAgain } from './query-client.ts';

/** The key of an act, its `Idempotency-Key`: sending the same twice does the act once; `sending` says that it goes out, `renew` starts the next act. */
export interface ActKey {
  key(): string;
  sending(): void;
  renew(): void;
}

/** One key per opening of a form; a form that is kept on this machine brings its own. */
function useIdempotencyKey(kept?: ActKey): ActKey {
  const key = useRef('');
  if (key.current === '') key.current = crypto.randomUUID();
  const own = useMemo<ActKey>(
    () => ({
      key: () => key.current,
      sending: () => undefined,
      renew: () => {
        key.current = crypto.randomUUID();
      },
    }),
    [],
  );
  return kept ?? own;
}

/** A wait for a server that is away: which try comes next, and in how many seconds. */
export interface Waiting {
  readonly attempt: number;
  readonly seconds: number;
  readonly problem: ProblemError;
}

export interface Act<Input> {
  run(input: Input): void;
  readonly busy: boolean;
  readonly problem: ProblemError | undefined;
  readonly waiting: Waiting | undefined;
  /** Tries now instead of after the wait. */
  retryNow(): void;
  /** Stops waiting; what was typed stays. */
  stop(): void;
  /** Forgets the refusal, when the person changes what was refused. */
  clear(): void;
  /** Takes over what somebody else saved meanwhile, where the form can. */
  takeOver?(): void;
}

/** What the page says when the act had been done already and what was changed afterwards came too late; the app has the words. */
let onDoneBefore: () => void = () => undefined;

/** Says what is done then. */
export function whenDoneBefore(tell: () => void): void {
  onDoneBefore = tell;
}

/**
 * An act of a form: sends it with the form’s idempotency key, waits and tries again while the server or the network is away, and
 * keeps what was typed. `act.run(input)`, then `onDone(reply, input)`; everything on the screen is asked for again. When an answer was
 * lost and the person changed the form before sending it again, the server knows the key with other contents: then the act is done,
 * and its answer is fetched by sending once more what it was done with, so that nothing is done twice and nobody is shut in.
 */
export function useAct<Input, Reply>(
  send: (input: Input, idempotencyKey: string) => Promise<Reply>,
  {
    onDone,
    makesStale,
    kept,
  }: {
    readonly onDone?: (reply: Reply, input: Input) => void;
    readonly makesStale?: readonly string[];
    readonly kept?: ActKey;
  } = {},
): Act<Input> {
  const actKey = useIdempotencyKey(kept);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError>();
  const [waiting, setWaiting] = useState<Waiting>();
  const last = useRef<{ input: Input; attempt: number }>(undefined);
  const unanswered = useRef<readonly Input[]>([]);
  const current = useRef({ send, onDone, makesStale });
  current.current = { send, onDone, makesStale };

  const attempt = useCallback(
    async (input: Input, number: number) => {
      last.current = { input, attempt: number };
      setBusy(true);
      setWaiting(undefined);
      setProblem(undefined);
      const finish = (reply: Reply, done: Input): void => {
        unanswered.current = [];
        actKey.renew();
        setBusy(false);
        void askAgain(...(current.current.makesStale ?? []));
        current.current.onDone?.(reply, done);
      };
      try {
        actKey.sending();
        const { reply, done } = await firstAnswered([input, ...unanswered.current], (one) =>
          current.current.send(one, actKey.key()),
        );
        finish(reply, done);
        if (done !== input) onDoneBefore();
      } catch (error) {
        const refused = problemOf(error);
        setBusy(refused.passing);
        // Somebody was first, or what was shown has changed: the page shows it as it is now.
        if (refused.status === 409 || refused.status === 412) void askAgain(...(current.current.makesStale ?? []));
        if (refused.passing) {
          unanswered.current = [...unanswered.current.filter((one) => one !== input), input];
          setWaiting({ attempt: number, seconds: refused.retryAfter ?? Math.min(2 ** number, 15), problem: refused });
        } else setProblem(refused);
      }
    },
    [actKey],
  );
  const retryNow = useCallback(() => {
    if (last.current) void attempt(last.current.input, last.current.attempt + 1);
  }, [attempt]);
  useCountdown(waiting, setWaiting, retryNow);

  return {
    run: (input) => {
      if (!busy) void attempt(input, 1);
    },
    busy,
    problem,
    waiting,
    retryNow,
    stop: () => {
      setProblem(waiting?.problem);
      setWaiting(undefined);
      setBusy(false);
    },
    clear: () => setProblem(undefined),
  };
}

/** The answer to the first of these inputs that the server does not know the key with other contents of; the earlier sendings come last. */
async function firstAnswered<Input, Reply>(
  [input, ...earlier]: readonly [Input, ...Input[]],
  send: (input: Input) => Promise<Reply>,
): Promise<{ readonly reply: Reply; readonly done: Input }> {
  try {
    return { reply: await send(input), done: input };
  } catch (error) {
    const [next, ...others] = earlier;
    if (next === undefined || problemOf(error).slug !== 'idempotency-conflict') throw error;
    return await firstAnswered([next, ...others], send);
  }
}

function useCountdown(waiting: Waiting | undefined, setWaiting: (next: Waiting) => void, retryNow: () => void): void {
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      if (waiting.seconds <= 1) retryNow();
      else setWaiting({ ...waiting, seconds: waiting.seconds - 1 });
    }, 1_000);
    return () => clearTimeout(timer);
  }, [waiting, setWaiting, retryNow]);
}
