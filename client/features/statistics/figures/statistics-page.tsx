import './statistics.css';
import { BarChartOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import {
  type DefinitionId,
  definitionId,
  type ShareFigure,
  statisticsContract,
} from '../../../../server/statistics/contract.ts';
import { statisticsPages } from '../../../../server/statistics/pages.ts';
import { queryOf } from '../../../api/query-client.ts';
import { dayText, numberText, percentText, today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, Notice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { type Period, periodOf } from '../../../ui/forms/period.ts';
import { isDay } from '../../../ui/forms/read-day.ts';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { chipOf, filtersOf } from './address.ts';
import { PeriodPicker } from './period-picker.tsx';
import { ShareList } from './share-list.tsx';
import { statisticsText } from './text.ts';

const order: readonly DefinitionId[] = ['fully-electronic@1', 'e-exchange@1'];

/** Both shares of electronic exchange for a period; each opens the documents behind it, with what keeps them from counting. */
export function StatisticsPage() {
  const text = useText(statisticsText);
  const [filters, setFilters] = useFilters();
  const usual = periodOf('thang-nay', today());
  const period: Period = {
    from: isDay(filters.tu) ? filters.tu : usual.from,
    to: isDay(filters.den) ? filters.den : usual.to,
  };
  const wrong = period.to < period.from;
  const share = useQuery({ ...queryOf(statisticsContract, 'share', { query: { ...period } }), enabled: !wrong });
  const figures = order.flatMap((name) => share.data?.figures.filter(({ definition }) => definition === name) ?? []);
  const chosen = definitionId.safeParse(filters['ty-le']);
  const figure = figures.find(({ definition }) => chosen.success && definition === chosen.data);
  const part = filters.loc === 'da-tinh' ? 'counted' : 'missing';
  const nothing = share.data !== undefined && figures.every(({ denominator }) => denominator === 0);
  return (
    <Page
      header={
        <PageHeader
          title={text.title}
          note={text.range(dayText(period.from), dayText(period.to))}
          actions={<LinkButton to={statisticsPages.reports}>{text.reports}</LinkButton>}
        />
      }
    >
      <div className="statistics">
        <PeriodPicker period={period} choose={({ from, to }) => setFilters({ tu: from, den: to })} />
        {wrong && <Notice tone="caution">{text.wrongPeriod}</Notice>}
        {share.error && <ProblemNotice problem={share.error} retry={() => void share.refetch()} />}
        {share.isLoading && <RowSkeletons label={text.loading} />}
        {nothing && (
          <EmptyState icon={<BarChartOutlined />} title={text.nothing}>
            {text.nothingNote}
          </EmptyState>
        )}
        {!nothing && figures.length > 0 && (
          <>
            <div className="shares">
              {figures.map((one) => (
                <ShareCard
                  key={one.definition}
                  figure={one}
                  current={one === figure ? part : undefined}
                  choose={(next) => setFilters(filtersOf(one.definition, next, period))}
                />
              ))}
            </div>
            <p className="meta third">{text.rule}</p>
            {figure && (
              <ShareList
                key={`${figure.definition} ${part} ${period.from} ${period.to}`}
                figure={figure}
                part={part}
                period={period}
                choosePart={(next) => setFilters({ loc: chipOf[next] })}
                close={() => setFilters({ 'ty-le': undefined, loc: undefined })}
              />
            )}
          </>
        )}
      </div>
    </Page>
  );
}

function ShareCard({
  figure,
  current,
  choose,
}: {
  readonly figure: ShareFigure;
  readonly current: 'counted' | 'missing' | undefined;
  readonly choose: (part: 'counted' | 'missing') => void;
}) {
  const text = useText(statisticsText);
  const { definition, numerator, denominator } = figure;
  const part = denominator === 0 ? null : numerator / denominator;
  const missing = denominator - numerator;
  return (
    <section className="card share-card" aria-label={text.names[definition]}>
      <div className="flex gap-8">
        <h2 className="grow">{text.names[definition]}</h2>
        <span className="meta third nowrap">{text.version(definition.split('@')[1] ?? '')}</span>
      </div>
      <div className="flex gap-12 wrap share-figure">
        <span className="figure">{percentText(part)}</span>
        <span className="small second">{text.counted(numberText(numerator), numberText(denominator))}</span>
        <span className="meta third end">{text.target}</span>
      </div>
      <div className="bar share-bar" aria-hidden="true">
        <span style={{ width: `${(part ?? 0) * 100}%` }} />
      </div>
      <p className="small second">{text.meaning[definition]}</p>
      <div className="flex gap-8 wrap">
        {missing > 0 && (
          <button type="button" className="chip" aria-pressed={current === 'missing'} onClick={() => choose('missing')}>
            {text.seeMissing(numberText(missing))}
          </button>
        )}
        {numerator > 0 && (
          <button type="button" className="chip" aria-pressed={current === 'counted'} onClick={() => choose('counted')}>
            {text.seeCounted(numberText(numerator))}
          </button>
        )}
      </div>
    </section>
  );
}
