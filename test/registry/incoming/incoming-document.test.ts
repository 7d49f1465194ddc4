import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../server/platform/errors.ts';
import {
  allowedActs,
  checkDates,
  demandHandling,
  duplicateKey,
  type Handler,
  isAnswered,
  wordsOf,
} from '../../../server/registry/incoming/incoming-document.ts';
import { aClerk, aLeader, anActorWith } from '../../support/identity.ts';
import { anIncomingDocument } from '../../support/registry.ts';

describe('dates of an incoming document', () => {
  const dates = { issuedOn: '2026-11-18', arrivedOn: '2026-11-20', dueOn: null };
  const today = '2026-11-22';
  const codeOf = (given: Partial<Parameters<typeof checkDates>[0]>) => {
    try {
      checkDates({ ...dates, ...given }, today);
      return undefined;
    } catch (error) {
      return error instanceof DomainError ? [error.code, error.details.fields?.[0]?.pointer] : error;
    }
  };

  it('pass when issued, arrived and due follow each other', () => {
    expect(codeOf({})).to.equal(undefined);
    expect(codeOf({ arrivedOn: today, issuedOn: today, dueOn: today })).to.equal(undefined);
  });
  it('lie not in the future', () =>
    expect(codeOf({ arrivedOn: '2026-11-23' })).to.deep.equal(['date-out-of-range', '/body/arrivedOn']));
  it('never let it arrive before it was issued', () =>
    expect(codeOf({ issuedOn: '2026-11-21' })).to.deep.equal(['date-out-of-range', '/body/issuedOn']));
  it('never let it be due before it was issued', () =>
    expect(codeOf({ dueOn: '2026-11-17' })).to.deep.equal(['date-out-of-range', '/body/dueOn']));
  it('do not reach into the closed book of last year', () =>
    expect(codeOf({ issuedOn: '2025-12-30', arrivedOn: '2025-12-31' })).to.deep.equal(['register-closed', undefined]));
});

describe('a possible duplicate', () => {
  const key = (codeNumber: string | null, notation: string | null, issuer = 'Sở Tài chính', day = '2026-11-18') =>
    duplicateKey({ codeNumber, codeNotation: notation }, issuer, day);

  it('has the same number, symbol, issuer and year, however they are typed', () => {
    expect(key('05', 'STC-VP')).to.equal(key('5', 'stc-vp', 'SỞ TÀI  CHÍNH', '2026-01-02'));
    expect(key('5', 'STC-VP')).not.to.equal(key('5', 'STC-VP', 'Sở Nội vụ'));
    expect(key('5', 'STC-VP')).not.to.equal(key('5', 'STC-VP', 'Sở Tài chính', '2025-11-18'));
    expect(key('50', 'STC-VP')).not.to.equal(key('5', 'STC-VP'));
    // What converters and keyboards write for the same signs.
    for (const alike of [
      'QÐ-C06',
      'QƉ‑C06',
      'QĐ–C06',
      'ＱĐ－Ｃ06',
      'QĐ\u00adC06',
      'QĐ-\u042106',
      'QĐ-CO6',
      'QĐ\u200b-C06',
    ]) {
      expect(key('5', alike, 'Sở Ðịa chính'), alike).to.equal(key('5', 'QĐ-C06', 'Sở Địa chính'));
    }
  });

  it('cannot be told for a document without number or symbol', () => {
    expect(key(null, 'STC-VP')).to.equal(null);
    expect(key('5', null)).to.equal(null);
  });
});

describe('words of an incoming document', () => {
  it('find it by subject, issuer, signer, code and number, without marks', () => {
    const words = wordsOf(anIncomingDocument({ number: 2319, codeNumber: '05', codeNotation: 'STC-VP' }));
    expect(words).to.include.members([
      'bao',
      'cao',
      'hoa',
      'so',
      'tai',
      'chinh',
      '2319',
      '05/stc-vp',
      '5/stc-vp',
      'cong',
      'van',
    ]);
  });

  it('hold nothing but folded letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (subject) => {
        for (const word of wordsOf(anIncomingDocument({ subject })))
          expect(word).to.equal(word.toLowerCase()).and.not.match(/\s/);
      }),
    );
  });
});

describe('what may be done about an incoming document', () => {
  const specialist = anActorWith('specialist');
  const head = anActorWith('unit-head');
  const handler = (positionId: string, over: Partial<Handler> = {}): Handler => ({
    positionId,
    role: 'main',
    state: 'new',
    dueOn: null,
    open: true,
    ...over,
  });

  it('a clerk presents or forwards it while nobody has it, and corrects what was registered at any time', () => {
    const untouched = ['present', 'direct', 'correct', 'request-void'];
    expect(allowedActs(aClerk(), anIncomingDocument())).to.deep.equal(untouched);
    expect(allowedActs(aClerk(), anIncomingDocument({ state: 'presented' }))).to.deep.equal(untouched);
    expect(allowedActs(aClerk(), anIncomingDocument({ state: 'assigned' }))).to.deep.equal(['correct']);
  });

  it('a leader directs until it is done', () => {
    for (const state of ['registered', 'presented', 'assigned', 'in-progress'] as const) {
      expect(allowedActs(aLeader(), anIncomingDocument({ state }))).to.deep.equal(['direct']);
    }
    expect(allowedActs(aLeader(), anIncomingDocument({ state: 'done' }))).to.deep.equal([]);
  });

  it('a handler starts, finishes and answers', () => {
    const document = anIncomingDocument({ state: 'assigned', handlers: [handler(specialist.positionId)] });
    expect(allowedActs(specialist, document)).to.deep.equal(['start', 'finish', 'answer']);
    const started = { ...document, handlers: [handler(specialist.positionId, { state: 'in-progress' })] };
    expect(allowedActs(specialist, started)).to.deep.equal(['finish', 'answer']);
    const done = { ...document, handlers: [handler(specialist.positionId, { state: 'done', open: false })] };
    expect(allowedActs(specialist, done)).to.deep.equal(['answer']);
  });

  it('a handler of what is answered only says that it is done', () => {
    const handlers = [handler(specialist.positionId, { state: 'new', open: false })];
    const answeredBy = [{ documentId: 'a', code: '05/SNV-VP' }];
    const document = anIncomingDocument({ state: 'assigned', handlers, answeredBy });
    expect(isAnswered(document)).to.equal(true);
    expect(allowedActs(specialist, document)).to.deep.equal(['finish', 'answer']);
    const refused = { ...document, answeredBy: [{ documentId: 'a', code: '05/SNV-VP', refused: true }] };
    expect(isAnswered(refused)).to.equal(false);
    expect(allowedActs(specialist, { ...document, state: 'done' })).to.deep.equal(['answer']);
  });

  it('one who reads for information does nothing more', () => {
    const document = anIncomingDocument({
      handlers: [handler(specialist.positionId, { role: 'for-information', open: false })],
    });
    expect(allowedActs(specialist, document)).to.deep.equal([]);
  });

  it('a unit head passes on what the unit was given, until it is done', () => {
    const document = anIncomingDocument({
      state: 'assigned',
      handlers: [handler(head.positionId, { role: 'co-handler' })],
    });
    expect(allowedActs(head, document)).to.include('direct');
    expect(allowedActs(head, anIncomingDocument())).to.deep.equal([]);
    const done = { ...document, handlers: [handler(head.positionId, { state: 'done', open: false })] };
    expect(allowedActs(head, done)).not.to.include('direct');
  });

  it('is refused as done with, or as another’s', () => {
    expect(() => demandHandling(aLeader(), 'direct', anIncomingDocument())).not.to.throw();
    expect(() => demandHandling(aLeader(), 'direct', anIncomingDocument({ state: 'done' })))
      .to.throw(DomainError)
      .with.property('code', 'wrong-state');
    expect(() => demandHandling(specialist, 'start', anIncomingDocument()))
      .to.throw(DomainError)
      .with.property('kind', 'not-permitted');
  });
});
