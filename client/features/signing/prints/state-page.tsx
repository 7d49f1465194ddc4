import '../signing.css';
import { FileUnknownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Fragment } from 'react';
import { type PublicView, printsContract } from '../../../../server/signing/prints/contract.ts';
import { problemOf } from '../../../api/problem.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useSession } from '../../../api/session.ts';
import { dayText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState, Notice, ProblemNotice } from '../../../ui/feedback/notices.tsx';
import { Page, PageHeader } from '../../../ui/layout/page.tsx';
import type { Tone } from '../../../ui/theme/tone.ts';
import { printText } from './text.ts';

const tones: Readonly<Record<PublicView['state'], Tone>> = {
  'in-force': 'good',
  'not-issued': 'caution',
  recalled: 'bad',
  replaced: 'bad',
  voided: 'bad',
};

/** How the document stands whose printed copy somebody holds: what its QR code leads to, for anybody. */
export function StatePage() {
  const words = useText(printText).state;
  const isSignedIn = useSession()?.position != null;
  if (isSignedIn) {
    return (
      <Page header={<PageHeader title={words.title} note={words.lead} />}>
        <div className="verify">
          <StateOfCopy />
        </div>
      </Page>
    );
  }
  return (
    <div className="verify">
      <div>
        <h1>{words.title}</h1>
        <p className="second">{words.lead}</p>
      </div>
      <StateOfCopy />
    </div>
  );
}

function StateOfCopy() {
  const { code = '' } = useParams({ strict: false });
  const asked = useQuery({ ...queryOf(printsContract, 'stateOfCopy', { params: { code } }), retry: false });
  if (asked.data) return <State view={asked.data} />;
  return asked.error && <Unknown error={asked.error} retry={() => void asked.refetch()} />;
}

function State({ view }: { readonly view: PublicView }) {
  const words = useText(printText).state;
  const facts = [
    [words.code, view.code === '' ? words.noCode : view.code],
    [words.issuedOn, dayText(view.issuedOn)],
    [words.agency, view.agency],
  ] as const;
  return (
    <section className="card card-body column gap-16 state-of-copy">
      <Notice tone={tones[view.state]} title={words.states[view.state]} />
      <dl className="facts">
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="small second">{words.caution}</p>
    </section>
  );
}

function Unknown({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const words = useText(printText).state;
  const { status } = problemOf(error);
  if (status !== 404 && status !== 400 && status !== 422) return <ProblemNotice problem={error} retry={retry} />;
  return (
    <EmptyState icon={<FileUnknownOutlined />} title={words.unknown}>
      {words.unknownNote}
    </EmptyState>
  );
}
