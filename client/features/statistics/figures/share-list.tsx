import { CloseOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ShareFigure, statisticsContract } from '../../../../server/statistics/contract.ts';
import { type Answer, api } from '../../../api/client.ts';
import { usePages } from '../../../api/pages.ts';
import { dayText, numberText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import type { Period } from '../../../ui/forms/period.ts';
import { Paged } from '../../../ui/lists/paged.tsx';
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
  const list = usePages<Line>(['statistics', 'shareDocuments', query], ({ cursor, signal }) =>
    api(statisticsContract).shareDocuments({ query: { ...query, cursor }, signal }),
  );
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
      <Paged list={list} loading={words.loading} nothing={<p className="card-body small second">{words.empty}</p>}>
        {(lines) => (
          <ul>
            {lines.map((line, place) => (
              <ShareLine key={line.documentId ?? place} line={line} />
            ))}
          </ul>
        )}
      </Paged>
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
