import { useCallback, useEffect, useRef, useState } from 'react';
import { type ProblemError, problemOf } from './problem.ts';
import { askAgain } from './query-client.ts';

/** One key per opening of a form (DESIGN D3): sending the same twice does the act once; `renew` starts the next act. */
export function useIdempotencyKey(): { readonly key: () => string; readonly renew: () => void } {
  const key = useRef('');
  if (key.current === '') key.current = crypto.randomUUID();
  return {
    key: useCallback(() => key.current, []),
    renew: useCallback(() => {
      key.current = crypto.randomUUID();
    }, []),
  };
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
}

/**
 * An act of a form: sends it with the form’s idempotency key, waits and tries again while the server or the network is away, and
 * keeps what was typed. `act.run(input)`, then `onDone(reply, input)`; everything on the screen is asked for again.
 */
export function useAct<Input, Reply>(
  send: (input: Input, idempotencyKey: string) => Promise<Reply>,
  {
    onDone,
    makesStale,
  }: { readonly onDone?: (reply: Reply, input: Input) => void; readonly makesStale?: readonly string[] } = {},
): Act<Input> {
  const { key, renew } = useIdempotencyKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError>();
  const [waiting, setWaiting] = useState<Waiting>();
  const last = useRef<{ input: Input; attempt: number }>(undefined);
  const current = useRef({ send, onDone, makesStale });
  current.current = { send, onDone, makesStale };

  const attempt = useCallback(
    async (input: Input, number: number) => {
      last.current = { input, attempt: number };
      setBusy(true);
      setWaiting(undefined);
      setProblem(undefined);
      try {
        const reply = await current.current.send(input, key());
        renew();
        setBusy(false);
        void askAgain(...(current.current.makesStale ?? []));
        current.current.onDone?.(reply, input);
      } catch (error) {
        const refused = problemOf(error);
        setBusy(refused.passing);
        // Somebody was first, or what was shown has changed: the page shows it as it is now.
        if (refused.status === 409 || refused.status === 412) void askAgain(...(current.current.makesStale ?? []));
        if (refused.passing)
          setWaiting({ attempt: number, seconds: refused.retryAfter ?? Math.min(2 ** number, 15), problem: refused });
        else setProblem(refused);
      }
    },
    [key, renew],
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
