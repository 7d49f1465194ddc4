import '../figures/statistics.css';
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { statisticsPages } from '../../../../server/statistics/pages.ts';
import { useRights } from '../../../api/session.ts';
import { dayText, today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { type Period, periodOf } from '../../../ui/forms/period.ts';
import { isDay } from '../../../ui/forms/read-day.ts';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { PeriodPicker } from '../figures/period-picker.tsx';
import { HandlingReport } from './handling-report.tsx';
import { PostBook } from './post-book.tsx';
import { reportText } from './text.ts';

/** How the address names what is shown beside the report of incoming documents. */
const tabs = { incoming: undefined, outgoing: 'van-ban-di', post: 'buu-dien' } as const;
type Tab = keyof typeof tabs;

/** What is printed and taken away of a period: how incoming and outgoing documents (`?the=`) were handled, and what went by post. */
export function ReportPage() {
  const text = useText(reportText);
  const [filters, setFilters] = useFilters();
  const hasPostBook = useRights().includes('statistics.read-post-book');
  const shown: readonly Tab[] = hasPostBook ? ['incoming', 'outgoing', 'post'] : ['incoming', 'outgoing'];
  const tab = shown.find((one) => tabs[one] === filters.the) ?? 'incoming';
  const usual = periodOf('thang-nay', today());
  const period: Period = {
    from: isDay(filters.tu) ? filters.tu : usual.from,
    to: isDay(filters.den) ? filters.den : usual.to,
  };
  return (
    <Page header={<PageHeader title={text.title} note={text.range(dayText(period.from), dayText(period.to))} />}>
      <div className="statistics">
        <Link to={statisticsPages.figures}>
          <ArrowLeftOutlined /> {text.figures}
        </Link>
        <fieldset className="chips" aria-label={text.kind}>
          {shown.map((one) => (
            <button
              key={one}
              type="button"
              className="chip"
              aria-pressed={tab === one}
              onClick={() => setFilters({ the: tabs[one] })}
            >
              {text.kinds[one]}
            </button>
          ))}
        </fieldset>
        <PeriodPicker period={period} choose={({ from, to }) => setFilters({ tu: from, den: to })} />
        {period.to < period.from ? (
          <Notice tone="caution">{text.wrongPeriod}</Notice>
        ) : tab === 'post' ? (
          <PostBook period={period} />
        ) : (
          <HandlingReport kind={tab} period={period} />
        )}
      </div>
    </Page>
  );
}
