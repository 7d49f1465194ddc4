import { Fragment, type ReactNode } from 'react';
import { type MailView, mailsContract } from '../../../../server/intake/mails/contract.ts';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { addressOf } from '../../../api/client.ts';
import { ProblemError } from '../../../api/problem.ts';
import { useProblemWords } from '../../../api/problem-text.ts';
import { momentText, sizeText } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DayDue } from '../../../ui/documents/due.tsx';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { FileRow } from '../../../ui/files/file-row.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { Answer } from './answer.tsx';
import { mailsText } from './text.ts';

/** What a mail says and carries, and what was decided about it. */
export function MailContent({
  mail,
  shownId,
  showFile,
}: {
  readonly mail: MailView;
  readonly shownId: string | null;
  readonly showFile: (id: string) => void;
}) {
  const text = useText(mailsText);
  const files = mail.parts.filter(({ isInline }) => !isInline);
  const pictures = mail.parts.filter(({ isInline }) => isInline);
  const shown = { mail, shownId, showFile };
  return (
    <div className="mail-panel">
      <Decided mail={mail} />
      {mail.smime !== 'none' && (
        <Notice tone={mail.smime === 'sealed' ? 'caution' : 'accent'}>{text.smime[mail.smime]}</Notice>
      )}
      <Facts mail={mail} />
      {files.length > 0 && <Files {...shown} title={text.files} parts={files} />}
      {mail.refusedFor !== 'state-secret' && (
        <section aria-label={text.words}>
          <h2>{text.words}</h2>
          {mail.text === '' ? (
            <p className="small second">{text.noWords}</p>
          ) : (
            <div className="mail-words">{mail.text}</div>
          )}
          {mail.isCut && <p className="small second">{text.cut}</p>}
        </section>
      )}
      {pictures.length > 0 && <Files {...shown} title={text.inline} parts={pictures} />}
      {mail.original && (
        <section aria-label={text.original}>
          <h2>{text.original}</h2>
          <ul>
            <FileRow
              file={{ ...mail.original, mediaType: 'message/rfc822', role: 'attachment' }}
              address={fileAddress(mail.id, mail.original.id)}
              shown={false}
              onShow={() => undefined}
            />
          </ul>
        </section>
      )}
    </div>
  );
}

function Facts({ mail }: { readonly mail: MailView }) {
  const text = useText(mailsText);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [text.from, addressText(mail.from)],
    [text.to, mail.to.map(addressText).join(', ')],
    [text.sentAt, mail.sentAt === null ? '' : momentText(mail.sentAt)],
    [text.arrivedAt, momentText(mail.arrivedAt)],
    [text.decideBy, mail.state === 'proposed' ? <DayDue key="" day={mail.decideBy} /> : ''],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

function addressText({ name, address }: MailView['from']): string {
  return name === '' || address === '' ? `${name}${address}` : `${name} <${address}>`;
}

type Part = MailView['parts'][number];

function Files({
  mail,
  title,
  parts,
  shownId,
  showFile,
}: {
  readonly mail: MailView;
  readonly title: string;
  readonly parts: readonly Part[];
  readonly shownId: string | null;
  readonly showFile: (id: string) => void;
}) {
  const text = useText(mailsText);
  return (
    <section aria-label={title}>
      <h2>
        {title} ({parts.length})
      </h2>
      <ul>
        {parts.map((part) =>
          part.refused === null && part.mediaType !== null ? (
            <Fragment key={part.id}>
              <FileRow
                file={{ ...part, mediaType: part.mediaType, role: part.id === mail.mainId ? 'main' : 'attachment' }}
                address={fileAddress(mail.id, part.id)}
                shown={part.id === shownId}
                onShow={() => showFile(part.id)}
              />
              {part.within !== null && <li className="meta third">{text.within(part.within)}</li>}
            </Fragment>
          ) : (
            <NotTaken key={part.id} part={part} />
          ),
        )}
      </ul>
    </section>
  );
}

/** A file that is not taken out of the mail, and why. */
function NotTaken({ part }: { readonly part: Part }) {
  const text = useText(mailsText);
  const { title } = useProblemWords(new ProblemError({ slug: part.refused ?? '', status: 422 }));
  return (
    <li className="file-row">
      <div className="grow">
        <div className="one-line">{part.name}</div>
        <div className="meta caution">
          {sizeText(part.size)} · {title}. {text.keptInMail}
        </div>
      </div>
    </li>
  );
}

function fileAddress(mailId: string, fileId: string): string {
  return addressOf(mailsContract.getMailFile, { params: { mailId, fileId } });
}

/** What was decided, by whom; the way to the document, or the answer for its sender. */
function Decided({ mail }: { readonly mail: MailView }) {
  const text = useText(mailsText);
  if (mail.state === 'proposed') return null;
  return (
    <>
      <Notice
        tone={mail.state === 'registered' ? 'good' : 'caution'}
        title={mail.refusedFor === null ? text.states.registered : text.kinds[mail.refusedFor]}
        actions={
          mail.documentId !== null && (
            <LinkButton to={pageAddress(registryPages.incomingDocument, { id: mail.documentId })} small>
              {text.document}
            </LinkButton>
          )
        }
      >
        {mail.refusal !== null && <div>{mail.refusal}</div>}
        {mail.decided && <div>{text.decided(mail.decided.by, momentText(mail.decided.at))}</div>}
      </Notice>
      {mail.answer && <Answer answer={mail.answer} />}
    </>
  );
}
