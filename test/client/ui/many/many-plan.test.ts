import { expect } from 'chai';
import { ProblemError } from '../../../../client/api/problem.ts';
import {
  byReason,
  type Candidate,
  carryOut,
  type Done,
  madeOf,
  type Outcome,
  planOf,
  plan as planSchema,
  problemOfStep,
  type Step,
} from '../../../../client/ui/many/many-plan.ts';

const aCandidate = (id: string, cannot?: string): Candidate => ({ id, version: 1, words: id, page: `/${id}`, cannot });
const aPlan = (...ids: string[]) =>
  planOf(
    ids.map((id) => aCandidate(id)),
    null,
  );
const refusal = new ProblemError({ slug: 'possible-duplicate', status: 409, extra: { of: 'x' } });
const offline = new ProblemError({ slug: 'offline', status: 0 });

/** Carries a plan out, with what is answered for each; gives what became of each and what ended it. */
async function carriedOut(steps: readonly Step[], send: (step: Step) => Promise<Done>, isStopped = () => false) {
  const outcomes = new Map<string, Outcome>();
  const ended = await carryOut(steps, { send, tell: (id, outcome) => void outcomes.set(id, outcome), isStopped });
  return { outcomes, ended };
}

describe('an act on many', () => {
  it('is planned for those to whom it can be done, each with a key of its own, and says why not to the others', () => {
    const chosen = [aCandidate('a'), aCandidate('b', 'đã đăng ký'), aCandidate('c'), aCandidate('d', 'đã đăng ký')];
    const { steps } = planOf(chosen, null);
    expect(steps.map(({ id }) => id)).to.deep.equal(['a', 'c']);
    expect(new Set(steps.map(({ key }) => key)).size).to.equal(2);
    expect([...byReason(chosen)].map(([reason, those]) => [reason, those.length])).to.deep.equal([['đã đăng ký', 2]]);
  });

  it('does each by itself: a refusal is that one’s alone', async () => {
    const { steps } = aPlan('a', 'b', 'c', 'd', 'e');
    const { outcomes, ended } = await carriedOut(steps, async ({ id }) => {
      if (id === 'b') throw refusal;
      return { said: `số ${id}`, made: id };
    });
    expect(ended).to.equal(undefined);
    expect([...outcomes.values()].filter(({ state }) => state === 'done')).to.have.length(4);
    const after = steps.map((step) => ({ ...step, outcome: outcomes.get(step.id) ?? step.outcome }));
    expect(madeOf({ input: null, steps: after })).to.deep.equal(['a', 'c', 'd', 'e']);
    const [, refused] = after;
    expect(refused && problemOfStep(refused)).to.include({ slug: 'possible-duplicate', status: 409 });
  });

  it('has never more than three on their way', async () => {
    let [now, most] = [0, 0];
    await carriedOut(aPlan('a', 'b', 'c', 'd', 'e', 'f', 'g').steps, async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return { said: '' };
    });
    expect(most).to.equal(3);
  });

  it('ends where nothing is decided, and goes on from what was kept with the same keys', async () => {
    const begun = aPlan('a', 'b', 'c', 'd', 'e');
    const keys = new Map<string, string>();
    const first = await carriedOut(begun.steps, async ({ id, key }) => {
      keys.set(id, key);
      if (id !== 'a') throw offline;
      return { said: 'xong' };
    });
    expect(first.ended?.slug).to.equal('offline');
    expect([...first.outcomes.keys()]).to.deep.equal(['a']);
    const steps = begun.steps.map((step) => ({ ...step, outcome: first.outcomes.get(step.id) ?? step.outcome }));
    const kept = planSchema.parse(JSON.parse(JSON.stringify({ ...begun, steps })));
    const again: string[] = [];
    const second = await carriedOut(kept.steps, async ({ id, key }) => {
      again.push(id);
      expect(key).to.equal(keys.get(id) ?? key);
      return { said: 'xong' };
    });
    expect(second.ended).to.equal(undefined);
    expect(again).to.deep.equal(['b', 'c', 'd', 'e']);
  });

  it('begins nothing more once its page was left', async () => {
    const sent: string[] = [];
    await carriedOut(
      aPlan('a', 'b', 'c', 'd', 'e').steps,
      async ({ id }) => {
        sent.push(id);
        return { said: '' };
      },
      () => sent.length >= 3,
    );
    expect(sent).to.deep.equal(['a', 'b', 'c']);
  });
});
