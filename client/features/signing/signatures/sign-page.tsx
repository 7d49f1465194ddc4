import '../signing.css';
import {
  ArrowLeftOutlined,
  InfoCircleOutlined,
  RollbackOutlined,
  SignatureOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { FileView } from '../../../../server/registry/documents/contract.ts';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { statisticsContract } from '../../../../server/statistics/contract.ts';
import { useAct } from '../../../api/act.ts';
import { addressOf } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useLanguage, useText } from '../../../text/language.ts';
import { DocumentMissing } from '../../../ui/documents/document-missing.tsx';
import { ActNotice, EmptyState } from '../../../ui/feedback/notices.tsx';
import { StateTag, UrgencyTag } from '../../../ui/feedback/tags.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { PagePane } from '../../../ui/layout/panes.tsx';
import { RowSkeletons } from '../../../ui/lists/row.tsx';
import { PdfViewer } from '../../../ui/pdf/pdf-viewer.tsx';
import { usePhone } from '../../../ui/theme/use-media.ts';
import { KeyCard } from '../keys/key-card.tsx';
import { useKeyFile } from '../keys/key-file.ts';
import { BeforeSigning, capacityOf, notesToLook } from './before-signing.tsx';
import { BesideCard, ShownBeside } from './beside-card.tsx';
import { type FilesBeside, useFilesBeside } from './files-beside.ts';
import { type Look, marksOfLook, seenOf, useLookInside } from './look-inside.ts';
import { Placed } from './placed.tsx';
import { ReturnForm } from './return-form.tsx';
import { signDocument } from './sign-document.ts';
import { signText } from './text.ts';

/** The signing page: the very pages that will be signed, what to look at first, the key, one button (reference 06-sign). */
export function SignPage({ id }: { readonly id: string }) {
  const text = useText(signText);
  const shown = useQuery(queryOf(outgoingContract, 'getOutgoing', { params: { documentId: id } }));
  const document = shown.data;
  const main = document?.files.find(({ role }) => role === 'main');
  if (shown.error && !document) {
    return <DocumentMissing error={shown.error} retry={() => void shown.refetch()} backTo="/van-ban-di" />;
  }
  if (!document) return <RowSkeletons label={text.sign.title} />;
  if (!document.allowed.includes('sign') || !main) {
    return (
      <Alone>
        <EmptyState
          heading={1}
          icon={<SignatureOutlined />}
          title={text.sign.notNow}
          actions={<LinkButton to={`/van-ban-di/${id}`}>{text.sign.open}</LinkButton>}
        >
          {text.sign.notNowNote(text.states[document.state])}
        </EmptyState>
      </Alone>
    );
  }
  return <Signing document={document} main={main} />;
}

function Alone({ children }: { readonly children: ReactNode }) {
  return <div className="page-body sign-body">{children}</div>;
}

function Signing({ document, main }: { readonly document: OutgoingView; readonly main: FileView }) {
  const words = useText(signText).sign;
  const navigate = useNavigate();
  const phone = usePhone();
  const look = useLookInside(document.id, main.sha256);
  const beside = useFilesBeside(document);
  const [active, setActive] = useState<string>();
  const [returning, setReturning] = useState(false);
  const { place, next } = useWaiting(document.id);
  const leave = (toast: string): void => {
    showToast({ words: toast, ...(next === undefined ? {} : { next: { words: words.next, to: next } }) });
    void navigate({ to: `/van-ban-di/${document.id}` });
  };
  const head = <Head document={document} place={place} returning={returning} setReturning={setReturning} />;
  return (
    <>
      {phone && head}
      <div className="panes sign-panes">
        <PagePane>
          {beside.shown ? (
            <ShownBeside shown={beside.shown} beside={beside} />
          ) : (
            <ToSign document={document} main={main} look={look} active={active} />
          )}
        </PagePane>
        <section className="pane sign-panel" aria-label={words.title} data-pane tabIndex={-1}>
          {!phone && head}
          <div className={phone ? 'sign-body' : 'pane-scroll sign-body'}>
            <Subject document={document} />
            <BeforeSigning
              document={document}
              look={look}
              show={(mark) => {
                beside.show(undefined);
                setActive(mark);
              }}
            />
            <BesideCard beside={beside} />
            {returning ? (
              <ReturnForm
                document={document}
                onDone={() => leave(words.returned)}
                onCancel={() => setReturning(false)}
              />
            ) : (
              <SignCard document={document} main={main} look={look} beside={beside} onDone={() => leave(words.done)} />
            )}
          </div>
        </section>
      </div>
    </>
  );
}

/** What is done here, which of how many it is, and the way to give the draft back. */
function Head({
  document,
  place,
  returning,
  setReturning,
}: {
  readonly document: OutgoingView;
  readonly place: readonly [number, number] | undefined;
  readonly returning: boolean;
  readonly setReturning: (returning: boolean) => void;
}) {
  const words = useText(signText).sign;
  return (
    <header className="page-head">
      <Link to={`/van-ban-di/${document.id}`} aria-label={words.back} title={words.back}>
        <ArrowLeftOutlined />
      </Link>
      <title>{`${words.title}: ${document.subject.slice(0, 60)} – Vanban`}</title>
      <h1>{words.title}</h1>
      {place !== undefined && <span className="third one-line">{words.waiting(...place)}</span>}
      <div className="page-actions">
        {document.allowed.includes('return') && (
          <Button icon={<RollbackOutlined />} aria-expanded={returning} onClick={() => setReturning(!returning)}>
            {words.return}
          </Button>
        )}
      </div>
    </header>
  );
}

/** The bytes that will be signed, with what was found in them and where number, date and signature will stand. */
function ToSign({
  document,
  main,
  look,
  active,
}: {
  readonly document: OutgoingView;
  readonly main: FileView;
  readonly look: Look;
  readonly active: string | undefined;
}) {
  const words = useText(signText).sign;
  const language = useLanguage();
  return (
    <PdfViewer
      source={addressOf(outgoingContract.getOutgoingFile, { params: { documentId: document.id, fileId: main.id } })}
      name={main.name}
      size={main.size}
      badge={<StateTag tone="accent">{words.badge}</StateTag>}
      marks={marksOfLook(look, ({ what }) => what[language])}
      activeMark={active}
      overlay={(place) => (
        <Placed places={document.places} page={place} signer={document.signer.name} active={active} />
      )}
    />
  );
}

/** How many documents wait for this person’s signature: which of them this one is, and the address of the next. */
function useWaiting(id: string): { place: readonly [number, number] | undefined; next: string | undefined } {
  const due = useQuery(queryOf(statisticsContract, 'dueWork')).data;
  const waiting = due
    ? [...due.now, ...due.overdue, ...due.today, ...due.fresh]
        .filter(({ kind }) => kind === 'outgoing-sign')
        .map((item) => item.documentId ?? item.id)
    : [];
  const here = waiting.indexOf(id);
  const next = waiting.find((other, index) => other !== id && index > here) ?? waiting.find((other) => other !== id);
  return {
    place: here < 0 || waiting.length < 2 ? undefined : [here + 1, waiting.length],
    next: next === undefined ? undefined : `/van-ban-di/${next}/ky`,
  };
}

function Subject({ document }: { readonly document: OutgoingView }) {
  const words = useText(signText).sign;
  const [first, ...more] = document.recipients;
  return (
    <div>
      <h2>
        {document.typeName} · {document.subject} <UrgencyTag priority={document.priority} />
      </h2>
      <p className="small second">
        {[first && words.to(first.name, more.length), words.drafter(document.drafter.name)].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

interface ToSignHere {
  readonly document: OutgoingView;
  readonly main: FileView;
  readonly look: Look;
  readonly beside: FilesBeside;
  readonly onDone: () => void;
}

/** The key, what signing means, the one button; it is off only with its reason beside it. */
function SignCard(here: ToSignHere) {
  const { document, main, beside } = here;
  const { sign: words, hidden } = useText(signText);
  const navigate = useNavigate();
  const { keyFile, act, found, seen, missing, press, busy } = useSigning(here);
  useKey('ctrl+enter', press);
  return (
    <section className="card" aria-label={words.withKey}>
      <div className="card-head">
        <h2>{words.withKey}</h2>
      </div>
      <div className="card-body form">
        <KeyCard keyFile={keyFile} onEnter={press} />
        {seen && (
          <Checkbox checked={seen.checked} onChange={(event) => seen.check(event.target.checked)}>
            {words.seen} {found.length > 0 && <span className="second">{hidden.recorded}</span>}
          </Checkbox>
        )}
        <hr />
        <dl className="facts">
          <dt>{words.capacity}</dt>
          <dd>{capacityOf(document)}</dd>
          <dt>{words.after}</dt>
          <dd>{words.afterWords}</dd>
          <dt>{words.content}</dt>
          <dd>
            <span className="number">{shortHash(main.sha256)}</span> <span className="second">{words.contentSame}</span>
          </dd>
        </dl>
        <ActNotice act={act} />
        <NotOpened beside={beside} />
        {missing !== undefined && (
          <p className="sign-reason small" id="sign-reason">
            <InfoCircleOutlined /> {missing}
          </p>
        )}
        <div className="sign-foot">
          <Button onClick={() => void navigate({ to: `/van-ban-di/${document.id}` })}>{words.later}</Button>
          <Button
            type="primary"
            icon={<SignatureOutlined />}
            disabled={missing !== undefined}
            aria-describedby={missing === undefined ? undefined : 'sign-reason'}
            loading={busy}
            onClick={press}
          >
            {act.busy ? words.signing : words.sign}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** Key, PIN and what has to be looked at come before the act; `missing` says which of them does. */
function useSigning({ document, main, look, beside, onDone }: ToSignHere) {
  const { sign: words, hidden } = useText(signText);
  const keyFile = useKeyFile();
  const [seenFile, setSeenFile] = useState<string>();
  const checked = seenFile === main.sha256;
  const found = seenOf(look);
  const toLook = notesToLook(document).length > 0 || found.length > 0;
  const refused = look.state === 'looked' && look.findings.some((finding) => finding.refused);
  const act = useAct(signDocument, { onDone });
  const [pressed, setPressed] = useState(false);
  const missing = refused
    ? hidden.refused
    : look.state === 'looking'
      ? hidden.needLook
      : !keyFile.chosen
        ? words.needKey
        : keyFile.pin === ''
          ? words.needPin
          : toLook && !checked
            ? words.needSeen
            : undefined;
  const sign = async (): Promise<void> => {
    if (missing !== undefined || pressed) return;
    setPressed(true);
    const key = await keyFile.ready();
    setPressed(false);
    if (key) act.run({ document, fileSha256: main.sha256, key, seen: found, opened: [...beside.opened] });
  };
  const check = (is: boolean): void => setSeenFile(is ? main.sha256 : undefined);
  return {
    keyFile,
    act,
    found,
    /** Whether the signer says to have looked; asked where there is something to look at. */
    seen: toLook && !refused ? { checked, check } : undefined,
    missing,
    press: () => void sign(),
    busy: act.busy || pressed,
  };
}

/** What was not opened, next to the button: a signature stands for it all the same. */
function NotOpened({ beside: { unopened, unreadable } }: { readonly beside: FilesBeside }) {
  const words = useText(signText).beside;
  const attachments = unopened.filter(({ of }) => of === 'attachment').length;
  const names = [
    attachments > 0 ? words.attachments(attachments) : '',
    unreadable || unopened.some(({ of }) => of === 'answered') ? words.answered : '',
  ].filter(Boolean);
  if (names.length === 0) return null;
  return (
    <p className="sign-reason small">
      <WarningFilled className="caution" /> {words.notOpened(names.join(', '))}
    </p>
  );
}

/** The first and last letters of a SHA-256, in groups of four, to compare by eye. */
function shortHash(sha256: string): string {
  const letters = sha256.toUpperCase();
  return `${letters.slice(0, 4)} ${letters.slice(4, 8)} … ${letters.slice(-4)}`;
}
