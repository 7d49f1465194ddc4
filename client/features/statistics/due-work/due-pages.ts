import type { DueItem } from '../../../../server/statistics/contract.ts';
import { homeText } from './text.ts';

const lists = { outgoing: '/van-ban-di', incoming: '/van-ban-den', arrivals: '/gui-nhan' } as const;

/** The page a row opens; of what no page shows the row itself says what to do. */
export function pageOf({
  kind,
  id,
  documentId,
  givenUp,
}: Pick<DueItem, 'kind' | 'id' | 'documentId' | 'givenUp'>): string | undefined {
  if (givenUp) return givenUp.opens ? `${lists[givenUp.opens.list]}/${givenUp.opens.id}` : '/nhat-ky';
  if (kind.startsWith('certificate-')) return '/chung-thu';
  if (kind.startsWith('own-certificate-')) return undefined;
  if (kind === 'numbers-unconfirmed' || kind === 'database-put-back') return '/so-dang-ky';
  if (isOfHouse(kind)) return undefined;
  if (kind === 'arrival') return `/gui-nhan/${id}`;
  if (kind.startsWith('incoming') || kind === 'assignment') return `/van-ban-den/${documentId ?? id}`;
  return `/van-ban-di/${documentId ?? id}`;
}

/** What is wrong with the house itself, and is about no document that one could open. */
export function isOfHouse(kind: DueItem['kind']): kind is keyof (typeof homeText)['vi']['house'] {
  return kind in homeText.vi.house;
}

/** Only documents have an urgency by law; what the house or a key lacks is as urgent, and is no *văn bản khẩn*. */
export function isOfDocument({ kind, action }: DueItem): boolean {
  return !isOfHouse(kind) && action !== 'see-certificates';
}

/** The page where its next action is done: signing has one of its own. */
export function pageOfAction(item: DueItem): string | undefined {
  return item.action === 'sign' ? `${pageOf(item)}/ky` : pageOf(item);
}

/** The act whose form is opened at once with the document. */
export function searchOfAction({ action }: DueItem): Readonly<Record<string, string>> {
  if (action === 'present') return { lam: 'trinh' };
  if (action === 'hand-over') return { lam: 'giao-soan' };
  return action === 'direct' ? { lam: 'but-phe' } : {};
}
