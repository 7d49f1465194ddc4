import {
  CheckOutlined,
  ClockCircleOutlined,
  DownloadOutlined,
  EditOutlined,
  FileTextOutlined,
  InboxOutlined,
  NumberOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type DeliveryView, exchangeContract, type ReplyCode } from '../../../../server/exchange/contract.ts';
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

/** One delivery step by step: packed, sent, every signed receipt with who, why and its bytes to keep. */
export function DeliverySteps({ delivery }: { readonly delivery: DeliveryView }) {
  const words = useText(trackingText);
  const inWords = useReasonWords();
  const why = useRefusalWords();
  if (delivery.channel === 'paper') {
    return delivery.paperReason === null ? null : (
      <p className="small second">{words.paperReason(delivery.paperReason)}</p>
    );
  }
  const { paperCopies, paperReason, lastError, messageId, sentAt, recipientVerdict } = delivery;
  return (
    <div className="column gap-8 delivery-steps">
      {lastError !== null && delivery.receipts.length === 0 && (
        <p className="small second">{words.error(inWords(lastError))}</p>
      )}
      <Timeline items={stepsOf(delivery, words, why)} />
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
      {sentAt !== null && (
        <EvidenceLinks
          container={addressOf(exchangeContract.getDeliveryEvidence, { params: { deliveryId: delivery.id } })}
        />
      )}
      {messageId !== null && (
        <p className="flex gap-12 wrap small">
          <a href={addressOf(exchangeContract.getEnvelope, { params: { deliveryId: delivery.id } })} download>
            <DownloadOutlined /> {words.saveEnvelope}
          </a>
          <a href={addressOf(exchangeContract.getEnvelopeSignature, { params: { deliveryId: delivery.id } })} download>
            <SafetyCertificateOutlined /> {words.saveEnvelopeSignature}
          </a>
        </p>
      )}
    </div>
  );
}

type Words = (typeof trackingText)['vi'];
type Why = ReturnType<typeof useRefusalWords>;

function stepsOf(delivery: DeliveryView, words: Words, why: Why): TimelineItem[] {
  const { id, messageId, sentAt, attempts, receipts } = delivery;
  const unsent = attempts > 0 ? words.notTaken : words.waitingFirst;
  const first: TimelineItem = {
    id: 'sent',
    icon: sentAt === null ? <ClockCircleOutlined /> : <SendOutlined />,
    ...(sentAt === null ? {} : { tone: 'good' as const }),
    title: sentAt === null ? unsent : words.packed,
    note: messageId === null ? undefined : <span className="code">{words.package(messageId)}</span>,
    time: sentAt === null ? '' : exactMomentText(sentAt),
  };
  return [
    first,
    ...receipts.map((receipt) => receiptItem(id, receipt, words, why(receipt.reasonCode, receipt.reason))),
  ];
}

function receiptItem(
  deliveryId: string,
  { code, at, by, incomingCode, sha256, signatureValid }: DeliveryView['receipts'][number],
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
          {signatureValid && (
            <StateTag tone="good" icon={<SafetyCertificateOutlined />}>
              {words.signedReceipt}
            </StateTag>
          )}
          <a
            href={addressOf(exchangeContract.getReceipt, { params: { deliveryId, sha256 } })}
            download
            aria-label={words.saveReceipt(code)}
            title={words.saveReceipt(code)}
          >
            <DownloadOutlined />
          </a>
          <a
            href={addressOf(exchangeContract.getReceiptSignature, { params: { deliveryId, sha256 } })}
            download
            aria-label={words.saveReceiptSignature(code)}
            title={words.saveReceiptSignature(code)}
          >
            <SafetyCertificateOutlined />
          </a>
        </span>
      </span>
    ),
    time: exactMomentText(at),
  };
}
