import {
  CheckOutlined,
  ClockCircleOutlined,
  DownloadOutlined,
  EditOutlined,
  FileTextOutlined,
  FormOutlined,
  InboxOutlined,
  NumberOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  StopOutlined,
  TeamOutlined,
  UnlockOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { DeliveryView, FollowUpView, ReplyCode } from '../../../../server/exchange/deliveries/contract.ts';
import { evidenceContract } from '../../../../server/exchange/evidence/contract.ts';
import { addressOf } from '../../../api/client.ts';
import { exactMomentText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { useReasonWords } from '../../../text/reason-words.ts';
import { Timeline, type TimelineItem } from '../../../ui/documents/timeline.tsx';
import { VerdictBadge } from '../../../ui/documents/verdict.tsx';
import { StateTag } from '../../../ui/feedback/tags.tsx';
import { EvidenceLinks } from '../evidence-links.tsx';
import { useRefusalWords } from '../refusal-words.ts';
import { trackingText } from './tracking-text.ts';

const icons: Readonly<Record<ReplyCode, ReactNode>> = {
  '01': <InboxOutlined />,
  '02': <RollbackOutlined />,
  '03': <NumberOutlined />,
  '04': <TeamOutlined />,
  '05': <EditOutlined />,
  '06': <CheckOutlined />,
  '13': <RollbackOutlined />,
  '15': <CheckOutlined />,
  '16': <RollbackOutlined />,
};

const followUpIcons: Readonly<Record<FollowUpView['kind'], ReactNode>> = {
  revoke: <StopOutlined />,
  update: <FormOutlined />,
  'ask-back': icons['13'],
};

/** One delivery step by step: when its recipient held it, every signed receipt with who, why and its bytes to keep. */
export function DeliverySteps({ delivery }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText);
  const inWords = useReasonWords();
  const why = useRefusalWords();
  if (delivery.channel !== 'electronic') {
    return delivery.paperReason === null ? null : (
      <p className="small second">{words.paperReason(delivery.paperReason)}</p>
    );
  }
  const { carrier, paperCopies, paperReason, lastError, messageId, sentAt, recipientVerdict, inClear } = delivery;
  return (
    <div className="column gap-8 delivery-steps">
      {lastError !== null && delivery.receipts.length === 0 && (
        <p className="small second">{words.error(inWords(lastError))}</p>
      )}
      {inClear !== null && (
        <p className="small caution">
          <UnlockOutlined /> {words.inClearSaid(inClear.by, inClear.reason)}
        </p>
      )}
      <Timeline items={stepsOf(delivery, words, why)} />
      {carrier === 'axis' && <p className="small second">{words.axisNote}</p>}
      {recipientVerdict !== null && (
        <p className="small">
          {words.verdict}: <VerdictBadge verdict={recipientVerdict} />
        </p>
      )}
      {paperCopies > 0 && (
        <p className="small caution">
          <FileTextOutlined /> {words.paper(paperCopies)}
          {paperReason !== null && `. ${words.paperReason(paperReason)}`}
        </p>
      )}
      {sentAt !== null && messageId !== null && (
        <EvidenceLinks
          container={addressOf(evidenceContract.getDeliveryEvidence, { params: { deliveryId: delivery.id } })}
        />
      )}
      {messageId !== null && (
        <p className="flex gap-12 wrap small">
          <a href={addressOf(evidenceContract.getEnvelope, { params: { deliveryId: delivery.id } })} download>
            <DownloadOutlined /> {words.saveEnvelope}
          </a>
          <a href={addressOf(evidenceContract.getEnvelopeSignature, { params: { deliveryId: delivery.id } })} download>
            <SafetyCertificateOutlined /> {words.saveEnvelopeSignature}
          </a>
        </p>
      )}
    </div>
  );
}

type Words = (typeof trackingText)['vi'];
type Receipt = DeliveryView['receipts'][number];
type Why = ReturnType<typeof useRefusalWords>;

function stepsOf(delivery: DeliveryView, words: Words, why: Why): TimelineItem[] {
  const { id, messageId, sentAt, attempts, receipts } = delivery;
  const isOverAxis = delivery.carrier === 'axis';
  const notTaken = isOverAxis ? words.axisWaiting : words.notTaken;
  const unsent = attempts > 0 ? notTaken : words.waitingFirst;
  const held = isOverAxis ? words.axisHeld : words.receipted;
  const first: TimelineItem = {
    id: 'sent',
    icon: sentAt === null ? <ClockCircleOutlined /> : <SendOutlined />,
    ...(sentAt === null ? {} : { tone: 'good' as const }),
    title: sentAt === null ? unsent : held,
    note: messageId === null ? undefined : <span className="code">{words.package(messageId)}</span>,
    time: sentAt === null ? '' : exactMomentText(sentAt),
  };
  const itemOf = (receipt: Receipt, said = words) =>
    receiptItem(id, receipt, said, why(receipt.reasonCode, receipt.reason));
  // To take a document back, or correct it, nobody is asked: the code by which one agrees to be asked confirms it here.
  const confirmed = (code: string) => ({ ...words, codes: { ...words.codes, '15': code } });
  const ofKind = { revoke: confirmed(words.recall.code), update: confirmed(words.update.code), 'ask-back': words };
  const followed = delivery.followUps.flatMap((followUp) => [
    followUpItem(id, followUp, words),
    ...followUp.receipts.map((receipt) => itemOf(receipt, ofKind[followUp.kind])),
  ]);
  return [first, ...receipts.map((receipt) => itemOf(receipt, confirmed(words.replacedThere))), ...followed];
}

/** A message that followed the document: when it was decided, by whom and why, and its bytes to keep. */
function followUpItem(
  deliveryId: string,
  { id, kind, at, by, reason, sentAt, messageId }: FollowUpView,
  words: Words,
): TimelineItem {
  const said = { revoke: words.recall, update: words.update, 'ask-back': words.back }[kind];
  const params = { deliveryId, followUpId: id };
  return {
    id,
    icon: followUpIcons[kind],
    ...(sentAt === null ? {} : { tone: 'good' as const }),
    title: said.begun,
    note: (
      <span className="column">
        <span>{`${by} · ${reason}`}</span>
        {messageId !== null && (
          <span className="flex gap-8">
            <Save words={said.save} address={addressOf(evidenceContract.getFollowUp, { params })}>
              <DownloadOutlined />
            </Save>
            <Save words={said.saveSignature} address={addressOf(evidenceContract.getFollowUpSignature, { params })}>
              <SafetyCertificateOutlined />
            </Save>
          </span>
        )}
      </span>
    ),
    time: exactMomentText(at),
  };
}

/** A file to keep, named for those who see only its icon. */
function Save(props: { readonly words: string; readonly address: string; readonly children: ReactNode }) {
  return (
    <a className="icon-link" href={props.address} download aria-label={props.words} title={props.words}>
      {props.children}
    </a>
  );
}

function receiptItem(
  deliveryId: string,
  { code, at, by, incomingCode, sha256, signatureValid }: Receipt,
  words: Words,
  reason: string,
): TimelineItem {
  const facts = [by, incomingCode && words.incoming(incomingCode), reason].filter(Boolean).join(' · ');
  return {
    id: `${code} ${sha256}`,
    icon: icons[code],
    tone: code === '02' || code === '16' ? 'bad' : 'good',
    title: `${code} ${words.codes[code]}`,
    note: (
      <span className="column">
        {facts !== '' && <span>{facts}</span>}
        <span className="flex gap-8 wrap">
          {signatureValid ? (
            <SignedReceipt code={code} params={{ deliveryId, sha256 }} words={words} />
          ) : (
            words.unsigned
          )}
        </span>
      </span>
    ),
    time: exactMomentText(at),
  };
}

function SignedReceipt({
  code,
  params,
  words,
}: {
  readonly code: ReplyCode;
  readonly params: { readonly deliveryId: string; readonly sha256: string };
  readonly words: Words;
}) {
  return (
    <>
      <StateTag tone="good" icon={<SafetyCertificateOutlined />}>
        {words.signedReceipt}
      </StateTag>
      <Save words={words.saveReceipt(code)} address={addressOf(evidenceContract.getReceipt, { params })}>
        <DownloadOutlined />
      </Save>
      <Save
        words={words.saveReceiptSignature(code)}
        address={addressOf(evidenceContract.getReceiptSignature, { params })}
      >
        <SafetyCertificateOutlined />
      </Save>
    </>
  );
}
