import { useEffect, useRef, useState } from 'react';
import type { ZodType } from 'zod';
import type { ProblemError } from '../../api/problem.ts';
import { askAgain } from '../../api/query-client.ts';
import { useKept, useKeptForm } from '../forms/use-kept.ts';
import { carryOut, type Done, isWaiting, type Outcome, type Plan, plan as planSchema, type Step } from './many-plan.ts';

/** An act that can be done to many, one by one. */
export interface ActOnMany<Input> {
  /** Under which it is kept on this machine. */
  readonly name: string;
  /** What all of them are done with. */
  readonly input: ZodType<Input>;
  /** Does it to one, with the step's key. */
  readonly send: (step: Step, input: Input) => Promise<Done>;
}

export interface Many {
  /** What is under way or waits to be gone on with; undefined when nothing is. */
  readonly plan: Plan | undefined;
  readonly isRunning: boolean;
  /** Why it ended before all was done. */
  readonly problem: ProblemError | undefined;
  begin(plan: Plan): void;
  /** Goes on with what waits, with the keys it had. */
  goOn(): void;
  /** Forgets it, and what waits stays undone. */
  end(): void;
}

/**
 * Carries an act out on many, and keeps on this machine how far it came: when the page ends in the middle, whoever opens the list again
 * sees what is done and goes on with the rest.
 */
export function useMany<Input>(act: ActOnMany<Input>): Many {
  const kept = useKeptForm('hang-loat', act.name);
  const [stored, setPlan] = useKept<Plan | null>(kept, 'plan', null, planSchema);
  // What an earlier release kept may be of another form.
  const plan = stored && act.input.safeParse(stored.input).success ? stored : undefined;
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<ProblemError>();
  const isGone = useIsGone();
  const tell = (id: string, outcome: Outcome): void =>
    setPlan((now) => now && { ...now, steps: now.steps.map((step) => (step.id === id ? { ...step, outcome } : step)) });
  const run = async ({ steps, input }: Plan): Promise<void> => {
    const read = act.input.parse(input);
    setRunning(true);
    setProblem(undefined);
    const ended = await carryOut(steps, {
      send: (step) => act.send(step, read),
      tell,
      isStopped: () => isGone.current,
    });
    setProblem(ended);
    setRunning(false);
    void askAgain();
  };
  return {
    plan,
    isRunning,
    problem,
    begin: (next) => {
      setPlan(() => next);
      void run(next);
    },
    goOn: () => {
      if (plan?.steps.some(isWaiting)) void run(plan);
    },
    end: () => {
      kept.discard();
      setProblem(undefined);
    },
  };
}

/** Whether the page was left. */
function useIsGone() {
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  return isGone;
}
