import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { type ArrivalView, arrivalsContract } from '../../../../server/exchange/arrivals/contract.ts';
import { evidenceContract } from '../../../../server/exchange/evidence/contract.ts';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { addressOf } from '../../../api/client.ts';
import { dayText, momentText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DayDue } from '../../../ui/documents/due.tsx';
import { FileRow } from '../../../ui/files/file-row.tsx';
import { EvidenceLinks } from '../evidence-links.tsx';
import { exchangeText } from './text.ts';

/** The fields as the envelope gives them: nothing is typed twice; and the files exactly as sent. */
export function ArrivalFacts({
  arrival,
  shownFileId,
  showFile,
}: {
  readonly arrival: ArrivalView;
  readonly shownFileId: string | undefined;
  readonly showFile: (id: string) => void;
}) {
  const text = useText(exchangeText);
  const words = text.facts;
  const { fields } = arrival;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.sender, arrival.senderName],
    [words.forUnit, arrival.forUnit],
    [words.arrivedAt, momentText(arrival.arrivedAt)],
    [words.registerBy, arrival.state === 'arrived' ? <DayDue key="" day={arrival.registerBy} /> : ''],
    [words.code, arrival.code],
    [words.issuedOn, dayText(arrival.issuedOn)],
    [words.type, arrival.typeName],
    [words.subject, arrival.subject],
    [words.signer, [fields.signer.fullName, fields.signer.position].filter(Boolean).join(' · ')],
    [words.priority, arrival.priority === 0 ? '' : text.priorities[arrival.priority]],
    [words.replyBy, arrival.replyBy === null ? '' : dayText(arrival.replyBy)],
    [words.pages, fields.pageAmount],
    [words.answers, arrival.answers.length === 0 ? '' : <Answered key="" answers={arrival.answers} />],
    [words.travelled, arrival.travelled === null ? '' : text.travelled[arrival.travelled]],
    [words.paper, arrival.paperFollows ? text.paperFollows : ''],
    [
      words.envelope,
      arrival.packet ? (
        text.packet[arrival.packet.signature]
      ) : (
        <span key="" className={arrival.senderSignatureValid ? '' : 'bad'}>
          {arrival.senderSignatureValid ? text.envelopeValid : text.envelopeInvalid}
        </span>
      ),
    ],
  ];
  return (
    <div className="column gap-16">
      {arrival.state === 'arrived' && <p className="small second">{text.filledNote}</p>}
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
      <section aria-label={text.files}>
        <h2 className="small">{text.files}</h2>
        {arrival.packet && arrival.packet.emptyFiles.length > 0 && (
          <p className="small bad">{text.emptyFiles(arrival.packet.emptyFiles.join(', '))}</p>
        )}
        <ul>
          {arrival.files.map((file) => (
            <FileRow
              key={file.id}
              file={file}
              address={addressOf(arrivalsContract.getArrivalFile, {
                params: { arrivalId: arrival.id, fileId: file.id },
              })}
              shown={file.id === shownFileId}
              onShow={() => showFile(file.id)}
            />
          ))}
        </ul>
      </section>
      {arrival.carrier === 'direct' && (
        <EvidenceLinks
          container={addressOf(evidenceContract.getArrivalEvidence, { params: { arrivalId: arrival.id } })}
        />
      )}
    </div>
  );
}

/** The documents that it answers, of one’s own agency or of one that was merged into it. */
function Answered({ answers }: Pick<ArrivalView, 'answers'>) {
  return (
    <ul className="plain-list">
      {answers.map(({ documentId, code, subject }) => (
        <li key={documentId ?? code}>
          {documentId === null ? (
            code
          ) : (
            <Link to={pageAddress(registryPages.outgoingDocument, { id: documentId })} className="underlined">
              {code}
            </Link>
          )}{' '}
          {subject}
        </li>
      ))}
    </ul>
  );
}
