import { expect } from 'chai';
import { DomainError } from '../../server/platform/errors.ts';
import {
  type Assignment,
  displacedBy,
  documentState,
  isOpen,
  partsOf,
  withinCoHandling,
} from '../../server/routing/assignment.ts';
import { routingContract } from '../../server/routing/contract.ts';
import { checkDeadline } from '../../server/routing/directive.ts';
import { directiveTemplates } from '../../server/routing/directive-templates.ts';
import { anAssignment } from '../support/routing.ts';

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
