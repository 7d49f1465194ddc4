import './exchange.css';
import { SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type ArrivalSummary,
  type ArrivalView,
  arrivalsContract,
} from '../../../../server/exchange/arrivals/contract.ts';
import { exchangePages } from '../../../../server/exchange/pages.ts';
import { api } from '../../../api/client.ts';
import { usePages } from '../../../api/pages.ts';
import { queryOf } from '../../../api/query-client.ts';
import { totalText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState } from '../../../ui/feedback/notices.tsx';
import { ThreePane } from '../../../ui/layout/panes.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { ListPage } from '../../../ui/lists/list-page.tsx';
import { ArrivalRow } from './arrival-row.tsx';
import { OpenedArrival } from './opened-arrival.tsx';
import { RegisterMany } from './register-many.tsx';
import { exchangeText } from './text.ts';
import { UntoldSenders } from './untold-senders.tsx';

const exchange = api(arrivalsContract);
/** The chips, with the state that each asks for. */
const chips = {
  'cho-dang-ky': { state: 'arrived' },
  'da-dang-ky': { state: 'registered' },
  'da-tu-choi': { state: 'returned' },
  'tat-ca': {},
} as const;
type Chip = keyof typeof chips;

const isChip = (name: string | undefined): name is Chip => name !== undefined && name in chips;

/** What came from other agencies (*văn bản đến qua liên thông*), live; the one that is open stands beside the list. */
export function ArrivalsPage({
  selectedId,
  signatures,
}: {
  readonly selectedId?: string;
  readonly signatures: (arrival: ArrivalView) => ReactNode;
}) {
  return (
    <ThreePane opened={selectedId !== undefined} list={<List selectedId={selectedId} />}>
      {selectedId !== undefined && <OpenedArrival key={selectedId} id={selectedId} signatures={signatures} />}
    </ThreePane>
  );
}

function List({ selectedId }: { readonly selectedId: string | undefined }) {
  const text = useText(exchangeText);
  const [filters] = useFilters();
  const current = isChip(filters.loc) ? filters.loc : 'cho-dang-ky';
  const query = chips[current];
  const list = usePages<ArrivalSummary>(['arrivals', 'listArrivals', query], ({ cursor, signal }) =>
    exchange.listArrivals({ query: { ...query, cursor }, signal }),
  );
  const asked = { state: 'arrived', limit: '1' } as const;
  const waiting = useQuery(queryOf(arrivalsContract, 'listArrivals', { query: asked })).data;
  return (
    <ListPage
      title={text.title}
      note={text.note}
      notice={<UntoldSenders />}
      page={exchangePages.arrivals}
      selectedId={selectedId}
      filter={text.filter}
      chips={Object.keys(chips).flatMap((name) =>
        isChip(name)
          ? [
              {
                name,
                words: text.chips[name],
                count: name === 'cho-dang-ky' ? waiting && totalText(waiting) : undefined,
              },
            ]
          : [],
      )}
      current={current}
      list={list}
      loading={text.loading}
      nothing={<Nothing chip={current} />}
      row={(row, place) => <ArrivalRow key={row.id} row={row} {...place} />}
      many={(chosen, clear) => <RegisterMany chosen={chosen} clear={clear} />}
    />
  );
}

function Nothing({ chip }: { readonly chip: Chip }) {
  const text = useText(exchangeText);
  return chip === 'cho-dang-ky' ? (
    <EmptyState icon={<SwapOutlined />} title={text.empty}>
      {text.emptyNote}
    </EmptyState>
  ) : (
    <EmptyState icon={<SwapOutlined />} title={text.emptyOther} />
  );
}
