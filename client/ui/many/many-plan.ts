import { z } from 'zod';
import { ProblemError, problemOf } from '../../api/problem.ts';

const outcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('done'), said: z.string(), made: z.string().optional() }),
  z.object({
    state: z.literal('refused'),
    slug: z.string(),
    status: z.number(),
    detail: z.string(),
    extra: z.record(z.string(), z.unknown()),
  }),
]);
export type Outcome = z.output<typeof outcome>;

/** What is said of one once it is done, and the id of what was made of it, where something is done with that afterwards. */
export type Done = Omit<Extract<Outcome, { state: 'done' }>, 'state'>;

const step = z.object({
  id: z.string(),
  version: z.number(),
  /** What people call it. */
  words: z.string(),
  /** Where it is looked at. */
  page: z.string(),
  /** The `Idempotency-Key` of its act. */
  key: z.uuid(),
  outcome,
});
/** One of many: the same act on one thing, with a key of its own, so that each is done once and can fail alone. */
export type Step = z.output<typeof step>;

/** An act on many, as it is kept on this machine until every answer is known. */
export const plan = z.object({ input: z.unknown(), steps: z.array(step) });
export type Plan = z.output<typeof plan>;

/** What was chosen for an act on many, with the reason, in words, why it cannot be done to it. */
export interface Candidate extends Pick<Step, 'id' | 'version' | 'words' | 'page'> {
  readonly cannot?: string | undefined;
}

/** Those of the chosen to whom it can be done. */
export function ableOf(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ cannot }) => cannot === undefined);
}

/** The plan for them. */
export function planOf(candidates: readonly Candidate[], input: unknown): Plan {
  return {
    input,
    steps: ableOf(candidates).map(({ id, version, words, page }) => ({
      ...{ id, version, words, page },
      key: crypto.randomUUID(),
      outcome: { state: 'waiting' },
    })),
  };
}

/** Those to whom it cannot be done, by the reason. */
export function byReason(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const one of candidates) {
    if (one.cannot !== undefined) groups.set(one.cannot, [...(groups.get(one.cannot) ?? []), one]);
  }
  return groups;
}

export const isWaiting = ({ outcome: { state } }: Step): boolean => state === 'waiting';

/** So many acts are on their way at once. */
const AT_ONCE = 3;

export interface CarryOut {
  /** Does it to one, with the step's key. */
  readonly send: (step: Step) => Promise<Done>;
  /** Learns how it ended. */
  readonly tell: (id: string, outcome: Outcome) => void;
  /** Whether nothing more is to be begun. */
  readonly isStopped: () => boolean;
}

/**
 * Does what waits, a few at once. A refusal is that one's alone. What decides nothing – no network, a server that is away, nobody signed
 * in – ends it and is given back: the rest waits, those whose answer was lost too, and the same keys do nothing twice.
 */
export async function carryOut(steps: readonly Step[], act: CarryOut): Promise<ProblemError | undefined> {
  const left = steps.filter(isWaiting);
  const ended: ProblemError[] = [];
  const lane = async (): Promise<void> => {
    while (ended.length === 0 && !act.isStopped()) {
      const next = left.shift();
      if (!next) return;
      try {
        act.tell(next.id, { state: 'done', ...(await act.send(next)) });
      } catch (error) {
        const problem = problemOf(error);
        if (decidesNothing(problem)) ended.push(problem);
        else act.tell(next.id, refusedBy(problem));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return ended[0];
}

function decidesNothing({ passing, status, slug }: ProblemError): boolean {
  return passing || status === 401 || status === 429 || slug === 'another-position';
}

function refusedBy({ slug, status, detail, extra }: ProblemError): Outcome {
  return { state: 'refused', slug, status, detail, extra };
}

/** Ids of what was made, of those that are done. */
export function madeOf({ steps }: Plan): string[] {
  return steps.flatMap(({ outcome: ended }) =>
    ended.state === 'done' && ended.made !== undefined ? [ended.made] : [],
  );
}

/** The refusal of a step, for its words. */
export function problemOfStep({ outcome: ended }: Step): ProblemError | undefined {
  return ended.state === 'refused' ? new ProblemError(ended) : undefined;
}
