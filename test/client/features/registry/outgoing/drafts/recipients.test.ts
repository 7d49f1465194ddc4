import { expect } from 'chai';
import {
  electronically,
  lacksPaperReason,
  namedIn,
  onPaper,
  withMore,
} from '../../../../../../client/features/registry/outgoing/drafts/recipients.ts';

const directory = [
  { agencyId: 'a1', code: 'H99.14', name: 'Sở Tài chính' },
  { agencyId: 'a2', code: 'H99.31', name: 'Ủy ban nhân dân huyện Thanh Bình' },
];
const [finance, district] = directory.map(electronically);

describe('recipients pasted from a document', () => {
  it('finds agencies by their names, without diacritics too, and by their codes', () => {
    expect(namedIn('- Sở Tài chính;\n- uy ban nhan dan huyen thanh binh.', directory)).to.deep.equal([
      finance,
      district,
    ]);
    expect(namedIn('H99.14; H99.31', directory)).to.deep.equal([finance, district]);
  });

  it('takes every other name as reached on paper', () => {
    expect(namedIn('Công ty Cổ phần Minh Trí.', directory)).to.deep.equal([onPaper('Công ty Cổ phần Minh Trí')]);
  });

  it('passes over empty lines', () => expect(namedIn('\n - \n;;\n', directory)).to.deep.equal([]));

  it('adds nobody twice and keeps the order', () => {
    const before = namedIn('Minh Trí\nSở Tài chính', directory);
    expect(
      withMore(before, namedIn('MINH TRÍ; H99.14; H99.31; H99.31', directory)).map(({ name }) => name),
    ).to.deep.equal(['Minh Trí', 'Sở Tài chính', 'Ủy ban nhân dân huyện Thanh Bình']);
  });
});

describe('paper beside the electronic document', () => {
  const withPaper = { agencyId: 'a1', name: 'Sở Tài chính', paperCopies: 1 };

  it('needs a reason', () => {
    expect(lacksPaperReason([{ ...withPaper, paperReason: null }])).to.equal(true);
    expect(lacksPaperReason([{ ...withPaper, paperReason: '  ' }])).to.equal(true);
    expect(lacksPaperReason([{ ...withPaper, paperReason: 'Bản vẽ khổ A0' }])).to.equal(false);
  });

  it('needs none where paper is the only way', () => expect(lacksPaperReason([onPaper('Minh Trí')])).to.equal(false));
});
