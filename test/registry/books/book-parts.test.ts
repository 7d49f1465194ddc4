import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../server/platform/errors.ts';
import { gapsBetween, partAsked, partWith, spanOf } from '../../../server/registry/books/book-parts.ts';
import { firstNumberSince } from '../../../server/registry/books/numbers-of-days.ts';
import { aRegister } from '../../support/registry.ts';

describe('the parts of a register', () => {
  it('hold every number once, with a line or without', () => {
    const part = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(
        part,
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.boolean()),
        ([first, more], size, has) => {
          const span = { first, last: first + more };
          const seen: number[] = [];
          for (let number = first; number <= span.last; ) {
            const found = partWith(span, number, size);
            expect(found.first).to.equal(number);
            const all = Array.from({ length: found.last - found.first + 1 }, (_, index) => found.first + index);
            for (const within of all) expect(partWith(span, within, size)).to.deep.equal(found);
            const lines = all.filter(() => has.next().value);
            const gaps = gapsBetween(lines.toReversed(), found.first, found.last).flatMap((gap) =>
              Array.from({ length: gap.last - gap.first + 1 }, (_, index) => gap.first + index),
            );
            seen.push(...[...lines, ...gaps].toSorted((one, other) => one - other));
            number = found.last + 1;
          }
          expect(seen).to.deep.equal(Array.from({ length: more + 1 }, (_, index) => first + index));
        },
      ),
    );
  });

  it('end where the register ends, and an empty one has none', () => {
    expect(spanOf(aRegister())).to.equal(undefined);
    const historical = { count: 2, first: 9_000, lastDate: null, voided: [] };
    const old = spanOf(aRegister({ lastNumber: 9_100, historical }));
    expect(old).to.deep.equal({ first: 9_000, last: 9_100 });
    expect(partWith({ first: 1, last: 70 }, 999, 50)).to.deep.equal({ first: 51, last: 70 });
    expect(partWith({ first: 9_000, last: 9_100 }, 1, 50)).to.deep.equal({ first: 9_000, last: 9_049 });
  });

  it('are given up to the most that is given at once, and only where there are numbers', () => {
    const span = { first: 1, last: 2_000 };
    expect(partAsked({ last: 500 }, span, 500)).to.deep.equal({ first: 1, last: 500 });
    expect(partAsked({}, { first: 9, last: 20 }, 500)).to.deep.equal({ first: 9, last: 20 });
    expect(() => partAsked({ first: 1, last: 501 }, span, 500)).to.throw(DomainError, 'At most');
    for (const part of [
      { first: 5, last: 4 },
      { first: 0, last: 3 },
      { first: 1_999, last: 2_001 },
    ])
      expect(() => partAsked(part, span, 500)).to.throw(DomainError, 'no such numbers');
    expect(() => partAsked({ first: 1, last: 1 }, undefined, 500)).to.throw(DomainError);
  });
});

describe('the numbers of a period', () => {
  it('are those between the days: every number belongs to one day, those without a line to the day that follows', async () => {
    const given = fc.array(fc.record({ day: fc.integer({ min: 10, max: 28 }), lost: fc.boolean() }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(given, async (all) => {
        const days = all.map(({ day }) => day).toSorted((one, other) => one - other);
        const lines = days.map((day, at) => ({ number: at + 5, day: `2026-11-${day}` }));
        const kept = lines.filter((_, at) => !all[at]?.lost);
        const lineFrom = async (number: number) => kept.find((line) => line.number >= number);
        const since = (day: number) =>
          firstNumberSince(`2026-11-${day}`, { first: 5, last: 4 + lines.length }, lineFrom);
        for (const day of [10, 17, 18, 29]) {
          const before = kept.filter((line) => line.day < `2026-11-${day}`);
          expect(await since(day)).to.equal((before.at(-1)?.number ?? 4) + 1);
        }
      }),
    );
  });
});
