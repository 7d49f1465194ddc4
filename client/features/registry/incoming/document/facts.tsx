import { FormOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type IncomingView, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { useHasRole } from '../../../../api/session.ts';
import { dayText, momentText, today } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { FileRow } from '../../../../ui/file-row.tsx';
import { useFilters } from '../../../../ui/filters.ts';
import { nearness } from '../../../../ui/nearness.ts';
import { DueText } from '../../../../ui/tags.tsx';
import { uiText } from '../../../../ui/text.ts';
import { StampedRow } from './stamped-row.tsx';
import { documentText } from './text.ts';

/** What was registered (NĐ 30/2020 Phụ lục VI), and the files exactly as received. */
export function Facts({
  document,
  shownFileId,
  showFile,
  stamped,
  showStamped,
}: {
  readonly document: IncomingView;
  readonly shownFileId: string | undefined;
  readonly showFile: (id: string) => void;
  /** Whether the rendition with the arrival stamp stands beside. */
  readonly stamped: boolean;
  readonly showStamped: () => void;
}) {
  const text = useText(documentText);
  const clerk = useHasRole('clerk');
  const [, setFilters] = useFilters();
  const words = text.facts;
  const { signer } = document;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      words.arrivalNumber,
      <span key="" className="strong">
        {words.ofBook(document.arrivalNumber, document.year)}
      </span>,
    ],
    [words.arrivedOn, dayText(document.arrivedOn)],
    [words.issuer, document.issuer.name],
    [words.code, document.code],
    [words.issuedOn, dayText(document.issuedOn)],
    [words.type, document.typeName],
    [words.subject, document.subject],
    [words.signer, [signer.fullName, signer.position].filter(Boolean).join(' · ')],
    [words.priority, document.priority === 0 ? '' : text.priorities[document.priority]],
    [words.dueOn, document.dueOn && <Due day={document.dueOn} done={document.state === 'done' || document.answered} />],
    [words.pages, document.pageAmount],
    [words.language, document.language === 'Tiếng Việt' ? '' : document.language],
    [words.toPlaces, document.toPlaces],
    [words.description, document.description],
    [
      words.source,
      <span key="">
        {text.sources[document.source]}
        {clerk && document.arrivalId !== null && (
          <>
            {' · '}
            <Link to={`/gui-nhan/${document.arrivalId}`} className="underlined">
              {text.seeArrival}
            </Link>
          </>
        )}
      </span>,
    ],
    [words.registeredBy, `${document.registeredBy.name}, ${momentText(document.registeredAt)}`],
    [
      words.answeredBy,
      document.answeredBy.length > 0 &&
        document.answeredBy.map(({ documentId, code, refused }) => (
          <div key={documentId}>
            <Link to={`/van-ban-di/${documentId}`} className="underlined number">
              {code}
            </Link>
            {refused && <span className="small third"> {words.answerRefused}</span>}
          </div>
        )),
    ],
  ];
  return (
    <div className="column gap-16">
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== null && value !== '' && value !== false && value !== undefined)
          .map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
      </dl>
      {document.allowed.includes('correct') && (
        <div>
          <Button size="small" icon={<FormOutlined />} onClick={() => setFilters({ lam: 'sua' })}>
            {text.correct}
          </Button>
        </div>
      )}
      <section aria-label={text.files}>
        <h2 className="document-part">{text.files}</h2>
        <ul>
          {document.files.map((file) => (
            <FileRow
              key={file.id}
              file={file}
              address={addressOf(incomingContract.getIncomingFile, {
                params: { documentId: document.id, fileId: file.id },
              })}
              shown={!stamped && file.id === shownFileId}
              onShow={() => showFile(file.id)}
            />
          ))}
          {document.state !== 'voided' && <StampedRow document={document} shown={stamped} onShow={showStamped} />}
        </ul>
      </section>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Due({ day, done }: { readonly day: string; readonly done: boolean }) {
  const text = useText(uiText);
  if (done) return dayText(day);
  const { words, tone } = nearness(day, today(), text);
  return (
    <span className="flex gap-8 wrap">
      {dayText(day)} <DueText {...(tone ? { tone } : {})}>{words}</DueText>
    </span>
  );
}
