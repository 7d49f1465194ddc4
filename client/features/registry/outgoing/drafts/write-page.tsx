import '../outgoing.css';
import { EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../../server/registry/outgoing/view-contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useHasRole } from '../../../../api/session.ts';
import { useText } from '../../../../text/language.ts';
import { EmptyState, Notice, ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { useKept, useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { LinkButton } from '../../../../ui/layout/link-button.tsx';
import { Page, PageHeader } from '../../../../ui/layout/page.tsx';
import { useFilters } from '../../../../ui/lists/filters.ts';
import { RowSkeletons } from '../../../../ui/lists/row.tsx';
import type { Way } from './draft-values.ts';
import { writeText } from './write-text.ts';
import { Writing } from './writing.tsx';

/** Writes an outgoing document: a new one, the draft with `draftId`, one that replaces another (`?thay-the=`), or a paper signed in ink (`?cach=giay`). */
export function WritePage({ draftId }: { readonly draftId?: string }) {
  const [{ 'tra-loi': traLoi, 'thay-the': thayThe }] = useFilters();
  if (draftId !== undefined) return <Draft id={draftId} />;
  if (thayThe !== undefined) return <Replacement key={thayThe} id={thayThe} />;
  return <NewDocument key={traLoi ?? ''} answering={traLoi} />;
}

function NewDocument({ answering: traLoi }: { readonly answering: string | undefined }) {
  const words = useText(writeText);
  const [{ cach }, setFilters] = useFilters();
  const kept = useKeptForm('soan', traLoi);
  const [keptWay, , keepWay] = useKept(kept, 'way', 'tep', z.string());
  const clerk = useHasRole('clerk');
  const ways: readonly Way[] = clerk ? ['tep', 'soan', 'giay'] : ['tep', 'soan'];
  const way = ways.find((name) => name === (cach ?? keptWay)) ?? 'tep';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the way is kept whenever it is another
  useEffect(() => keepWay(() => way), [way]);
  const answered = useQuery({
    ...queryOf(incomingContract, 'getIncoming', { params: { documentId: traLoi ?? '' } }),
    enabled: traLoi !== undefined,
  });
  return (
    <>
      <PageHeader title={way === 'giay' ? words.titleInk : words.title} />
      {traLoi !== undefined && !answered.data ? (
        <div className="list-problem">
          {answered.error ? <ProblemNotice problem={answered.error} /> : <RowSkeletons label={words.loading} />}
        </div>
      ) : (
        <Writing
          kept={kept}
          way={way}
          {...(answered.data ? { answers: answered.data } : {})}
          notice={
            <>
              <fieldset className="chips" aria-label={words.ways}>
                {ways.map((name) => (
                  <button
                    key={name}
                    type="button"
                    className="chip"
                    aria-pressed={name === way}
                    onClick={() => setFilters({ cach: name })}
                  >
                    {words.way[name]}
                  </button>
                ))}
              </fieldset>
              <p className="field-hint">{words.wayNote[way]}</p>
            </>
          }
        />
      )}
    </>
  );
}

/** A document that replaces one that was refused: it begins with what that one said, its files are chosen anew. */
function Replacement({ id }: { readonly id: string }) {
  const words = useText(writeText);
  const kept = useKeptForm('soan', `thay-the ${id}`);
  const found = useQuery(queryOf(outgoingContract, 'getOutgoing', { params: { documentId: id } }));
  return (
    <>
      <PageHeader title={words.title} />
      {found.data ? (
        <Writing
          kept={kept}
          way={found.data.letter ? 'soan' : 'tep'}
          replaces={found.data}
          notice={<Notice tone="accent">{words.replacing(found.data.code)}</Notice>}
        />
      ) : (
        <div className="outgoing-problem">
          {found.error ? <ProblemNotice problem={found.error} /> : <RowSkeletons label={words.loading} />}
        </div>
      )}
    </>
  );
}

function Draft({ id }: { readonly id: string }) {
  const words = useText(writeText);
  const found = useQuery(queryOf(outgoingContract, 'getOutgoing', { params: { documentId: id } }));
  const draft = found.data;
  if (!draft) {
    return (
      <Page header={<PageHeader title={words.titleEdit} />}>
        <div className="list-problem">
          {found.error ? (
            <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
          ) : (
            <RowSkeletons label={words.loading} />
          )}
        </div>
      </Page>
    );
  }
  if (!draft.allowed.includes('edit')) {
    return (
      <Page header={<PageHeader title={words.titleEdit} />}>
        <EmptyState
          icon={<EditOutlined />}
          title={words.notYours}
          actions={<LinkButton to={`/van-ban-di/${id}`}>{words.open}</LinkButton>}
        >
          {words.notYoursNote}
        </EmptyState>
      </Page>
    );
  }
  return (
    <>
      <PageHeader title={words.titleEdit} note={draft.code} />
      <Changing draft={draft} />
    </>
  );
}

function Changing({ draft }: { readonly draft: OutgoingView }) {
  const kept = useKeptForm('sua', draft.id);
  const way = draft.letter ? 'soan' : 'tep';
  return <Writing kept={kept} draft={draft} way={way} notice={<Returned draft={draft} />} />;
}

function Returned({ draft }: { readonly draft: OutgoingView }) {
  const words = useText(writeText);
  return draft.notice?.kind === 'returned' ? <Notice tone="caution">{words.returned(draft.notice.text)}</Notice> : null;
}
