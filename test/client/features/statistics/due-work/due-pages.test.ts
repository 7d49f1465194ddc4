import { expect } from 'chai';
import { isOfHouse, pageOf } from '../../../../../client/features/statistics/due-work/due-pages.ts';
import { homeText } from '../../../../../client/features/statistics/due-work/text.ts';
import { statisticsContract } from '../../../../../server/statistics/contract.ts';

const kinds = statisticsContract.dueWork.response.shape.now.element.shape.kind.options;
const ofKind = (kind: (typeof kinds)[number]) => pageOf({ kind, id: 'so-1', documentId: null });

describe('the page a row of due work opens', () => {
  it('shows what the row is about: a document, a delivery, the certificates, the registers', () => {
    const pages = kinds.map((kind) => ofKind(kind)?.replace(/\/so-1$/, '') ?? 'none');
    expect(new Set(pages)).to.have.all.keys(
      '/van-ban-di',
      '/van-ban-den',
      '/gui-nhan',
      '/chung-thu',
      '/so-dang-ky',
      'none',
    );
  });

  it('is none where no page shows it; there the row says the way', () => {
    const told = kinds.filter((kind) => ofKind(kind) === undefined);
    expect(told).to.have.members([
      'own-certificate-ends',
      'own-certificate-ended',
      'stored-file',
      'no-worker',
      'disk-low',
      'disk-full',
    ]);
    const { vi } = homeText;
    for (const words of told.filter(isOfHouse).map((kind) => vi.house[kind]))
      expect(words).to.match(/: (lấy lại|dọn chỗ)|; (dọn chỗ|khởi động)/);
  });

  it('of work that was given up is what it was about, or the log that has its note', () => {
    const work = { kind: 'given-up', id: 'viec-1', documentId: null } as const;
    const opens = { list: 'outgoing', id: 'so-1' } as const;
    expect(pageOf({ ...work, givenUp: { work: 'seal-document', opens } })).to.equal('/van-ban-di/so-1');
    expect(pageOf({ ...work, givenUp: { work: 'sign-head', opens: null } })).to.equal('/nhat-ky');
  });
});
