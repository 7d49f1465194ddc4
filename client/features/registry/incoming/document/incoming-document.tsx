import { StopOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { type IncomingView, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { DocumentMissing } from '../../../../ui/documents/document-missing.tsx';
import { VerdictBadge } from '../../../../ui/documents/verdict.tsx';
import { StateTag, UrgencyTag } from '../../../../ui/feedback/tags.tsx';
import { useKey } from '../../../../ui/keys/keyboard.ts';
import { DocumentFrame } from '../../../../ui/layout/document-frame.tsx';
import { usePanel } from '../../../../ui/layout/panes.tsx';
import { TabPanel, Tabs } from '../../../../ui/layout/tabs.tsx';
import { useWayBack } from '../../../../ui/layout/way-back.ts';
import { useFilters } from '../../../../ui/lists/filters.ts';
import { partsOf } from '../../../../ui/parts.ts';
import type { Tone } from '../../../../ui/theme/tone.ts';
import { DocumentHistory } from './document-history.tsx';
import { Facts } from './facts.tsx';
import { RecalledNotice } from './recalled-notice.tsx';
import { type PagesShown, ShownPages, usePagesShown } from './shown-pages.tsx';
import { documentText } from './text.ts';
import { VoidIncoming, VoidNotice } from './void-acts.tsx';

const tabNames = ['thong-tin', 'xu-ly', 'chu-ky', 'lich-su'] as const;
type TabName = (typeof tabNames)[number];

const toneOfState: Readonly<Partial<Record<IncomingView['state'], Tone>>> = {
  registered: 'accent',
  presented: 'accent',
  assigned: 'caution',
  'in-progress': 'caution',
  done: 'good',
  'void-asked': 'caution',
  voided: 'bad',
  recalled: 'bad',
};

/** What is decided, or taken note of, in the panel itself. */
const toDecide: readonly IncomingView['allowed'][number][] = ['void', 'note-recall', 'note-update'];

/** The pages and the panel of one incoming document. */
export function IncomingDocument({ id }: { readonly id: string }) {
  const found = useQuery(queryOf(incomingContract, 'getIncoming', { params: { documentId: id } }));
  if (found.data) return <Opened document={found.data} />;
  return <DocumentMissing error={found.error} retry={() => void found.refetch()} backTo="/van-ban-den" />;
}

function Opened({ document }: { readonly document: IncomingView }) {
  const text = useText(documentText);
  const [filters] = useFilters();
  const back = { to: '/van-ban-den', search: { loc: filters.loc, q: filters.q, dong: document.id } };
  const pages = usePagesShown(document);
  const [current, choose] = useTab(document);
  const { show } = usePanel();
  const acting = filters.lam !== undefined || document.allowed.some((act) => toDecide.includes(act));
  // Who comes for an act finds its form, or what is to be decided, drawn out where the panel is a drawer or a sheet.
  useEffect(() => show(acting), [acting, show]);
  useEscape(back);
  return (
    <DocumentFrame
      back={back}
      number={document.code === '' ? text.noCode : document.code}
      tag={
        <>
          <UrgencyTag priority={document.priority} />
          <Standing document={document} />
          {document.verdict !== 'valid' && <VerdictBadge verdict={document.verdict} />}
        </>
      }
      subject={document.subject}
      acts={filters.lam === undefined ? <Acts document={document} /> : undefined}
      pages={<ShownPages document={document} pages={pages} />}
    >
      {filters.lam !== undefined ? (
        <ActForm document={document} name={filters.lam} />
      ) : (
        <>
          {document.voidRequest && (
            <div className="document-matters">
              <VoidNotice document={document} />
            </div>
          )}
          {partsOf('incoming-document').matters?.(document)}
          {document.recalled && (
            <div className="document-matters">
              <RecalledNotice document={document} />
            </div>
          )}
          <Panel document={document} pages={pages} current={current} choose={choose} />
        </>
      )}
    </DocumentFrame>
  );
}

/** The tab the address names, else what matters first; keys go through them. */
function useTab(document: IncomingView): [TabName, (name: TabName) => void] {
  const [filters, setFilters] = useFilters();
  const current = tabNames.find((name) => name === filters.the) ?? firstTab(document);
  const choose = (name: TabName): void => setFilters({ the: name, lam: undefined });
  const step = (by: 1 | -1) => (): void => {
    const next = tabNames[(tabNames.indexOf(current) + by + tabNames.length) % tabNames.length];
    if (next) choose(next);
  };
  useKey('v', step(1));
  useKey('shift+v', step(-1));
  useKey('l', () => choose('lich-su'));
  return [current, choose];
}

/** Esc ends the form of an act, else goes back to where the person came from. */
function useEscape(back: { readonly to: string; readonly search: object }): void {
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const wayBack = useWayBack();
  useKey('escape', () =>
    filters.lam === undefined ? wayBack(() => void navigate(back)) : setFilters({ lam: undefined }),
  );
}

function Acts({ document }: { readonly document: IncomingView }) {
  const text = useText(documentText);
  const [, setFilters] = useFilters();
  return (
    <>
      {partsOf('incoming-document').acts?.(document)}
      {document.allowed.includes('request-void') && (
        <Button type="text" icon={<StopOutlined />} onClick={() => setFilters({ lam: 'huy-so' })}>
          {text.voidNumber}
        </Button>
      )}
    </>
  );
}

function Panel({
  document,
  pages,
  current,
  choose,
}: {
  readonly document: IncomingView;
  readonly pages: PagesShown;
  readonly current: TabName;
  readonly choose: (name: TabName) => void;
}) {
  const text = useText(documentText);
  const parts = partsOf('incoming-document');
  return (
    <>
      <Tabs
        id="van-ban"
        label={text.tabsLabel}
        tabs={tabNames.map((name) => ({ name, words: text.tabs[name] }))}
        current={current}
        choose={choose}
      />
      <TabPanel id="van-ban" current={current} scrolls>
        {current === 'thong-tin' && <Facts document={document} pages={pages} />}
        {current === 'xu-ly' && parts.handling?.(document)}
        {current === 'chu-ky' && parts.signatures?.(document)}
        {current === 'lich-su' && <DocumentHistory documentId={document.id} />}
      </TabPanel>
    </>
  );
}

/** The form of the act the address names, in the place of the tabs: nothing covers the page it is about. */
function ActForm({ document, name }: { readonly document: IncomingView; readonly name: string }) {
  const [, setFilters] = useFilters();
  const close = (): void => setFilters({ lam: undefined });
  if (name === 'in') return partsOf('incoming-document').print?.(document, close);
  if (name !== 'huy-so') return partsOf('incoming-document').form?.(document, name);
  return document.allowed.includes('request-void') ? (
    <div className="document-matters">
      <VoidIncoming document={document} close={close} />
    </div>
  ) : null;
}

/** Where it stands in one word: that it is answered says more than who has it. */
function Standing({ document: { state, back, answered } }: { readonly document: IncomingView }) {
  const text = useText(documentText);
  if (answered && (state === 'assigned' || state === 'in-progress')) {
    return <StateTag tone="good">{text.answered}</StateTag>;
  }
  const tone = toneOfState[state];
  return <StateTag {...(tone ? { tone } : {})}>{back === null ? text.states[state] : text.back[back]}</StateTag>;
}

/** What matters first: a doubtful signature before the document goes on, then who handles it, else its facts. */
function firstTab({ state, verdict }: IncomingView): TabName {
  if (state === 'void-asked' || state === 'voided') return 'thong-tin';
  if (state !== 'registered') return 'xu-ly';
  return verdict === 'unclear' || verdict === 'invalid' ? 'chu-ky' : 'thong-tin';
}
