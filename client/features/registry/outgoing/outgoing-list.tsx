import { CheckCircleOutlined, FileSearchOutlined, PlusOutlined, SendOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { statisticsContract } from '../../../../server/statistics/contract.ts';
import { api } from '../../../api/client.ts';
import { usePages } from '../../../api/pages.ts';
import { useHasRole } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState } from '../../../ui/feedback/notices.tsx';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { ListPage } from '../../../ui/lists/list-page.tsx';
import type { Candidate } from '../../../ui/many/many-plan.ts';
import { partsOf } from '../../../ui/parts.ts';
import { type OutgoingListed, OutgoingRow, useNextAction } from './outgoing-row.tsx';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);
const statistics = api(statisticsContract);

/** The chips, with what each asks for; what waits for this position the due work says, as the menu counts it. */
const chips = {
  'can-lam': 'due',
  'chua-phat-hanh': { open: 'true' },
  'du-thao': { state: 'draft' },
  'cho-ky': { state: 'submitted' },
  'cho-cap-so': { state: 'signed' },
  'cho-ky-so-co-quan': { state: 'numbered' },
  'da-phat-hanh': { state: 'issued' },
  'da-thu-hoi': { state: 'recalled' },
  'da-huy-so': { state: 'voided' },
  'tat-ca': {},
} as const;
type Chip = keyof typeof chips;

const isChip = (name: string | undefined): name is Chip => name !== undefined && name in chips;

/** The list of outgoing documents: search, chips in the address, the latest change first. */
export function OutgoingList({ selectedId }: { readonly selectedId: string | undefined }) {
  const text = useText(outgoingText);
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const { q: words } = filters;
  const chip = isChip(filters.loc) ? filters.loc : words === undefined ? 'can-lam' : 'tat-ca';
  const query = chips[chip];
  const list = usePages<OutgoingListed>(
    [query === 'due' ? 'due-work' : 'outgoing', 'listOutgoing', query, words],
    ({ cursor, signal }) => {
      const asked = { q: words, cursor };
      if (query === 'due') return statistics.dueOutgoing({ query: asked, signal });
      return outgoing.listOutgoing({ query: { ...query, ...asked }, signal });
    },
  );
  const nextAction = useNextAction();
  const { toPrint } = partsOf('outgoing-document');
  const asCandidate = ({ id, version, state, code, subject }: OutgoingListed): Candidate => ({
    ...{ id, version },
    words: `${code} · ${subject}`,
    page: `${registryPages.outgoing}/${id}`,
    cannot: state === 'draft' || state === 'preparing' ? text.noPage : undefined,
  });
  return (
    <ListPage
      title={text.title}
      actions={<Begin opened={selectedId !== undefined} />}
      page={registryPages.outgoing}
      selectedId={selectedId}
      searching={{ label: text.search, hint: text.searchHint }}
      filter={text.filter}
      chips={Object.keys(chips).flatMap((name) => (isChip(name) ? [{ name, words: text.filters[name] }] : []))}
      current={chip}
      list={list}
      loading={text.loading}
      nothing={<Nothing chip={chip} words={words} clear={() => setFilters({ q: undefined, loc: 'tat-ca' })} />}
      row={(row, place) => <OutgoingRow key={row.id} row={row} {...place} />}
      actOf={(row) => nextAction(row)?.to}
      many={toPrint && ((chosen, clear) => toPrint(chosen.map(asCandidate), clear))}
      begin={{ words: text.beginKey, run: () => void navigate({ to: registryPages.writeOutgoing }) }}
    />
  );
}

/** What begins a document: written here, or signed in ink. */
function Begin({ opened }: { readonly opened: boolean }) {
  const text = useText(outgoingText);
  const clerk = useHasRole('clerk');
  return (
    <>
      {clerk && !opened && (
        <span className="wide-only">
          <LinkButton to={registryPages.writeOutgoing} search={{ cach: 'giay' }}>
            {text.ink}
          </LinkButton>
        </span>
      )}
      <LinkButton to={registryPages.writeOutgoing} icon={<PlusOutlined />}>
        {opened ? text.writeShort : text.write}
      </LinkButton>
    </>
  );
}

/** Why no row is here: nothing left to do, nothing found, or nothing at all yet; with the one way on. */
function Nothing({
  chip,
  words,
  clear,
}: {
  readonly chip: Chip;
  readonly words: string | undefined;
  readonly clear: () => void;
}) {
  const text = useText(outgoingText);
  if (words === undefined && chip === 'tat-ca') {
    return (
      <EmptyState icon={<SendOutlined />} title={text.empty}>
        {text.emptyNote}
      </EmptyState>
    );
  }
  const title = chip === 'can-lam' ? text.emptyDue : text.nothingHere;
  return (
    <EmptyState
      icon={words === undefined && chip === 'can-lam' ? <CheckCircleOutlined /> : <FileSearchOutlined />}
      title={words === undefined ? title : text.nothingFound(words)}
      actions={<Button onClick={clear}>{words === undefined ? text.showAll : text.clear}</Button>}
    >
      {words === undefined ? text.emptyNote : text.nothingFoundNote}
    </EmptyState>
  );
}
