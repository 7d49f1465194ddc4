import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ShareFigure, statisticsContract } from '../../../../server/statistics/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { numberText, percentText, today } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { filtersOf } from '../figures/address.ts';
import { homeText } from './text.ts';

interface NextNumber {
  readonly kind: 'incoming' | 'outgoing';
  readonly series: string;
  readonly next: number;
}

/** Beside the work: what was done today, the share of electronic exchange this month, the numbers that come next. */
export function Tiles({
  done,
  nextNumbers,
}: {
  readonly done: { readonly registered: number; readonly issued: number } | undefined;
  readonly nextNumbers: readonly NextNumber[];
}) {
  const text = useText(homeText);
  const to = today();
  const from = `${to.slice(0, 8)}01`;
  const share = useQuery(queryOf(statisticsContract, 'share', { query: { from, to } })).data;
  const figures = share?.figures ?? [];
  return (
    <aside className="home-tiles" aria-label={text.todayTile}>
      {done && (
        <section>
          <h2>{text.todayTile}</h2>
          <dl className="home-done">
            <Figure value={done.registered} words={text.registered} />
            <Figure value={done.issued} words={text.issued} />
          </dl>
        </section>
      )}
      {figures.length > 0 && (
        <section>
          <h2>{text.shareTile(to.slice(5, 7))}</h2>
          <Share figures={figures} from={from} to={to} />
        </section>
      )}
      {nextNumbers.length > 0 && (
        <section>
          <h2>{text.nextTile}</h2>
          <dl className="home-next">
            {nextNumbers.map(({ kind, series, next }) => (
              <div key={`${kind} ${series}`}>
                <dt>{kind === 'incoming' ? text.incoming : series === 'general' ? text.outgoing : series}</dt>
                <dd className="number">{next}</dd>
              </div>
            ))}
          </dl>
          <p className="meta third">{text.nextNote}</p>
        </section>
      )}
    </aside>
  );
}

function Figure({ value, words }: { readonly value: number; readonly words: string }) {
  return (
    <div>
      <dd className="home-figure">{numberText(value)}</dd>
      <dt className="meta third">{words}</dt>
    </div>
  );
}

function Share({
  figures,
  from,
  to,
}: {
  readonly figures: readonly ShareFigure[];
  readonly from: string;
  readonly to: string;
}) {
  const text = useText(homeText);
  const full = figures.find((figure) => figure.definition === 'fully-electronic@1');
  const sent = figures.find((figure) => figure.definition === 'e-exchange@1');
  if (!full || full.denominator === 0) return <p className="small second">{text.nothingSent}</p>;
  const part = full.numerator / full.denominator;
  const missing = full.denominator - full.numerator;
  return (
    <>
      <div className="flex gap-8" style={{ alignItems: 'baseline' }}>
        <span className="home-figure">{percentText(part)}</span>
        <span className="meta third">{text.target}</span>
      </div>
      <div className="bar home-bar" aria-hidden="true">
        <span style={{ width: `${part * 100}%` }} />
      </div>
      <Link
        to="/thong-ke"
        search={filtersOf(full.definition, missing > 0 ? 'missing' : 'counted', { from, to })}
        className="small underlined"
      >
        {missing > 0 ? text.missing(missing, full.denominator) : text.allElectronic(full.denominator)}
      </Link>
      {sent && sent.denominator > 0 && (
        <p className="small second home-sent">
          {text.eExchange}: <span className="number">{percentText(sent.numerator / sent.denominator)}</span>
          {' · '}
          <Link to="/thong-ke" search={filtersOf(sent.definition, 'counted', { from, to })} className="underlined">
            {text.ofDocuments(sent.numerator, sent.denominator)}
          </Link>
        </p>
      )}
    </>
  );
}
