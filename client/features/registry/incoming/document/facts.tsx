import { FormOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type IncomingView, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { useHasRole } from '../../../../api/session.ts';
import { dayText, momentText } from '../../../../text/format.ts';
import { useText } from '../../../../text/language.ts';
import { DayDue } from '../../../../ui/documents/due.tsx';
import { FileRow } from '../../../../ui/files/file-row.tsx';
import { useFilters } from '../../../../ui/lists/filters.ts';
import { SearchableRow } from './searchable-row.tsx';
import type { PagesShown } from './shown-pages.tsx';
import { StampedRow } from './stamped-row.tsx';
import { documentText } from './text.ts';

/** What was registered (NĐ 30/2020 Phụ lục VI), and the files exactly as received. */
export function Facts({ document, pages }: { readonly document: IncomingView; readonly pages: PagesShown }) {
  const text = useText(documentText);
  const [, setFilters] = useFilters();
  const facts = useFacts(document);
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
      <Files document={document} pages={pages} />
    </div>
  );
}

/** Each fact by its name, in the order of the form; what there is nothing of is left out where they are shown. */
function useFacts(document: IncomingView): readonly (readonly [string, ReactNode])[] {
  const text = useText(documentText);
  const words = text.facts;
  const { signer, dueOn, nextBy, state } = document;
  const untouched = state === 'registered' || state === 'presented' || state === 'void-asked';
  const next = dueOn === nextBy ? words.dueOn : untouched ? words.directBy : words.handleBy;
  return [
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
    [words.dueOn, dueOn && dueOn !== nextBy && dayText(dueOn)],
    [next, nextBy && <DayDue day={nextBy} />],
    [words.pages, document.pageAmount],
    [words.language, document.language === 'Tiếng Việt' ? '' : document.language],
    [words.toPlaces, document.toPlaces],
    [words.forUnit, document.forUnit],
    [words.description, document.description],
    [words.source, <Source key="" document={document} />],
    [words.registeredBy, `${document.registeredBy.name}, ${momentText(document.registeredAt)}`],
    [words.answeredBy, document.answeredBy.length > 0 && <Answers answers={document.answeredBy} />],
  ];
}

/** How it came; clerks go on from there to the arrival. */
function Source({ document: { source, arrivalId } }: { readonly document: IncomingView }) {
  const text = useText(documentText);
  const clerk = useHasRole('clerk');
  return (
    <span>
      {text.sources[source]}
      {clerk && arrivalId !== null && (
        <>
          {' · '}
          <Link to={`/gui-nhan/${arrivalId}`} className="underlined">
            {text.seeArrival}
          </Link>
        </>
      )}
    </span>
  );
}

function Answers({ answers }: { readonly answers: IncomingView['answeredBy'] }) {
  const words = useText(documentText).facts;
  return answers.map(({ documentId, code, refused }) => (
    <div key={documentId}>
      <Link to={`/van-ban-di/${documentId}`} className="underlined number">
        {code}
      </Link>
      {refused && <span className="small third"> {words.answerRefused}</span>}
    </div>
  ));
}

function Files({ document, pages }: { readonly document: IncomingView; readonly pages: PagesShown }) {
  const text = useText(documentText);
  const { file: current, stamped, showFile, showStamped } = pages;
  return (
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
            shown={!stamped && file.id === current?.id}
            onShow={() => showFile(file.id)}
          />
        ))}
        {document.source === 'upload' && <SearchableRow document={document} />}
        {document.state !== 'voided' && <StampedRow document={document} shown={stamped} onShow={showStamped} />}
      </ul>
    </section>
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
