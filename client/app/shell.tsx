import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { registryPages } from '../../server/registry/pages.ts';
import { useOtherActing } from '../api/acting.ts';
import { useLiveEvents } from '../api/live-events.ts';
import { useServerAway } from '../api/server-away.ts';
import { useRights } from '../api/session.ts';
import { useSessionOver } from '../api/session-over.ts';
import { noteOpened } from '../features/search/opened-last.ts';
import { useText } from '../text/language.ts';
import { Toasts } from '../ui/feedback/toast.tsx';
import { focusNextPane, useKey } from '../ui/keys/keyboard.ts';
import { PageHeadContext } from '../ui/layout/page.tsx';
import { useWayBack } from '../ui/layout/way-back.ts';
import { uiText } from '../ui/text.ts';
import { Mark } from '../ui/theme/mark.tsx';
import { useMedia, usePhone } from '../ui/theme/use-media.ts';
import { loadParts, placesWithKey } from './features.ts';
import { loadPage } from './load-page.ts';
import { PersonMenu } from './person-menu.tsx';
import { BottomBar, Rail, SideBar } from './side-bar.tsx';
import { appText } from './text.ts';

/** Addresses whose pages need the width of three panes: there the side bar is a rail. */
function needsRail(path: string): boolean {
  return /^\/(van-ban-den|van-ban-di|gui-nhan)\/.+/.test(path);
}

/** The frame of signed-in people: side bar, rail or bottom bar, the page, the toasts. */
export function Shell({ children }: { readonly children?: ReactNode }) {
  const text = useText(appText);
  const phone = usePhone();
  const narrow = useMedia('(max-width: 1199.98px)');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [searches, setSearches] = useState(false);
  const search = useRights().includes('registry.read') ? () => setSearches(true) : undefined;
  useShellKeys(path, search);
  useEffect(() => noteOpened(path), [path]);
  const head = useMemo(() => (phone ? { before: <Mark />, after: <PersonMenu small /> } : {}), [phone]);
  const covered = useOtherActing() !== undefined;
  useLiveEvents(!useSessionOver() && !covered);
  return (
    <div className="app" style={phone ? { flexDirection: 'column' } : undefined}>
      {placesWithKey.map(({ page, key }) => (
        <KeyThatGoes key={page} to={page} letter={key} />
      ))}
      <a className="skip-link" href="#noi-dung">
        {text.skip}
      </a>
      {!phone && (narrow || needsRail(path) ? <Rail search={search} /> : <SideBar search={search} />)}
      <div className="main">
        <ServerAway />
        <main id="noi-dung" tabIndex={-1}>
          <PageHeadContext value={head}>{children ?? <Outlet />}</PageHeadContext>
        </main>
        <Toasts />
      </div>
      {phone && <BottomBar />}
      {searches && (
        <Suspense>
          <SearchPalette onClose={() => setSearches(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Loaded when somebody searches for the first time, with how each kind of document looks. */
const SearchPalette = lazy(async () => {
  const [{ SearchPalette: Palette }] = await loadPage(() =>
    Promise.all([import('../features/search/search-palette.tsx'), loadParts('search')]),
  );
  return { default: Palette };
});

/** Says that the server does not answer, and what that means, as long as it does not. */
function ServerAway() {
  const text = useText(uiText);
  const away = useServerAway();
  return (
    <div role="status" className={away ? 'server-away no-print' : 'unseen'}>
      {away && text.serverAway}
    </div>
  );
}

/** The solid button of the screen, or of the dialogue over it. */
function solidButton(): HTMLElement | undefined {
  const place = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector('main');
  const buttons = place?.querySelectorAll<HTMLElement>('.ant-btn-primary:not(:disabled), .link-button.primary');
  return [...(buttons ?? [])].find((button) => button.offsetParent !== null);
}

/** The list an opened document stands beside, and the one a form belongs to in which something new is begun. */
function listOf(path: string): string | undefined {
  const [, list, opened, further] = path.split('/');
  return !list || !opened || further ? undefined : `/${list}`;
}

/** Pages whose fields have the focus from the first: `Esc` leaves them out of a field too, for what was typed is kept (`kept-form.ts`). */
const writing: readonly string[] = ['/van-ban-den/dang-ky', '/van-ban-di/soan'];

function useShellKeys(path: string, search: (() => void) | undefined): void {
  const navigate = useNavigate();
  const list = listOf(path);
  const wayBack = useWayBack();
  useKey('escape', list === undefined ? undefined : () => wayBack(() => void navigate({ to: list })), {
    inFields: writing.includes(path),
  });
  useKey('ctrl+enter', () => solidButton()?.click());
  useKey('f6', focusNextPane);
  useKey('?', () => void navigate({ to: '/tro-giup' }));
  const begin = path === registryPages.search ? typeAnew : search;
  useKey('ctrl+k', begin, { inFields: true });
  useKey('/', begin);
}

/** The field of the search page, with what is in it chosen, so that typing replaces it. */
function typeAnew(): void {
  const field = document.querySelector<HTMLInputElement>('main [data-search] input');
  field?.focus();
  field?.select();
}

/** The keys of the menu: `g`, and then that of an entry. */
function KeyThatGoes({ to, letter }: { readonly to: string; readonly letter: string }) {
  const navigate = useNavigate();
  useKey(`g ${letter}`, () => void navigate({ to }));
  return null;
}
