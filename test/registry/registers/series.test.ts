import { expect } from 'chai';
import { DomainError } from '../../../server/platform/errors.ts';
import {
  checkDivision,
  type Division,
  overlap,
  seriesFor,
  type Takes,
  type ToNumber,
} from '../../../server/registry/registers/series.ts';

const types = (...typeCodes: string[]): Takes => ({ what: 'types', typeCodes });
const unit = (unitId: string): Takes => ({ what: 'unit', unitId });
const body = (unitId: string): Takes => ({ what: 'body', unitId });
const copies: Takes = { what: 'copies' };
const rule: Division[] = [
  { series: 'quyet-dinh', takes: types('quyet-dinh', 'nghi-quyet') },
  { series: 'thanh-tra', takes: unit('thanh-tra') },
  { series: 'thi-dua', takes: body('thi-dua') },
  { series: 'sao', takes: copies },
];
const document = (typeCode: string, unitId: string | null = null, bodyId: string | null = null): ToNumber => ({
  kind: 'outgoing',
  what: 'document',
  typeCode,
  unitId,
  bodyId,
});
const refusalOf = (act: () => void): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe('the series a document takes', () => {
  const table: [string, ToNumber, string][] = [
    ['a named type goes into its register', document('quyet-dinh', 'van-phong'), 'quyet-dinh'],
    ['also when a unit with a register of its own drafts it', document('quyet-dinh', 'thanh-tra'), 'quyet-dinh'],
    ['what no register takes goes into the general one', document('thong-bao', 'thanh-tra'), 'general'],
    ['the công văn of a unit go into the unit’s', document('cong-van', 'thanh-tra'), 'thanh-tra'],
    ['those of other units do not', document('cong-van', 'van-phong'), 'general'],
    ['an advisory body counts for itself, whatever the type', document('quyet-dinh', 'thi-dua', 'thi-dua'), 'thi-dua'],
    ['copies of all kinds share one', { kind: 'outgoing', what: 'copy' }, 'sao'],
    ['incoming documents share one', { kind: 'incoming' }, 'general'],
  ];
  for (const [title, item, series] of table) {
    it(title, () => expect(seriesFor(rule, item)).to.equal(series));
  }

  it('is the general one as long as there is no rule', () => {
    expect(seriesFor([], document('quyet-dinh'))).to.equal('general');
    expect(seriesFor([], { kind: 'outgoing', what: 'copy' })).to.equal('general');
  });

  it('is no other’s for an advisory body whose register is gone', () =>
    expect(refusalOf(() => seriesFor([], document('quyet-dinh', 'thi-dua', 'thi-dua')))).to.equal(
      'body-without-register',
    ));
});

describe('the rule of a year', () => {
  const refused = (takes: Takes, kind: 'incoming' | 'outgoing' = 'outgoing') =>
    refusalOf(() => checkDivision(kind, takes, rule));

  it('gives no document to two registers', () => {
    expect(refused(types('nghi-quyet'))).to.equal('series-taken');
    expect(refused(body('thanh-tra'))).to.equal('series-taken');
    expect(refused(copies)).to.equal('series-taken');
    expect(refused(types('thong-bao'))).to.equal(undefined);
    expect(refused(unit('van-phong'))).to.equal(undefined);
    expect(overlap(types('cong-van'), unit('van-phong')), 'the unit’s comes first').to.equal(false);
    expect(overlap(copies, types('cong-van'))).to.equal(false);
  });

  it('keeps công văn and thư công together, which bear one symbol', () => {
    expect(refused(types('cong-van'))).to.equal('types-share-symbol');
    expect(refused(types('thu-cong', 'cong-van'))).to.equal(undefined);
  });

  it('knows only the 29 types', () => expect(refused(types('nghi-dinh'))).to.equal('unknown-type'));

  it('never divides incoming documents (NĐ 30/2020 Điều 22.2)', () =>
    expect(refused(types('thong-bao'), 'incoming')).to.equal('incoming-is-one'));
});
