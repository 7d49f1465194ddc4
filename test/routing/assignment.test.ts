import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../server/platform/errors.ts';
import {
  type Assignment,
  displacedBy,
  documentState,
  isOpen,
  openAfterAnswer,
  partsOf,
  withinCoHandling,
} from '../../server/routing/assignment.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { checkDeadline } from '../../server/routing/directive.ts';
import { directiveTemplates } from '../../server/routing/directive-templates.ts';
import { deadlineOfPart, handlingOf } from '../../server/routing/handling.ts';
import { aDirective, anAssignment } from '../support/routing.ts';

const named = (main: string, co: string[] = [], know: string[] = []) => ({
  mainPositionId: main,
  coHandlerPositionIds: co,
  forInformationPositionIds: know,
});

describe('a directive', () => {
  it('has no deadline before today', () => {
    expect(() => checkDeadline('2026-11-22', '2026-11-22')).not.to.throw();
    expect(() => checkDeadline(null, '2026-11-22')).not.to.throw();
    expect(() => checkDeadline('2026-11-21', '2026-11-22'))
      .to.throw(DomainError)
      .with.property('code', 'date-out-of-range');
  });

  it('names one main handler, others beside, each once', () => {
    expect([...partsOf(named('a', ['b'], ['c', 'd']))]).to.deep.equal([
      ['a', 'main'],
      ['b', 'co-handler'],
      ['c', 'for-information'],
      ['d', 'for-information'],
    ]);
    const twice = [named('a', ['a']), named('a', ['b', 'b']), named('a', ['b'], ['b'])];
    const pointers = [
      '/body/coHandlerPositionIds/0',
      '/body/coHandlerPositionIds/1',
      '/body/forInformationPositionIds/0',
    ];
    for (const [index, people] of twice.entries()) {
      expect(() => partsOf(people))
        .to.throw(DomainError)
        .with.deep.nested.property('details.fields[0].pointer', pointers[index]);
    }
  });

  it('has eight templates that fit into it', () => {
    expect(directiveTemplates).to.have.length(8);
    expect(routingContract.listTemplates.response.parse(directiveTemplates)).to.deep.equal(directiveTemplates);
  });
});

describe('assignments', () => {
  const states = (...all: [Assignment['role'], Assignment['state']][]) =>
    all.map(([role, state]) => anAssignment({ role, state }));

  it('take the document along with the main handler, and nobody else', () => {
    expect(documentState(states(['main', 'new'], ['co-handler', 'done']))).to.equal('assigned');
    expect(documentState(states(['co-handler', 'new'], ['main', 'in-progress']))).to.equal('in-progress');
    expect(documentState(states(['main', 'done'], ['co-handler', 'new']))).to.equal('done');
    expect(() => documentState(states(['co-handler', 'new']))).to.throw('main handler');
  });

  it('are work until they are done, but not for those who only read', () => {
    expect(isOpen('main', 'new')).to.equal(true);
    expect(isOpen('co-handler', 'in-progress')).to.equal(true);
    expect(isOpen('main', 'done')).to.equal(false);
    expect(isOpen('for-information', 'new')).to.equal(false);
  });

  it('are no work once the document is answered, and are again when the answer was taken back, of whoever is not done', () => {
    const main = anAssignment();
    const done = anAssignment({ role: 'co-handler', state: 'done', open: false });
    const reader = anAssignment({ role: 'for-information', open: false });
    expect(openAfterAnswer([main, done, reader], true)).to.deep.equal([{ part: main, open: false }]);
    const closed = { ...main, open: false };
    expect(openAfterAnswer([closed, done, reader], true)).to.deep.equal([]);
    expect(openAfterAnswer([closed, done, reader], false)).to.deep.equal([{ part: closed, open: true }]);
    const over = anAssignment({ state: 'done', open: false });
    expect(openAfterAnswer([over, anAssignment({ role: 'co-handler', open: false })], false)).to.deep.equal([]);
  });

  it('let the main handler give way to a new one, unless they stay in it', () => {
    const current = [anAssignment({ positionId: 'a' }), anAssignment({ positionId: 'b', role: 'co-handler' })];
    expect(displacedBy(current, partsOf(named('c'))).map(({ positionId }) => positionId)).to.deep.equal(['a']);
    expect(displacedBy(current, partsOf(named('c', ['a'])))).to.deep.equal([]);
    expect(displacedBy(current, withinCoHandling(partsOf(named('c'))))).to.deep.equal([]);
  });

  it('of a co-handling unit are all co-handlers', () => {
    expect([...withinCoHandling(partsOf(named('a', ['b'], ['c'])))]).to.deep.equal([
      ['a', 'co-handler'],
      ['b', 'co-handler'],
      ['c', 'for-information'],
    ]);
  });
});

describe('what the register shows of the handling', () => {
  const role = fc.constantFrom('co-handler' as const, 'for-information' as const);
  const state = fc.constantFrom('new' as const, 'in-progress' as const, 'done' as const);
  const due = fc.option(fc.constantFrom('2026-11-24', '2026-12-31'));
  const part = fc.record({ role, state, dueOn: due, open: fc.boolean() }).map(anAssignment);
  const main = fc.record({ state, dueOn: due, open: fc.boolean() }).map(anAssignment);
  const leaders = fc.array(fc.constantFrom('p1', 'p2', 'p3'), { minLength: 1 });

  it('is each part as it is, and everybody who has one or was presented to takes part', () => {
    fc.assert(
      fc.property(main, fc.array(part), leaders, (first, others, presentedTo) => {
        const parts = [...others, first];
        const given = presentedTo.map((toLeaderPositionId) => aDirective({ kind: 'presented', toLeaderPositionId }));
        const shown = handlingOf([...given, aDirective()], parts);
        expect(shown.state).to.equal(documentState(parts));
        expect(shown.presentedTo).to.equal(undefined);
        expect(parts).to.have.length(shown.handlers.length);
        for (const [index, handler] of shown.handlers.entries()) expect(parts[index]).to.deep.include(handler);
        expect(shown.participants).to.include.members([...presentedTo, ...parts.map(({ positionId }) => positionId)]);
        const { state: waiting, presentedTo: last } = handlingOf(given, []);
        expect([waiting, last]).to.deep.equal(['presented', presentedTo.at(-1)]);
      }),
    );
  });

  it('has the deadline that was set last and nearest to the handler', () => {
    const document = { dueOn: '2026-12-31' };
    const own = { dueOn: '2026-11-30', open: true };
    expect(deadlineOfPart('2026-11-24', own, document)).to.equal('2026-11-24');
    expect(deadlineOfPart(null, own, document)).to.equal('2026-11-30');
    expect(deadlineOfPart(null, { ...own, open: false }, document)).to.equal('2026-12-31');
    expect(deadlineOfPart(null, undefined, document)).to.equal('2026-12-31');
    expect(deadlineOfPart(null, undefined, { dueOn: null })).to.equal(null);
  });
});
