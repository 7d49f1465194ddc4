import './incoming.css';
import { InboxOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { IncomingSummary } from '../../../../server/registry/incoming/contract.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { useHasRole } from '../../../api/session.ts';
import { useText } from '../../../text/language.ts';
import { EmptyState } from '../../../ui/feedback/notices.tsx';
import { ChooseFileButton, DropAnywhere } from '../../../ui/files/drop-zone.tsx';
import { leaveFiles } from '../../../ui/files/dropped-files.ts';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { ThreePane } from '../../../ui/layout/panes.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { ListPage } from '../../../ui/lists/list-page.tsx';
import { partsOf } from '../../../ui/parts.ts';
import { type ChipName, useChips, useIncomingList } from './incoming-list.ts';
import { IncomingRow } from './incoming-row.tsx';
import { incomingText } from './text.ts';
import { TrayLink } from './tray/tray-link.tsx';

/** Incoming documents (*văn bản đến*): the list with its chips and search in the address; what is opened stands beside it. */
export function IncomingPage({
  selectedId,
  children,
}: {
  readonly selectedId?: string;
  readonly children?: ReactNode;
}) {
  return (
    <ThreePane opened={selectedId !== undefined} list={<List selectedId={selectedId} />}>
      {children}
    </ThreePane>
  );
}

function List({ selectedId }: { readonly selectedId: string | undefined }) {
  const text = useText(incomingText);
  const navigate = useNavigate();
  const clerk = useHasRole('clerk');
  const [filters, setFilters] = useFilters();
  const { chips, current } = useChips(filters.loc, filters.q);
  const list = useIncomingList(current.query, filters.q);
  const register = (files: readonly File[]): void => {
    leaveFiles(files);
    void navigate({ to: registryPages.registerIncoming });
  };
  return (
    <>
      {clerk && <DropAnywhere onFiles={register} />}
      <ListPage
        title={text.title}
        actions={
          clerk && (
            <>
              <TrayLink />
              <LinkButton to={registryPages.registerIncoming} icon={<PlusOutlined />}>
                {text.registerShort}
              </LinkButton>
            </>
          )
        }
        page={registryPages.incoming}
        selectedId={selectedId}
        searching={{ label: text.search, hint: text.searchHint }}
        filter={text.filter}
        chips={chips.map(({ name, count }) => ({ name, words: text.chips[name], count }))}
        current={current.name}
        list={list}
        loading={text.loading}
        nothing={
          <Nothing
            chip={current.name}
            words={filters.q}
            clear={() => setFilters({ q: undefined, loc: 'tat-ca' })}
            register={clerk ? register : undefined}
          />
        }
        row={(row, place) => <IncomingRow key={row.id} row={row} {...place} />}
        many={(chosen, clear) => <ActsOnMany chosen={chosen} clear={clear} />}
        {...(clerk ? { begin: { words: text.beginKey, run: () => register([]) } } : {})}
      />
    </>
  );
}

/** What others do with the chosen documents. */
function ActsOnMany({ chosen, clear }: { readonly chosen: readonly IncomingSummary[]; readonly clear: () => void }) {
  const { toPresent, toPrint } = partsOf('incoming-document');
  const candidates = chosen.map(({ id, version, code, subject }) => ({
    ...{ id, version },
    words: [code, subject].filter(Boolean).join(' · '),
    page: `${registryPages.incoming}/${id}`,
  }));
  return (
    <>
      {toPresent?.(chosen, clear)}
      {toPrint?.(candidates, clear)}
    </>
  );
}

function Nothing({
  chip,
  words,
  clear,
  register,
}: {
  readonly chip: ChipName;
  readonly words: string | undefined;
  readonly clear: () => void;
  readonly register: ((files: readonly File[]) => void) | undefined;
}) {
  const text = useText(incomingText);
  if (words !== undefined) {
    return (
      <EmptyState
        icon={<SearchOutlined />}
        title={text.notFound(words)}
        actions={<Button onClick={clear}>{text.clear}</Button>}
      >
        {text.notFoundNote}
      </EmptyState>
    );
  }
  const todo = chip === 'can-lam';
  return (
    <EmptyState
      icon={<InboxOutlined />}
      title={todo ? text.emptyTodo : text.emptyOther}
      actions={register && <ChooseFileButton words={text.register} onFiles={register} />}
    >
      {todo ? text.emptyTodoNote : text.emptyOtherNote}
    </EmptyState>
  );
}
