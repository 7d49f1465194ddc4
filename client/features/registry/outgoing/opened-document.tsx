import { FileOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView, Place } from '../../../../server/registry/outgoing/view-contract.ts';
import { addressOf } from '../../../api/client.ts';
import { askAgain, queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { DocumentMissing } from '../../../ui/documents/document-missing.tsx';
import { EmptyState } from '../../../ui/feedback/notices.tsx';
import { StateTag, UrgencyTag } from '../../../ui/feedback/tags.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { DocumentFrame } from '../../../ui/layout/document-frame.tsx';
import { usePanel } from '../../../ui/layout/panes.tsx';
import { TabPanel, Tabs } from '../../../ui/layout/tabs.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { partsOf } from '../../../ui/parts.ts';
import type { PagePlace } from '../../../ui/pdf/page-mark.ts';
import { PdfViewer } from '../../../ui/pdf/pdf-viewer.tsx';
import { DocumentActs } from './document-acts.tsx';
import { DocumentMatters } from './document-matters.tsx';
import { FactsTab } from './facts-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { isMoving, toneOfState } from './outgoing-state.ts';
import { outgoingText } from './text.ts';

const tabNames = ['thong-tin', 'gui-nhan', 'chu-ky', 'lich-su'] as const;

/** The document that is open: its pages and the panel with its acts and tabs. */
export function OpenedDocument({ id }: { readonly id: string }) {
  const opened = useQuery({
    ...queryOf(outgoingContract, 'getOutgoing', { params: { documentId: id } }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 3_000 : false),
  });
  const text = useText(outgoingText);
  const document = opened.data;
  useTellSteps(document);
  useDrawnOut(document);
  const [{ q, loc, lam }] = useFilters();
  const back = { to: '/van-ban-di', search: { q, loc, dong: id } };
  if (!document) {
    return <DocumentMissing error={opened.error} retry={() => void opened.refetch()} backTo={back.to} />;
  }
  const tone = toneOfState(document);
  const standing = document.isReplaced ? text.replaced : text.states[document.state];
  return (
    <DocumentFrame
      back={back}
      number={document.code}
      tag={
        <>
          <StateTag {...(tone ? { tone } : {})}>
            {document.notice ? text.notices[document.notice.kind] : standing}
          </StateTag>
          <UrgencyTag priority={document.priority} />
        </>
      }
      subject={`${document.typeName} · ${document.subject}`}
      acts={lam === PRINTING ? undefined : <DocumentActs document={document} />}
      pages={<Pages document={document} />}
    >
      {lam === PRINTING ? (
        <Printing document={document} />
      ) : (
        <div className="pane-scroll">
          <DocumentMatters document={document} />
          <PanelTabs document={document} />
        </div>
      )}
    </DocumentFrame>
  );
}

const PRINTING = 'in';

/** The form by which it is printed, in the place of the tabs, drawn out where the panel is a drawer or a sheet. */
function Printing({ document }: { readonly document: OutgoingView }) {
  const [, setFilters] = useFilters();
  const { show } = usePanel();
  useEffect(() => show(true), [show]);
  return partsOf('outgoing-document').print?.(document, () => setFilters({ lam: undefined }));
}

function Pages({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const [, setFilters] = useFilters();
  const main = document.files.find(({ role }) => role === 'main');
  if (!main) {
    const coming = document.state === 'preparing';
    return (
      <EmptyState icon={<FileOutlined />} title={coming ? text.pageComing : text.noPage}>
        {coming ? text.pageComingNote : text.noPageNote}
      </EmptyState>
    );
  }
  const isOut = document.state === 'issued' || document.state === 'recalled';
  const filled = isOut ? document.places.filter(({ name }) => filledNames.includes(name)) : [];
  return (
    <>
      <PdfViewer
        key={main.sha256}
        source={addressOf(outgoingContract.getOutgoingFile, { params: { documentId: document.id, fileId: main.id } })}
        name={main.name}
        size={main.size}
        overlay={(page) => <Filled places={filled} page={page} />}
        print={() => setFilters({ lam: PRINTING })}
      />
      {filled.length > 0 && (
        <p className="page-note small">
          <InfoCircleOutlined className="third" /> {text.filled}
        </p>
      )}
    </>
  );
}

const filledNames: readonly string[] = ['number', 'day', 'month', 'year'];

/** A tint behind the places that were filled when the document was numbered. */
function Filled({ places, page }: { readonly places: readonly Place[]; readonly page: PagePlace }) {
  return places
    .filter((place) => place.page === page.page)
    .map(({ name, x, y, width, height }) => (
      <div key={name} className="filled-place" style={page.toPixels([x, y, x + width, y + height])} />
    ));
}

function PanelTabs({ document }: { readonly document: OutgoingView }) {
  const parts = partsOf('outgoing-document');
  const text = useText(outgoingText);
  const [filters, setFilters] = useFilters();
  const first = document.state === 'issued' || document.state === 'recalled' ? 'gui-nhan' : 'thong-tin';
  const current = tabNames.find((name) => name === filters.the) ?? first;
  const words = {
    'thong-tin': text.tabs.facts,
    'gui-nhan': text.tabs.tracking,
    'chu-ky': text.tabs.signatures,
    'lich-su': text.tabs.history,
  };
  const id = useId();
  const step = (by: number): void => {
    const next = tabNames[(tabNames.indexOf(current) + by + tabNames.length) % tabNames.length];
    setFilters({ the: next });
  };
  useKey('v', () => step(1));
  useKey('shift+v', () => step(-1));
  useKey('l', () => setFilters({ the: 'lich-su' }));
  return (
    <>
      <div className="document-tabs">
        <Tabs
          id={id}
          label={text.panel}
          tabs={tabNames.map((name) => ({ name, words: words[name] }))}
          current={current}
          choose={(name) => setFilters({ the: name })}
        />
      </div>
      <TabPanel id={id} current={current}>
        <div className="document-tab">
          {current === 'thong-tin' && <FactsTab document={document} />}
          {current === 'gui-nhan' && parts.deliveries?.(document)}
          {current === 'chu-ky' && parts.signatures?.(document)}
          {current === 'lich-su' && <HistoryTab document={document} />}
        </div>
      </TabPanel>
    </>
  );
}

/** Whoever comes to decide about a recall, or for one of the tabs, finds that drawn out where the panel is a drawer or a sheet. */
function useDrawnOut(document: OutgoingView | undefined): void {
  const { show } = usePanel();
  const [{ the }] = useFilters();
  const isWanted = document !== undefined && (the !== undefined || document.allowed.includes('recall'));
  useEffect(() => {
    if (isWanted) show(true);
  }, [isWanted, show]);
}

/** Says when a document that was numbered on this screen has been issued; a step the server took by itself shows in the list too. */
function useTellSteps(document: OutgoingView | undefined): void {
  const text = useText(outgoingText);
  const before = useRef<OutgoingView['state']>(undefined);
  useEffect(() => {
    if (!document) return;
    const { state, code } = document;
    if (before.current === 'numbered' && state === 'issued') showToast({ words: text.number.issued(code) });
    if (before.current !== undefined && before.current !== state) void askAgain('outgoing', 'due-work');
    before.current = state;
  }, [document, text]);
}
