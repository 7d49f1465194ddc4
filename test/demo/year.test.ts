import { expect } from 'chai';
import { DemoClock } from '../../scripts/demo/demo-clock.ts';
import { province } from '../../scripts/demo/province.ts';
import { newcomers } from '../../scripts/demo/traffic/staff.ts';
import { FIRST_DAY, lettersBy, papers } from '../../scripts/demo/traffic/year.ts';
import { documentType } from '../../server/registry/registers/document-type.ts';

const starts = ['2026-11-29', '2027-01-01', '2028-02-29', '2026-02-18', '2027-06-30'];

describe('the year of the demo', () => {
  const postsOf = (key: string) => [
    ...province.filter((agency) => agency.key === key).flatMap(({ people }) => people.map(({ post }) => post)),
    ...newcomers.filter((newcomer) => newcomer.key === key).map(({ post }) => post),
  ];

  for (const today of starts) {
    describe(`that ends on ${today}`, () => {
      const clock = new DemoClock(new Date(`${today}T15:00:00+07:00`), FIRST_DAY);
      const letters = lettersBy(clock);

      it('has about a hundred documents, outgoing and incoming', () => {
        const received = letters.flatMap(({ to, stopsAt }) =>
          stopsAt ? [] : to.filter(({ fate }) => fate !== 'refused'),
        );
        expect(letters.length + papers.length + received.length).to.be.within(100, 160);
      });

      it('tells each subject once, with no gap left in its words', () => {
        const subjects = [...letters, ...papers].map(({ subject }) => subject);
        expect(new Set(subjects).size).to.equal(subjects.length);
        for (const { subject, body } of [...letters, ...papers]) expect(`${subject}${body}`).to.not.match(/[{}]/);
      });

      it('has something in each of the twelve months', () => {
        const months = new Set([...letters, ...papers].map(({ ago }) => clock.dayOf(ago).slice(0, 7)));
        const wanted = new Set(Array.from({ length: 240 }, (_, ago) => clock.dayOf(ago).slice(0, 7)));
        expect([...wanted].filter((month) => !months.has(month))).to.deep.equal([]);
      });

      it('answers what the same agency has registered before', () => {
        for (const { ago, from, answers } of letters) {
          if (answers === undefined) continue;
          const answered = letters.find(({ subject }) => subject === answers);
          expect(answered?.ago, answers).to.be.above(ago);
          expect(answered?.to.map(({ key }) => key)).to.include(from);
        }
      });
    });
  }

  it('names agencies, posts and types there are', () => {
    const letters = lettersBy(new DemoClock(new Date(), FIRST_DAY));
    for (const { from, type, signer, drafter, to } of letters) {
      expect(documentType(type), type).to.not.equal(undefined);
      expect(postsOf(from)).to.include.members([signer, drafter].filter((post) => post !== undefined));
      for (const course of to) {
        const posts = [course.leader, course.handler, ...(course.helpers ?? [])].filter((post) => post !== undefined);
        expect(postsOf(course.key)).to.include.members(posts);
        expect(course.key).to.not.equal(from);
        expect(course.refusal !== undefined, 'a refusal has its reason').to.equal(course.fate === 'refused');
      }
    }
    for (const { at, type, handler, leader } of papers) {
      expect(documentType(type), type).to.not.equal(undefined);
      expect(postsOf(at)).to.include.members([handler, leader].filter((post) => post !== undefined));
    }
  });
});
