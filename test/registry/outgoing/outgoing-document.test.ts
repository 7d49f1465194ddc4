import { expect } from 'chai';
import type { Actor } from '../../../server/platform/actor.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { allowedActs, demand } from '../../../server/registry/outgoing/outgoing-acts.ts';
import {
  checkYear,
  checkYearOnPage,
  codeOfOutgoing,
  type OutgoingState,
  wordsOf,
} from '../../../server/registry/outgoing/outgoing-document.ts';
import { checkRecipients, kindOf } from '../../../server/registry/outgoing/recipients/recipient.ts';
import { aClerk, aLeader, anActorWith } from '../../support/identity.ts';
import { anOutgoingDocument, aRecipient } from '../../support/registry.ts';

const at = new Date('2026-11-22T02:00:00Z');
const signed = { signedAt: at, certificateSha256: 'c' };
const numbering = { registerId: 'r', number: 5, year: 2026, issuedOn: '2026-11-22', numberedAt: at };
const recallRequest = {
  ...{ reason: 'sai', at },
  by: { personId: 'p', positionId: 'van-thu', name: 'Văn thư' },
  office: 'clerk',
} as const;
const states = {
  draft: { status: 'draft' },
  preparing: { status: 'preparing', submittedAt: at },
  submitted: { status: 'submitted', submittedAt: at },
  signed: { status: 'signed', ...signed },
  numbered: { status: 'numbered', ...signed, ...numbering },
  issued: { status: 'issued', ...signed, ...numbering, issuedAt: at },
  'recall-asked': { status: 'issued', ...signed, ...numbering, issuedAt: at, recallRequest },
  recalled: {
    ...{ status: 'recalled', ...signed, ...numbering, issuedAt: at, recalledAt: at, recallRequest },
    recalledBy: recallRequest.by,
  },
  voided: { status: 'voided', ...signed, ...numbering, voidedAt: at, voidReason: 'sai' },
} as const satisfies Record<string, OutgoingState>;
const codeOf = (act: () => void): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe('what may be done to an outgoing document', () => {
  const drafter = anActorWith('specialist', { positionId: 'chuyen-vien' });
  const signer = aLeader({ positionId: 'giam-doc' });
  const other = anActorWith('specialist');
  const table: [keyof typeof states, Actor, string[]][] = [
    ['draft', drafter, ['edit', 'delete', 'submit']],
    ['draft', signer, []],
    ['preparing', drafter, ['withdraw']],
    ['submitted', drafter, ['withdraw']],
    ['submitted', signer, ['return', 'sign']],
    ['submitted', aLeader(), []],
    ['signed', aClerk(), ['return', 'number']],
    ['signed', signer, ['return']],
    ['signed', aLeader(), []],
    ['submitted', aClerk(), []],
    ['signed', drafter, []],
    ['numbered', aClerk(), ['request-void']],
    ['numbered', aLeader(), []],
    ['issued', other, ['track']],
    ['issued', aClerk(), ['correct', 'add-recipients', 'request-recall', 'track']],
    ['issued', aLeader(), ['request-recall', 'track']],
    ['recall-asked', aClerk({ positionId: 'van-thu' }), ['keep-issued', 'track']],
    ['recall-asked', aLeader(), ['recall', 'keep-issued', 'track']],
    ['recall-asked', other, ['track']],
    ['recalled', aClerk(), ['track']],
    ['voided', aClerk(), []],
  ];
  for (const [state, actor, acts] of table) {
    it(`while it is ${state}, a ${actor.roles[0]} ${actor.positionId.length < 20 ? `(${actor.positionId})` : ''}: ${acts.join(', ') || 'nothing'}`, () => {
      expect(allowedActs(actor, anOutgoingDocument({ state: states[state] }))).to.deep.equal(acts);
    });
  }

  it('that is no more than a draft, clerk and leaders hand over once its drafter is gone, and nobody else', () => {
    const orphaned = (actor: Actor, state: keyof typeof states) =>
      allowedActs(actor, anOutgoingDocument({ state: states[state] }), { drafterIsGone: true });
    for (const state of ['draft', 'preparing', 'submitted'] as const) {
      for (const actor of [aClerk(), aLeader()]) expect(orphaned(actor, state)).to.deep.equal(['hand-over']);
      expect(orphaned(other, state)).to.deep.equal([]);
    }
    for (const state of ['signed', 'numbered', 'issued', 'voided'] as const) {
      expect(orphaned(aClerk(), state)).to.deep.equal(
        allowedActs(aClerk(), anOutgoingDocument({ state: states[state] })),
      );
    }
  });

  it('after a failed seal the clerk tries again or asks to void', () => {
    const notice = { kind: 'seal-failed', text: 'hết giờ', at } as const;
    expect(allowedActs(aClerk(), anOutgoingDocument({ state: states.numbered, notice }))).to.deep.equal([
      'retry-seal',
      'request-void',
    ]);
  });

  it('while somebody asks to void its number, only others agree, and nobody tries the seal', () => {
    const clerk = aClerk();
    const by = { personId: clerk.personId, positionId: clerk.positionId, name: clerk.name };
    const document = anOutgoingDocument({
      state: { ...states.numbered, voidRequest: { reason: 'Ban hành nhầm', at, by } },
      notice: { kind: 'seal-failed', text: 'hết giờ', at },
    });
    expect(allowedActs(clerk, document)).to.deep.equal(['keep-number']);
    expect(allowedActs({ ...clerk, positionId: 'vi-tri-khac', roles: ['leader'] }, document)).to.deep.equal([
      'keep-number',
    ]);
    expect(allowedActs(aClerk(), document)).to.deep.equal(['void', 'keep-number']);
    expect(allowedActs(aLeader(), document)).to.deep.equal(['void', 'keep-number']);
    expect(allowedActs(other, document)).to.deep.equal([]);
  });

  it('is refused to others before anything is said of its state', () => {
    const document = anOutgoingDocument({ state: states.issued });
    expect(codeOf(() => demand(other, 'edit', document))).to.equal('not-yours');
    expect(codeOf(() => demand(drafter, 'edit', document))).to.equal('immutable');
    expect(codeOf(() => demand(drafter, 'submit', document))).to.equal('wrong-state');
    expect(codeOf(() => demand(other, 'track', document))).to.equal(undefined);
  });
});

describe('an outgoing document', () => {
  it('shows its number once it has one', () => {
    expect(codeOfOutgoing(anOutgoingDocument())).to.equal('…/SNV-VP');
    expect(codeOfOutgoing(anOutgoingDocument({ state: states.numbered }))).to.equal('05/SNV-VP');
  });

  it('is found by its code with and without the leading zero, its recipients and its signer', () => {
    const words = wordsOf(anOutgoingDocument({ state: states.issued }));
    expect(words).to.include.members(['05/snv-vp', '5/snv-vp', 'sao', 'mai', 'tran', 'binh', 'dien']);
    expect(wordsOf(anOutgoingDocument())).to.include('snv');
  });

  it('gets no number of this year for a date of last year', () => {
    expect(codeOf(() => checkYear(new Date('2026-12-31T16:59:00Z'), new Date('2026-12-31T17:01:00Z')))).to.equal(
      'signed-last-year',
    );
    expect(codeOf(() => checkYear(at, at))).to.equal(undefined);
  });

  it('is signed and numbered in the year that is printed in its date, where one is', () => {
    const newYear = new Date('2026-12-31T17:00:00Z');
    expect(codeOf(() => checkYearOnPage(2026, newYear))).to.equal('dated-another-year');
    expect(codeOf(() => checkYearOnPage(2027, newYear))).to.equal(undefined);
    expect(codeOf(() => checkYearOnPage(2027, at))).to.equal('dated-another-year');
    for (const none of [null, undefined]) expect(codeOf(() => checkYearOnPage(none, newYear))).to.equal(undefined);
  });
});

describe('recipients', () => {
  const check = (...recipients: ReturnType<typeof aRecipient>[]) =>
    codeOf(() => checkRecipients(recipients, 'so-noi-vu'));
  const agency = (over = {}) => ({ ...aRecipient({ paperCopies: 0, ...over }), agencyId: 'so-tai-chinh' });

  it('may be agencies and names outside the directory', () =>
    expect(check(aRecipient(), agency())).to.equal(undefined));
  it('are named once each', () => {
    expect(check(agency(), agency())).to.equal('recipient-repeated');
    expect(check(aRecipient(), aRecipient({ name: 'công ty cổ phần SAO MAI' }))).to.equal('recipient-repeated');
  });
  it('are never the sender', () =>
    expect(check({ ...aRecipient(), agencyId: 'so-noi-vu' })).to.equal('recipient-is-sender'));
  it('get paper beside the electronic document only for a reason', () => {
    expect(check(agency({ paperCopies: 2 }))).to.equal('paper-reason-required');
    expect(check(agency({ paperCopies: 2, paperReason: 'Hồ sơ gốc' }))).to.equal(undefined);
  });
  it('say what they are, and nothing that only others have', () => {
    const person = aRecipient({ kind: 'person', name: 'Ông Nguyễn Văn An', address: 'Số 5, đường Lê Lợi' });
    const organisation = aRecipient({ kind: 'organisation', code: 'Z010106789012' });
    const unit = aRecipient({ kind: 'unit', unitId: 'van-phong', paperCopies: 0 });
    expect(check(person, { ...person, address: 'Số 6' }, organisation, unit)).to.equal(undefined);
    expect(check(person, person)).to.equal('recipient-repeated');
    expect(check(agency({ unit: 'Phòng Nội vụ' }))).to.equal(undefined);
    for (const unfit of [
      { ...person, code: 'Z010106789012' },
      { ...organisation, code: 'H99.14' },
      { ...unit, unitId: null },
      agency({ address: 'Số 5' }),
      aRecipient({ kind: 'agency' }),
    ]) {
      expect(check(unfit)).to.equal('recipient-unfit');
    }
  });
  it('are what they name, in drafts of earlier releases', () => {
    expect([agency(), aRecipient({ code: 'H99.14' }), aRecipient()].map(kindOf)).to.deep.equal([
      ...['agency', 'agency', 'organisation'],
    ]);
  });
});
