import { QuestionOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DueItem, statisticsContract } from '../../../../server/statistics/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { shortMoment } from '../../../text/format.ts';
import { type Language, useLanguage, useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { RowDue } from '../../../ui/documents/due.tsx';
import { dueAct, dueLook } from '../../../ui/documents/due-looks.ts';
import { VerdictBadge } from '../../../ui/documents/verdict.tsx';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { UrgencyTag } from '../../../ui/feedback/tags.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { Row } from '../../../ui/lists/row.tsx';
import type { Tone } from '../../../ui/theme/tone.ts';
import { CloseWork } from './close-work.tsx';
import { pageOf, pageOfAction, searchOfAction } from './due-pages.ts';
import { homeText } from './text.ts';

const statistics = api(statisticsContract);

export type DueSection = 'now' | 'overdue' | 'today' | 'fresh';

const toneOfSection: Readonly<Record<DueSection, Tone | undefined>> = {
  now: 'bad',
  overdue: 'bad',
  today: 'caution',
  fresh: undefined,
};

/** One row of due work: what it is, who and since when, how urgent in words, the one next action. */
export function DueRow({
  item,
  section,
  selected,
}: {
  readonly item: DueItem;
  readonly section: DueSection;
  readonly selected: boolean;
}) {
  const language = useLanguage();
  const inWords = useReasonWords();
  const look = dueLook(item.kind);
  const act = dueAct(item.action);
  const toAct = pageOfAction(item);
  const note = item.note === null ? '' : inWords(item.note);
  const tone = toneOfSection[section] ?? (act?.isProminent ? 'accent' : undefined);
  const Icon = section === 'now' ? ThunderboltOutlined : (act?.icon ?? look?.icon ?? QuestionOutlined);
  return (
    <Row
      to={pageOf(item)}
      icon={<Icon />}
      {...(tone ? { tone } : {})}
      {...(item.code === '' ? {} : { number: item.code })}
      title={look?.title?.(item, language) ?? item.subject}
      meta={
        <>
          {!look?.isOfHouse && <UrgencyTag priority={item.priority} />}
          <span className="one-line">{detailsOf(item, note, language).join(' · ')}</span>
          {item.verdict !== null && <VerdictBadge verdict={item.verdict} />}
        </>
      }
      due={<RowDue dueOn={item.dueOn} urgent={section === 'now' ? item.action : undefined} />}
      selected={selected}
      action={
        item.givenUp ? (
          <>
            {item.givenUp.closable && <CloseWork jobId={item.id} alike={item.givenUp.closable.alike} />}
            <RetryWork jobId={item.id} />
          </>
        ) : (
          toAct !== undefined && (
            <LinkButton to={toAct} search={searchOfAction(item)} primary={selected} small>
              {look?.doubt?.(item, language) ?? act?.words[language] ?? item.action}
            </LinkButton>
          )
        )
      }
    />
  );
}

/** Beside the title: who and since when, and what was noted, unless its kind has something else to say. */
function detailsOf(item: DueItem, note: string, language: Language): readonly string[] {
  const look = dueLook(item.kind);
  const who = look?.who?.(item, language) ?? item.who;
  const details = look?.details?.(item, language) ?? [who, shortMoment(item.at), note];
  return details.filter((part) => part !== '');
}

function RetryWork({ jobId }: { readonly jobId: string }) {
  const text = useText(homeText);
  const words = dueAct('retry-work')?.words[useLanguage()];
  const act = useAct(
    (_nothing: undefined, idempotencyKey) => statistics.retryWork({ params: { jobId }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: text.retried }) },
  );
  return (
    <>
      <Button size="small" loading={act.busy} onClick={() => act.run(undefined)}>
        {words}
      </Button>
      <ActNotice act={act} />
    </>
  );
}
