import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { createElement } from 'react';
import { identityPages } from '../../server/identity/pages.ts';
import { platformPages } from '../../server/platform/pages.ts';
import { statisticsPages } from '../../server/statistics/pages.ts';
import { queryClient } from '../api/query-client.ts';
import { sessionQuery } from '../api/session.ts';
import { language } from '../text/language.ts';
import { inTodaysWords } from '../ui/address-words.ts';
import type { FeaturePage } from '../ui/feature.ts';
import { showToast } from '../ui/feedback/toast.tsx';
import { readFilters, writeFilters } from '../ui/lists/filters.ts';
import { EitherFrame } from './either-frame.tsx';
import { NotFoundPage, Opening, RouteFailed } from './failures.tsx';
import { features, loadParts, loadWords } from './features.ts';
import { loadPage } from './load-page.ts';
import { mayOpen, menuOf } from './menu-of.ts';
import { pages } from './pages.ts';
import { Shell } from './shell.tsx';
import { appText } from './text.ts';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  beforeLoad: ({ location }) => {
    const search = inTodaysWords(readFilters(location.searchStr));
    if (search) throw redirect({ to: location.pathname, search, replace: true });
  },
});

/** Pages of signed-in people: whoever is not signed in goes to the sign-in page and comes back afterwards. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ location, preload }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    const position = session?.position;
    if (!session || !position || session.mustChangePassword)
      throw redirect({ to: identityPages.signIn, search: { tiep: location.href } });
    // Not every position has work of its own: an inspector begins with the first page of the menu.
    const menu = menuOf(features, session.rights);
    const [first] = menu;
    if (location.pathname === statisticsPages.home && first && !menu.some(({ page }) => page === statisticsPages.home))
      throw redirect({ to: first.page });
    // A bookmark, or the page of who sat here before: said in words, where this position has work.
    if (!mayOpen(features, session.rights, location.pathname)) {
      if (!preload) showToast({ words: appText[language.get()].notForPosition(position.title), notDone: true });
      throw redirect({ to: first?.page ?? platformPages.help, replace: true });
    }
  },
});

/** A page with all it shows of others; every page is its own chunk. */
const lazily = ({ load, parts, for: whom = 'signed-in' }: FeaturePage) =>
  lazyRouteComponent(async () => {
    const [Page] = await loadPage(() =>
      Promise.all([load(), whom === 'signed-in' && loadWords(), parts !== undefined && loadParts(parts)]),
    );
    return { default: whom === 'either' ? () => createElement(EitherFrame, null, createElement(Page)) : Page };
  });

const isFor = (whom: FeaturePage['for'] = 'signed-in') => whom === 'signed-in';
const withinShell = pages.filter((page) => isFor(page.for));
const outside = pages.filter((page) => !isFor(page.for));

/** The addresses of the application. Filters in the address are plain texts. */
export const router = createRouter({
  routeTree: root.addChildren([
    ...outside.map((page) => createRoute({ getParentRoute: () => root, path: page.address, component: lazily(page) })),
    inside.addChildren(
      withinShell.map((page) =>
        createRoute({ getParentRoute: () => inside, path: page.address, component: lazily(page) }),
      ),
    ),
  ]),
  parseSearch: readFilters,
  stringifySearch: writeFilters,
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFailed,
  defaultPendingComponent: Opening,
  scrollRestoration: false,
});
