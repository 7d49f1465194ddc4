import { DownloadOutlined, FileOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { type ArrivalView, exchangeContract } from '../../../server/exchange/contract.ts';
import type { FileView } from '../../../server/registry/contract.ts';
import { addressOf } from '../../api/client.ts';
import { dayText, momentText, sizeText } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
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
    [words.arrivedAt, momentText(arrival.arrivedAt)],
    [words.code, arrival.code],
    [words.issuedOn, dayText(arrival.issuedOn)],
    [words.type, arrival.typeName],
    [words.subject, arrival.subject],
    [words.signer, [fields.signer.fullName, fields.signer.position].filter(Boolean).join(' · ')],
    [words.priority, arrival.priority === 0 ? '' : text.priorities[arrival.priority]],
    [words.replyBy, arrival.replyBy === null ? '' : dayText(arrival.replyBy)],
    [words.pages, fields.pageAmount],
    [words.toPlaces, fields.toPlaces],
    [words.paper, arrival.paperFollows ? text.paperFollows : ''],
    [
      words.envelope,
      <span key="" className={arrival.senderSignatureValid ? '' : 'bad'}>
        {arrival.senderSignatureValid ? text.envelopeValid : text.envelopeInvalid}
      </span>,
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
        <ul>
          {arrival.files.map((file) => (
            <File
              key={file.id}
              file={file}
              arrivalId={arrival.id}
              shown={file.id === shownFileId}
              show={() => showFile(file.id)}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}

function File({
  file,
  arrivalId,
  shown,
  show,
}: {
  readonly file: FileView;
  readonly arrivalId: string;
  readonly shown: boolean;
  readonly show: () => void;
}) {
  const text = useText(exchangeText);
  const isPdf = file.mediaType === 'application/pdf';
  return (
    <li className="arrival-file">
      <span className="third">{isPdf ? <FilePdfOutlined /> : <FileOutlined />}</span>
      <div className="grow">
        <div className="one-line">{file.name}</div>
        <div className="meta third">
          {[sizeText(file.size), file.role === 'main' ? text.mainFile : ''].filter(Boolean).join(' · ')}
        </div>
      </div>
      {isPdf && !shown && (
        <Button size="small" type="link" onClick={show}>
          {text.pageFile}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        aria-label={text.download(file.name)}
        title={text.download(file.name)}
        href={addressOf(exchangeContract.getArrivalFile, { params: { arrivalId, fileId: file.id } })}
        download={file.name}
      />
    </li>
  );
}
