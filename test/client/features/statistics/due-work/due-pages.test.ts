import { expect } from 'chai';
import { features, loadWords } from '../../../../../client/app/features.ts';
import { pageOf, pageOfAction, searchOfAction } from '../../../../../client/features/statistics/due-work/due-pages.ts';
import { dueLook } from '../../../../../client/ui/documents/due-looks.ts';
import type { DueItem } from '../../../../../server/statistics/contract.ts';

const anItem = (kind: string): DueItem => ({
  ...{ kind, id: 'so-1', documentId: null, code: '', subject: '', who: '', at: '2026-11-20T00:00:00Z', priority: 1 },
  ...{ dueOn: null, verdict: null, daysLeft: null, action: 'see-state', note: null },
});

describe('the page a row of due work opens', () => {
  let kinds: readonly string[];
  const ofKind = (kind: string) => pageOf({ kind, id: 'so-1', documentId: null });

  before(async () => {
    await loadWords();
    const looks = await Promise.all(features.map(({ due }) => due?.()));
    kinds = looks.flatMap((one) => Object.keys(one?.due ?? {}));
    expect(new Set(kinds).size).to.equal(kinds.length);
  });

  it('shows what the row is about: a document, a delivery, the certificates, the registers', () => {
    const pages = kinds.map((kind) => ofKind(kind)?.replace(/\/so-1$/, '') ?? 'none');
    expect(new Set(pages)).to.have.all.keys(
      '/van-ban-di',
      '/van-ban-den',
      '/gui-nhan',
      '/chung-thu',
      '/danh-ba',
      '/van-hanh',
      '/so-dang-ky',
      '/nhat-ky',
      '/thu-den',
      '/hop-thu',
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
      'scanner-away',
      'scanner-limit',
    ]);
    for (const kind of told.filter((one) => !one.startsWith('own-')))
      expect(dueLook(kind)?.title?.(anItem(kind), 'vi')).to.match(/: (lấy lại|dọn chỗ)|; (dọn chỗ|khởi động|nâng)/);
  });

  it('of work that was given up is what it was about, or the log that has its note', () => {
    const work = { kind: 'given-up', id: 'viec-1', documentId: null } as const;
    expect(pageOf({ ...work, givenUp: { work: 'seal-document', page: '/van-ban-di/so-1', closable: null } })).to.equal(
      '/van-ban-di/so-1',
    );
    expect(pageOf({ ...work, givenUp: { work: 'sign-head', page: null, closable: null } })).to.equal('/nhat-ky');
  });

  it('is that of the act where the act has one, and opens its form', () => {
    const toSign = { kind: 'outgoing-sign', id: 'so-1', documentId: 'so-1', action: 'sign' };
    expect([pageOf(toSign), pageOfAction(toSign)]).to.deep.equal(['/van-ban-di/so-1', '/van-ban-di/so-1/ky']);
    expect(searchOfAction({ action: 'direct' })).to.deep.equal({ lam: 'but-phe' });
    expect(searchOfAction({ action: 'number' })).to.deep.equal({});
  });
});
