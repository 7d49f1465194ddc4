import { ApartmentOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { type ArrivalView, arrivalsContract } from '../../../../server/exchange/arrivals/contract.ts';
import { addressOf } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { DocumentMissing } from '../../../ui/documents/document-missing.tsx';
import { VerdictBadge } from '../../../ui/documents/verdict.tsx';
import { StateTag, UrgencyTag } from '../../../ui/feedback/tags.tsx';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { DocumentFrame } from '../../../ui/layout/document-frame.tsx';
import { usePanel } from '../../../ui/layout/panes.tsx';
import { TabPanel, Tabs } from '../../../ui/layout/tabs.tsx';
import { useWayBack } from '../../../ui/layout/way-back.ts';
import { useFilters } from '../../../ui/lists/filters.ts';
import { PdfViewer } from '../../../ui/pdf/pdf-viewer.tsx';
import { ArrivalFacts } from './arrival-facts.tsx';
import { AskedBack } from './asked-back.tsx';
import { Decided } from './decided.tsx';
import { InItsPlace } from './in-its-place.tsx';
import { Recalled } from './recalled.tsx';
import { RegisterArrival } from './register-arrival.tsx';
import { ReturnForm } from './return-form.tsx';
import { exchangeText } from './text.ts';
import { Updated } from './updated.tsx';

const tabNames = ['chu-ky', 'thong-tin'] as const;
type TabName = (typeof tabNames)[number];
const LOOK_AGAIN_MS = 2_000;

/** One arrival: its pages, the verdict on each signature, the fields of its envelope, and the decision about it. */
export function OpenedArrival({
  id,
  signatures,
}: {
  readonly id: string;
  readonly signatures: (arrival: ArrivalView) => ReactNode;
}) {
  const found = useQuery({
    ...queryOf(arrivalsContract, 'getArrival', { params: { arrivalId: id } }),
    refetchInterval: ({ state }) => (state.data?.verdict === 'pending' ? LOOK_AGAIN_MS : false),
  });
  if (found.data) return <Opened arrival={found.data} signatures={signatures} />;
  return <DocumentMissing error={found.error} retry={() => void found.refetch()} backTo="/gui-nhan" />;
}

function Opened({
  arrival,
  signatures,
}: {
  readonly arrival: ArrivalView;
  readonly signatures: (arrival: ArrivalView) => ReactNode;
}) {
  const text = useText(exchangeText);
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const back = { to: '/gui-nhan', search: { loc: filters.loc, dong: arrival.id } };
  const [fileId, setFileId] = useState<string>();
  const [fresh, setFresh] = useState(false);
  const shown = arrival.files.find(({ id }) => id === fileId) ?? arrival.files.find(({ role }) => role === 'main');
  const returning = filters.lam === 'tu-choi' && arrival.allowed.includes('return');
  const { show } = usePanel();
  // Whoever has just registered, or has to answer, finds the number, the next step or the question drawn out where the panel is a drawer or a sheet.
  useEffect(() => show(returning || fresh || arrival.isAskedBack), [returning, fresh, arrival.isAskedBack, show]);
  const wayBack = useWayBack();
  useKey('escape', () => (returning ? setFilters({ lam: undefined }) : wayBack(() => void navigate(back))));
  return (
    <DocumentFrame
      back={back}
      number={arrival.code === '' ? text.noCode : arrival.code}
      tag={
        <>
          <UrgencyTag priority={arrival.priority} />
          <Standing {...arrival} />
        </>
      }
      subject={arrival.subject}
      acts={
        !returning && arrival.allowed.includes('register') ? (
          <RegisterArrival
            arrival={arrival}
            onRegistered={() => setFresh(true)}
            onReturn={() => setFilters({ lam: 'tu-choi' })}
          />
        ) : undefined
      }
      pages={shown && <Pages arrival={arrival} file={shown} />}
    >
      {returning ? (
        <ReturnForm arrival={arrival} onClose={() => setFilters({ lam: undefined })} />
      ) : (
        <>
          {arrival.forUnit !== null && <ForUnit unit={arrival.forUnit} />}
          <InItsPlace {...arrival} />
          {!arrival.recalled && <Updated updates={arrival.updates} />}
          <Recalled {...arrival} />
          {!arrival.recalled && arrival.askedBack && <AskedBack arrivalId={arrival.id} askedBack={arrival.askedBack} />}
          {(arrival.state === 'registered' || arrival.state === 'returned') && (
            <Decided arrival={arrival} fresh={fresh} />
          )}
          <Panel
            signatures={<Signatures arrival={arrival} signatures={signatures} />}
            facts={<ArrivalFacts arrival={arrival} shownFileId={shown?.id} showFile={setFileId} />}
          />
        </>
      )}
    </DocumentFrame>
  );
}

/** The verdict, which decides; of what its sender has back that first, and no verdict that says it may be used. */
function Standing({ verdict, recalled }: Pick<ArrivalView, 'verdict' | 'recalled'>) {
  const text = useText(exchangeText);
  return (
    <>
      {recalled && <StateTag tone="bad">{text.back[recalled.way].state}</StateTag>}
      {(!recalled || verdict !== 'valid') && <VerdictBadge verdict={verdict} />}
    </>
  );
}

/** Whom its sender means it for: a hint, who handles it is decided here. */
function ForUnit({ unit }: { readonly unit: string }) {
  const words = useText(exchangeText).facts;
  return (
    <p className="small second in-its-place">
      <ApartmentOutlined /> {words.forUnit}: <span className="medium">{unit}</span>
    </p>
  );
}

function Pages({ arrival, file }: { readonly arrival: ArrivalView; readonly file: ArrivalView['files'][number] }) {
  const source = addressOf(arrivalsContract.getArrivalFile, { params: { arrivalId: arrival.id, fileId: file.id } });
  return <PdfViewer key={file.id} source={source} name={file.name} size={file.size} />;
}

/** Its signatures first, which decide; keys go to its facts and back. */
function Panel({ signatures, facts }: { readonly signatures: ReactNode; readonly facts: ReactNode }) {
  const text = useText(exchangeText);
  const [filters, setFilters] = useFilters();
  const current: TabName = tabNames.find((name) => name === filters.the) ?? 'chu-ky';
  const choose = (the: TabName): void => setFilters({ the });
  const other: TabName = current === 'chu-ky' ? 'thong-tin' : 'chu-ky';
  useKey('v', () => choose(other));
  useKey('shift+v', () => choose(other));
  return (
    <>
      <Tabs
        id="goi-den"
        label={text.tabsLabel}
        tabs={tabNames.map((name) => ({ name, words: text.tabs[name] }))}
        current={current}
        choose={choose}
      />
      <TabPanel id="goi-den" current={current} scrolls>
        {current === 'chu-ky' ? signatures : facts}
      </TabPanel>
    </>
  );
}

function Signatures({
  arrival,
  signatures,
}: {
  readonly arrival: ArrivalView;
  readonly signatures: (arrival: ArrivalView) => ReactNode;
}) {
  const text = useText(exchangeText);
  if (arrival.verdict !== 'pending') return signatures(arrival);
  return (
    <p className="small second" role="status">
      {arrival.allowed.includes('register') ? text.pending : text.checking}
    </p>
  );
}
