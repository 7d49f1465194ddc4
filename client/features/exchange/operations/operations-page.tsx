import './operations.css';
import { useQuery } from '@tanstack/react-query';
import { type OperationsView, operationsContract } from '../../../../server/exchange/operations/contract.ts';
import { queryOf } from '../../../api/query-client.ts';
import { numberText, shortMoment } from '../../../text/format.ts';
import { workWord } from '../../../text/happenings.ts';
import { useLanguage, useText } from '../../../text/language.ts';
import { ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { DueText } from '../../../ui/feedback/tags.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { Failures } from './failures.tsx';
import { Part } from './part.tsx';
import { Partners } from './partners.tsx';
import { operationsText } from './text.ts';

/** A page that stands open tells within this time what has changed. */
const LOOK_AGAIN_MS = 15_000;

/** How the exchange runs — *vận hành* —: what fails and what mends it, partners, what waits, how long it takes, what ends soon. */
export function OperationsPage() {
  const text = useText(operationsText);
  const asked = useQuery({ ...queryOf(operationsContract, 'getOperations'), refetchInterval: LOOK_AGAIN_MS });
  return (
    <Page header={<PageHeader title={text.title} />}>
      {asked.isPending && <RowSkeletons label={text.loading} />}
      {asked.error && !asked.data && (
        <div className="list-problem">
          <ProblemNotice problem={asked.error} retry={() => void asked.refetch()} />
        </div>
      )}
      {asked.data && (
        <div className="operations">
          <div className="column gap-16">
            <Failures failures={asked.data.failures} />
            <Partners partners={asked.data.partners} />
          </div>
          <div className="column gap-16">
            <Latency latency={asked.data.latency} />
            <Ending ending={asked.data.ending} />
            <Queue queue={asked.data.queue} />
          </div>
        </div>
      )}
    </Page>
  );
}

function Latency({ latency: { messages, p50Ms, p95Ms } }: Pick<OperationsView, 'latency'>) {
  const text = useText(operationsText);
  return (
    <Part title={text.latency}>
      <div className="card-body column gap-8">
        {p50Ms === null || p95Ms === null ? (
          <p className="small second">{text.noneSent}</p>
        ) : (
          <dl className="facts">
            <dt>{text.p50}</dt>
            <dd className="number">{text.took(p50Ms)}</dd>
            <dt>{text.p95}</dt>
            <dd className="number">{text.took(p95Ms)}</dd>
            <dt>{text.messages}</dt>
            <dd>{numberText(messages)}</dd>
          </dl>
        )}
        <p className="meta third">{text.latencyNote}</p>
      </div>
    </Part>
  );
}

function Queue({ queue }: Pick<OperationsView, 'queue'>) {
  const text = useText(operationsText);
  const language = useLanguage();
  const inHand = queue.filter(({ waiting, running, givenUp }) => waiting + running + givenUp > 0);
  if (inHand.length === 0) {
    return (
      <Part title={text.queue}>
        <p className="card-body small second">{text.nothingWaits}</p>
      </Part>
    );
  }
  return (
    <Part title={text.queue}>
      <div className="operations-queue">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{text.work}</th>
              <th scope="col" className="right">
                {text.waiting}
              </th>
              <th scope="col" className="right">
                {text.running}
              </th>
              <th scope="col" className="right">
                {text.givenUp}
              </th>
            </tr>
          </thead>
          <tbody>
            {inHand.map(({ work, waiting, running, givenUp, oldestAt }) => (
              <tr key={work}>
                <td>
                  {workWord(work, language)}
                  {oldestAt !== null && (
                    <span className="meta third">
                      {' '}
                      {text.oldest} {shortMoment(oldestAt)}
                    </span>
                  )}
                </td>
                <td className="right">{numberText(waiting)}</td>
                <td className="right">{numberText(running)}</td>
                <td className={givenUp > 0 ? 'right bad' : 'right'}>{numberText(givenUp)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}

function Ending({ ending }: Pick<OperationsView, 'ending'>) {
  const text = useText(operationsText);
  return (
    <Part title={text.ending}>
      <ul className="card-body">
        {ending.length === 0 && <li className="small second">{text.noEnding}</li>}
        {ending.map(({ kind, of, days }) => (
          <li key={`${kind} ${of}`} className="flex gap-8 small">
            <span className="grow">
              {text.kinds[kind] ?? text.trusted} <span className="third">{of}</span>
            </span>
            <DueText tone={days <= 7 ? 'bad' : 'caution'}>{text.days(days)}</DueText>
          </li>
        ))}
      </ul>
    </Part>
  );
}
