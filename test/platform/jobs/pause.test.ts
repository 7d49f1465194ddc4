import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../server/platform/errors.ts';
import { asLongAsMessagesLive, type Retry, whileOthersMayBeAway } from '../../../server/platform/jobs/job-kind.ts';
import { askedForMs, endOf, nextTry, pauseMs } from '../../../server/platform/jobs/pause.ts';

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const attempts = fc.integer({ min: 1, max: 5_000 });
const createdAt = new Date('2026-11-18T02:00:00Z');

/** How often work was tried, and when for the last time, when each try fails at once. */
function livesOf(retry: Retry, chances: readonly number[]): { tries: number; last: Date } {
  const end = endOf(retry, { createdAt }) ?? expect.fail('It has no end');
  let now = createdAt;
  for (let tries = 1; ; tries += 1) {
    if (now >= end) return { tries, last: now };
    const pause = pauseMs(retry, { attempts: tries, chance: chances[tries % chances.length] ?? 0 });
    now = nextTry(now, pause, end);
  }
}

describe('the pauses between tries', () => {
  it('grow from a second to ten minutes, half certain and half by chance', () => {
    fc.assert(
      fc.property(attempts, chance, (count, by) => {
        const longest = Math.min(1_000 * 2 ** (count - 1), 10 * 60_000);
        const pause = pauseMs(asLongAsMessagesLive, { attempts: count, chance: by });
        expect(pause).to.be.within(longest / 2, longest);
      }),
    );
    expect(pauseMs(asLongAsMessagesLive, { attempts: 1, chance: 1 })).to.equal(1_000);
    expect(pauseMs(asLongAsMessagesLive, { attempts: 2_000, chance: 1 })).to.equal(600_000);
  });

  it('are never shorter than the other side asked for', () => {
    fc.assert(
      fc.property(attempts, chance, fc.integer({ min: 0, max: 3_600 }), (count, by, retryAfter) => {
        const asked = askedForMs(new DomainError('unavailable', 'partner-busy', 'Later', { retryAfter }));
        const pause = pauseMs(asLongAsMessagesLive, { attempts: count, chance: by, askedForMs: asked });
        const unasked = pauseMs(asLongAsMessagesLive, { attempts: count, chance: by });
        expect(pause).to.equal(Math.max(unasked, retryAfter * 1_000));
      }),
    );
    expect(askedForMs(new Error('no answer'))).to.equal(undefined);
  });

  it('end exactly seven days after the work was left, with a last try there, after a thousand tries or two', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1, maxLength: 50 }), (chances) => {
        const { tries, last } = livesOf(asLongAsMessagesLive, chances);
        expect(last.toISOString()).to.equal('2026-11-25T02:00:00.000Z');
        expect(tries).to.be.within(1_008, 2_040);
      }),
      { numRuns: 20 },
    );
  });

  it('have no end but the number of tries where others may only be away for a while', () => {
    expect(endOf(whileOthersMayBeAway, { createdAt })).to.equal(undefined);
    const now = new Date();
    expect(nextTry(now, 5_000, undefined).getTime()).to.equal(now.getTime() + 5_000);
    expect(nextTry(now, 5_000, new Date(now.getTime() - 1)).getTime(), 'past its end').to.equal(now.getTime() + 5_000);
  });
});
