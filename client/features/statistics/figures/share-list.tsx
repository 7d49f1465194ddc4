import { CloseOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ShareFigure, statisticsContract } from '../../../../server/statistics/contract.ts';
import { type Answer, api } from '../../../api/client.ts';
import { dayText, numberText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { ProblemNotice } from '../../../ui/notices.tsx';
import { RowSkeletons } from '../../../ui/row.tsx';
import type { Period } from './period.ts';
import { statisticsText } from './text.ts';

type Part = 'counted' | 'missing';
type Line = Answer<typeof statisticsContract.shareDocuments>['items'][number];

/** The documents behind a figure; those that do not count with who and what keeps them from it. */
export function ShareList({
  figure,
  part,
  period,
  choosePart,
  close,
}: {
  readonly figure: ShareFigure;
  readonly part: Part;
  readonly period: Period;
  readonly choosePart: (part: Part) => void;
  readonly close: () => void;
}) {
  const text = useText(statisticsText);
  const words = text.list;
  const { definition, numerator, denominator } = figure;
  const query = { ...period, definition, part, limit: '50' };
  const list = useInfiniteQuery({
    queryKey: ['statistics', 'shareDocuments', query, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api(statisticsContract).shareDocuments({
        query: pageParam === undefined ? query : { ...query, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const lines = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const counts = { counted: numerator, missing: denominator - numerator };
  return (
    <section className="card share-list" aria-label={words.title(text.names[definition], part)}>
      <div className="card-head wrap">
        <h2 className="grow">{words.title(text.names[definition], part)}</h2>
        <fieldset className="chips" aria-label={words.parts}>
          {(['missing', 'counted'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={name === part}
              onClick={() => choosePart(name)}
            >
              {words[name](numberText(counts[name]))}
            </button>
          ))}
        </fieldset>
        <Button type="text" icon={<CloseOutlined />} aria-label={words.close} title={words.close} onClick={close} />
      </div>
      {list.error && (
        <div className="card-body">
          <ProblemNotice problem={list.error} retry={() => void list.refetch()} />
        </div>
      )}
      {list.isPending && <RowSkeletons label={words.loading} />}
      {list.data && lines.length === 0 && <p className="card-body small second">{words.empty}</p>}
      {lines.length > 0 && (
        <ul>
          {lines.map((line, place) => (
            <ShareLine key={line.documentId ?? place} line={line} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="card-body">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </section>
  );
}

function ShareLine({ line }: { readonly line: Line }) {
  const text = useText(statisticsText);
  return (
    <li className="share-line">
      <div className="grow">
        {line.documentId === null ? (
          <span className="second">{text.list.hidden(line.unitName)}</span>
        ) : (
          <Link to={`/van-ban-di/${line.documentId}`} search={{ the: 'gui-nhan' }} className="row-open">
            <span className="number">{line.code}</span> <span className="third">·</span> {line.subject}
          </Link>
        )}
        {line.missing.length > 0 && (
          <ul className="small second">
            {line.missing.map(({ recipient, reason }) => (
              <li key={`${recipient} ${reason}`}>
                {recipient !== null && `${recipient}: `}
                <span className="caution">{text.reasons[reason]}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="small third nowrap">{dayText(line.issuedOn)}</span>
    </li>
  );
}
