import { expect } from 'chai';
import fc from 'fast-check';
import { type Definition, definitions, type IssuedDocument, judge, share } from '../../server/statistics/share.ts';

type Recipient = IssuedDocument['recipients'][number];

const reached = (over: Partial<Recipient> = {}): Recipient => ({
  name: 'Sở Khoa học và Công nghệ',
  electronic: true,
  paperCopies: 0,
  refused: false,
  verdict: 'valid',
  ...over,
});
const issued = (recipients: readonly Recipient[], over: Partial<IssuedDocument> = {}): IssuedDocument => ({
  documentId: 'd1',
  code: '01/SNV-VP',
  subject: 'Báo cáo',
  issuedOn: '2026-11-22',
  inInk: false,
  recalled: false,
  recipients,
  ...over,
});

const anyRecipient: fc.Arbitrary<Recipient> = fc.record(
  {
    name: fc.string(),
    electronic: fc.boolean(),
    paperCopies: fc.nat(3),
    refused: fc.boolean(),
    verdict: fc.constantFrom('valid', 'unclear', 'invalid', 'no-signature', 'pending'),
  },
  { requiredKeys: ['name', 'electronic', 'paperCopies', 'refused'] },
);
const anyDocument: fc.Arbitrary<IssuedDocument> = fc.record({
  documentId: fc.uuid(),
  code: fc.string(),
  subject: fc.string(),
  issuedOn: fc.constant('2026-11-22'),
  inInk: fc.boolean(),
  recalled: fc.boolean(),
  recipients: fc.array(anyRecipient, { maxLength: 4 }),
});
const anyDocuments = fc.array(anyDocument, { maxLength: 12 });
const countedBy = (definition: Definition, documents: readonly IssuedDocument[]) =>
  judge(definition, documents).flatMap(({ document, counted }) => (counted ? [document] : []));

describe('the two shares', () => {
  it('lie between 0 and 100, and are nothing when nothing was sent', () => {
    fc.assert(
      fc.property(anyDocuments, (documents) => {
        for (const definition of definitions) {
          const { numerator, denominator, percent } = share(definition, documents);
          expect(numerator).to.be.within(0, denominator);
          expect(denominator).to.be.at.most(documents.length);
          if (denominator === 0) expect(percent).to.equal(null);
          else expect(percent).to.be.within(0, 100);
        }
      }),
    );
  });

  it('never call a document fully electronic that was not sent electronically', () => {
    fc.assert(
      fc.property(anyDocuments, (documents) => {
        const sent = new Set(countedBy('e-exchange@1', documents));
        expect(countedBy('fully-electronic@1', documents).every((document) => sent.has(document))).to.equal(true);
        const [all, fully] = definitions.map((definition) => share(definition, documents).denominator);
        expect(all).to.equal(fully);
      }),
    );
  });

  it('name somebody who keeps it from counting for every document that does not', () => {
    fc.assert(
      fc.property(anyDocuments, (documents) => {
        for (const definition of definitions)
          for (const { counted, missing } of judge(definition, documents))
            expect(counted).to.equal(missing.length === 0);
      }),
    );
  });

  const reasons: readonly [string, IssuedDocument, string | undefined, string | undefined][] = [
    ['sent and called valid', issued([reached()]), undefined, undefined],
    ['sent, no receipt yet', issued([reached({ verdict: 'pending' })]), undefined, 'no-receipt'],
    [
      'sent, the signatures unclear to the recipient',
      issued([reached({ verdict: 'unclear' })]),
      undefined,
      'verdict-not-valid',
    ],
    ['sent, returned', issued([reached({ refused: true })]), undefined, 'refused'],
    ['sent with paper beside it', issued([reached({ paperCopies: 1 })]), undefined, 'paper-parallel'],
    ['on paper to one of two', issued([reached(), reached({ electronic: false })]), 'paper-only', 'paper-only'],
    ['signed in ink', issued([reached()], { inInk: true }), 'signed-in-ink', 'signed-in-ink'],
  ];
  for (const [words, document, exchanged, fully] of reasons) {
    it(`judge a document ${words}`, () => {
      const why = definitions.map((definition) => judge(definition, [document])[0]?.missing[0]?.reason);
      expect(why).to.deep.equal([exchanged, fully]);
    });
  }

  it('leave out what was recalled and what went to nobody outside', () => {
    const documents = [issued([reached()], { recalled: true }), issued([])];
    expect(share('e-exchange@1', documents)).to.include({ denominator: 0, percent: null });
  });

  it('are rounded to one decimal', () => {
    const documents = [issued([reached()]), issued([reached()]), issued([reached({ electronic: false })])];
    expect(share('e-exchange@1', documents).percent).to.equal(66.7);
  });
});
