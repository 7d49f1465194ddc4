import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { registryPages } from '../../../server/registry/pages.ts';
import { type FoundView, searchContract } from '../../../server/search/contract.ts';
import { queryOf } from '../../api/query-client.ts';
import { shortMoment } from '../../text/format.ts';
import { useLanguage, useText } from '../../text/language.ts';
import { Dialog } from '../../ui/dialogs/dialog.tsx';
import { KeyHint } from '../../ui/keys/key-hint.tsx';
import { Marked } from '../../ui/lists/marked.tsx';
import { partsOf } from '../../ui/parts.ts';
import { linkTo } from './found-row.tsx';
import { useOpenedBefore } from './opened-before.tsx';
import './search.css';
import { searchText } from './text.ts';

const PAUSE_MS = 80;
/** So often it is asked again while the index is made. */
const AGAIN_MS = 1_000;

/**
 * The search over whatever page is open: what is typed so far is answered by a few documents, and by those opened last before anything is typed.
 * `Enter` opens the chosen one, or the page of the search where none is chosen.
 */
export function SearchPalette({ onClose }: { readonly onClose: () => void }) {
  const text = useText(searchText);
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const words = typed.trim();
  const shown = useSuggested(words);
  const [chosen, choose] = useState(-1);
  useFocusBack();
  const open = (found: FoundView | undefined): void => {
    if (found) void navigate(linkTo(found.page));
    else if (words === '') return;
    else void navigate({ to: registryPages.search, search: { q: words } });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) choose(Math.max(-1, Math.min(chosen + step, shown.length - 1)));
    else if (event.key === 'Enter') open(shown[chosen]);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={text.search} onClose={onClose}>
      <search data-search>
        <Input
          role="combobox"
          aria-label={text.search}
          aria-expanded={shown.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen === -1 ? undefined : `${listId}-${chosen}`}
          placeholder={text.hint}
          prefix={<SearchOutlined className="third" />}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            choose(-1);
          }}
          onKeyDown={onKeyDown}
        />
      </search>
      {words === '' && shown.length > 0 && <h3 className="section-title">{text.openedLast}</h3>}
      <div
        id={listId}
        role="listbox"
        aria-label={words === '' ? text.openedLast : text.suggested}
        className="suggested"
      >
        {shown.map((found, at) => (
          <Suggestion
            key={`${found.kind} ${found.id}`}
            id={`${listId}-${at}`}
            {...{ found, words, isChosen: at === chosen, open: () => open(found) }}
          />
        ))}
      </div>
      <p className="meta third suggested-keys">
        <KeyHint keys={['Enter']} /> {chosen === -1 ? text.findAll : text.openIt} <KeyHint keys={['↑', '↓']} />{' '}
        {text.chooseOne}
      </p>
    </Dialog>
  );
}

/** Gives the focus back to what had it, unless what was opened takes it. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}

/** What is offered for these words, after a short pause; what was offered before stays until then. */
function useSuggested(words: string): readonly FoundView[] {
  const [asked, setAsked] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const opened = useOpenedBefore();
  const suggested = useQuery({
    ...queryOf(searchContract, 'suggestDocuments', { query: { q: asked } }),
    enabled: asked !== '',
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.building ? AGAIN_MS : false),
  });
  if (words === '') return opened;
  return asked === '' ? [] : (suggested.data?.items ?? []);
}

function Suggestion(props: {
  readonly id: string;
  readonly found: FoundView;
  readonly words: string;
  readonly isChosen: boolean;
  readonly open: () => void;
}) {
  const { id, found, words, isChosen, open } = props;
  const language = useLanguage();
  const look = new Map(Object.entries(partsOf('search'))).get(found.kind);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which has the focus.
    <div id={id} role="option" aria-selected={isChosen} tabIndex={-1} className="suggestion" onClick={open}>
      <span className="tile">{look && <look.icon />}</span>
      <div className="grow row-words">
        <div className="one-line">
          {found.code !== '' && (
            <span className="number">
              <Marked text={found.code} words={words} /> ·{' '}
            </span>
          )}
          <Marked text={found.title} words={words} />
        </div>
        <div className="meta third one-line">
          {look?.words[language]} · <Marked text={found.party} words={words} /> · {shortMoment(found.at)}
        </div>
      </div>
    </div>
  );
}
