import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import type { FileView } from '../../../../server/registry/documents/contract.ts';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { addressOf } from '../../../api/client.ts';
import { dayText, momentText, sizeText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DayDue } from '../../../ui/documents/due.tsx';
import { uiText } from '../../../ui/text.ts';
import { useAnswered } from './answered.ts';
import { CorrectRegistered } from './correct-registered.tsx';
import { ListedRecipients } from './recipients/listed-recipients.tsx';
import { outgoingText } from './text.ts';

/** What is known of the document: its fields, whom it goes to and how, its files. */
export function FactsTab({ document }: { readonly document: OutgoingView }) {
  const words = useText(outgoingText).facts;
  return (
    <div className="column gap-16">
      <dl className="facts">
        {useFacts(document).map(
          ([name, value]) =>
            value !== null && (
              <div key={name} className="fact">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {document.answersDocumentIds.length > 0 && (
          <div className="fact">
            <dt>{words.answers}</dt>
            <dd>
              <AnsweredLinks ids={document.answersDocumentIds} />
            </dd>
          </div>
        )}
        {document.replaces && (
          <div className="fact">
            <dt>{words.replaces}</dt>
            <dd>
              <Link
                to={pageAddress(registryPages.outgoingDocument, { id: document.replaces.documentId })}
                className="underlined"
              >
                {document.replaces.code}
              </Link>
              {`: ${document.replaces.reason}`}
            </dd>
          </div>
        )}
      </dl>
      {document.allowed.includes('correct') && <CorrectRegistered key={document.id} document={document} />}
      <ListedRecipients recipients={document.recipients} />
      {document.files.length > 0 && (
        <section className="column gap-8">
          <h2>{words.files}</h2>
          <ul className="plain-list">
            {document.files.map((file) => (
              <FileLine key={file.id} documentId={document.id} file={file} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function useFacts(document: OutgoingView): readonly (readonly [string, ReactNode])[] {
  const urgency = useText(uiText).urgency;
  const words = useText(outgoingText).facts;
  return [
    [words.code, document.number === null ? words.provisional(document.code) : document.code],
    [words.issuedOn, document.issuedOn && dayText(document.issuedOn)],
    [words.type, document.typeName],
    [words.subject, document.subject],
    [words.signer, [document.signer.name, ...capacity(document)].join(', ')],
    [words.drafter, document.drafter.name],
    [words.priority, document.priority === 0 ? null : (urgency[document.priority] ?? null)],
    [words.issueBy, document.issueBy && <DayDue key="" day={document.issueBy} />],
    [words.replyBy, document.replyBy && dayText(document.replyBy)],
    [words.medium, document.medium === 'ink' ? words.ink : words.electronic],
    [words.description, document.description],
    [words.voidReason, document.voidReason],
    [words.voidedBy, document.voidedBy && [document.voidRequest?.name, document.voidedBy].join(' → ')],
    [words.updated, momentText(document.updatedAt)],
  ];
}

/** The incoming documents that it answers. */
function AnsweredLinks({ ids }: { readonly ids: readonly string[] }) {
  const words = useText(outgoingText).facts;
  return (
    <ul className="plain-list">
      {useAnswered(ids).map(({ id, letter }) => (
        <li key={id}>
          <Link to={pageAddress(registryPages.incomingDocument, { id })} className="underlined">
            <InboxOutlined /> {letter?.code ?? words.openAnswered}
          </Link>
          {letter && ` ${letter.issuerName}: ${letter.subject}`}
        </li>
      ))}
    </ul>
  );
}

function capacity({ signer }: OutgoingView): readonly string[] {
  return signer.capacity.length > 0 ? signer.capacity : [signer.title];
}

function FileLine({ documentId, file }: { readonly documentId: string; readonly file: FileView }) {
  return (
    <li className="flex gap-8">
      <a
        className="grow one-line small"
        href={addressOf(outgoingContract.getOutgoingFile, { params: { documentId, fileId: file.id } })}
        download={file.name}
      >
        <DownloadOutlined /> {file.name}
      </a>
      <span className="meta third nowrap">{sizeText(file.size)}</span>
    </li>
  );
}
