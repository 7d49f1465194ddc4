import {
  BankOutlined,
  EditOutlined,
  FileDoneOutlined,
  FileExclamationOutlined,
  HddOutlined,
  HighlightOutlined,
  InboxOutlined,
  NumberOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  SignatureOutlined,
  StopOutlined,
  SyncOutlined,
  ThunderboltOutlined,
  UserDeleteOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type DueItem, statisticsContract } from '../../../../server/statistics/contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { percentText, shortDay, shortMoment, sizeText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ActNotice } from '../../../ui/notices.tsx';
import { Row } from '../../../ui/row.tsx';
import { DueText, UrgencyTag } from '../../../ui/tags.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { Tone } from '../../../ui/tone.ts';
import { VerdictBadge } from '../../../ui/verdict.tsx';
import { isOfDocument, isOfHouse, pageOf, pageOfAction, searchOfAction } from './due-pages.ts';
import { homeText } from './text.ts';

const statistics = api(statisticsContract);

export type DueSection = 'now' | 'overdue' | 'today' | 'fresh';

const icons: Readonly<Record<DueItem['kind'], ReactNode>> = {
  arrival: <FileDoneOutlined />,
  incoming: <InboxOutlined />,
  assignment: <EditOutlined />,
  'outgoing-sign': <SignatureOutlined />,
  'outgoing-number': <NumberOutlined />,
  'outgoing-returned': <RollbackOutlined />,
  'outgoing-seal-failed': <BankOutlined />,
  'outgoing-void': <StopOutlined />,
  'outgoing-signer-gone': <UserDeleteOutlined />,
  'outgoing-drafter-gone': <UserDeleteOutlined />,
  'incoming-holder-gone': <UserDeleteOutlined />,
  'incoming-void': <StopOutlined />,
  'delivery-stuck': <SendOutlined />,
  'delivery-refused': <RollbackOutlined />,
  'given-up': <SyncOutlined />,
  'certificate-pending': <SafetyCertificateOutlined />,
  'certificate-ends': <SafetyCertificateOutlined />,
  'certificate-ended': <SafetyCertificateOutlined />,
  'own-certificate-ends': <SafetyCertificateOutlined />,
  'own-certificate-ended': <SafetyCertificateOutlined />,
  'numbers-unconfirmed': <NumberOutlined />,
  'database-put-back': <WarningOutlined />,
  'stored-file': <FileExclamationOutlined />,
  'no-worker': <WarningOutlined />,
  'disk-low': <HddOutlined />,
  'disk-full': <HddOutlined />,
};

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
  const text = useText(homeText);
  const inWords = useReasonWords();
  const toAct = pageOfAction(item);
  const note = item.note === null ? '' : inWords(item.note);
  const tone = toneOfSection[section] ?? (item.action === 'number' || item.action === 'sign' ? 'accent' : undefined);
  const doubtful =
    item.kind === 'arrival' && item.verdict !== null && item.verdict !== 'valid' && item.verdict !== 'pending';
  return (
    <Row
      to={pageOf(item)}
      icon={
        section === 'now' ? (
          <ThunderboltOutlined />
        ) : item.action === 'direct' ? (
          <HighlightOutlined />
        ) : (
          icons[item.kind]
        )
      }
      {...(tone ? { tone } : {})}
      {...(item.code === '' ? {} : { number: item.code })}
      title={titleOf(item, text)}
      meta={
        <>
          {isOfDocument(item) && <UrgencyTag priority={item.priority} />}
          <span className="one-line">{detailsOf(item, note, text).join(' · ')}</span>
          {item.verdict !== null && <VerdictBadge verdict={item.verdict} />}
        </>
      }
      due={<DueWords item={item} section={section} />}
      selected={selected}
      action={
        item.givenUp ? (
          <RetryWork jobId={item.id} />
        ) : (
          toAct !== undefined && (
            <LinkButton to={toAct} search={searchOfAction(item)} primary={selected} small>
              {doubtful ? text.unclearArrival : text.actions[item.action]}
            </LinkButton>
          )
        )
      }
    />
  );
}

function titleOf({ kind, givenUp, purpose, subject }: DueItem, text: typeof homeText.vi): string {
  if (givenUp) return text.gaveUp(text.work[givenUp.work] ?? givenUp.work);
  if (kind === 'own-certificate-ends') return text.ownCertificateEnds;
  if (kind === 'own-certificate-ended') return text.ownCertificateEnded;
  if (isOfHouse(kind)) return text.house[kind];
  if (!purpose) return subject;
  if (kind === 'certificate-pending') return text.certificatePending[purpose];
  return (kind === 'certificate-ended' ? text.certificateEnded : text.certificateEnds)[purpose];
}

/** Beside the title: who and since when, or of work that was given up what it is about; of a disk how much is left on it. */
function detailsOf(item: DueItem, note: string, text: typeof homeText.vi): string[] {
  const { kind, who, subject, at, givenUp, disk } = item;
  if (disk) return [text.disk[disk.holds], text.diskLeft(sizeText(disk.freeBytes), percentText(disk.freeShare))];
  const isGone = kind.endsWith('-gone');
  const details =
    givenUp || isOfHouse(kind) ? [subject, shortMoment(at)] : [isGone ? text.gone(who) : who, shortMoment(at), note];
  return details.filter((part) => part !== '');
}

function RetryWork({ jobId }: { readonly jobId: string }) {
  const text = useText(homeText);
  const act = useAct(
    (_nothing: undefined, idempotencyKey) => statistics.retryWork({ params: { jobId }, body: {}, idempotencyKey }),
    { onDone: () => showToast({ words: text.retried }) },
  );
  return (
    <>
      <Button size="small" loading={act.busy} onClick={() => act.run(undefined)}>
        {text.actions['retry-work']}
      </Button>
      <ActNotice act={act} />
    </>
  );
}

function DueWords({ item, section }: { readonly item: DueItem; readonly section: DueSection }) {
  const text = useText(homeText);
  const { daysLeft, dueOn, action } = item;
  if (daysLeft !== null && daysLeft < 0) return <DueText tone="bad">{text.due.late(-daysLeft)}</DueText>;
  if (section === 'now') {
    const words = action === 'register' || action === 'present' ? text.due.now[action] : text.due.now.other;
    return <DueText tone="bad">{words}</DueText>;
  }
  if (daysLeft === 0) return <DueText tone="caution">{text.due.today}</DueText>;
  if (dueOn !== null && daysLeft !== null) return <DueText>{text.due.on(shortDay(dueOn))}</DueText>;
  return <DueText>{text.due.none}</DueText>;
}
