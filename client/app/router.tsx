import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { auditPages } from '../../server/audit/pages.ts';
import { exchangePages } from '../../server/exchange/pages.ts';
import { identityPages } from '../../server/identity/pages.ts';
import { platformPages } from '../../server/platform/pages.ts';
import { registryPages } from '../../server/registry/pages.ts';
import { signingPages } from '../../server/signing/pages.ts';
import { statisticsPages } from '../../server/statistics/pages.ts';
import { queryClient } from '../api/query-client.ts';
import { sessionQuery } from '../api/session.ts';
import { readFilters, writeFilters } from '../ui/filters.ts';
import { NotFoundPage, RouteFailed } from './failures.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: identityPages.signIn,
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInScreen'),
});
const firstAdministratorRoute = createRoute({
  getParentRoute: () => root,
  path: identityPages.firstAdministrator,
  component: lazyRouteComponent(
    () => import('../features/identity/sign-in/first-administrator-page.tsx'),
    'FirstAdministratorPage',
  ),
});
const firstAdministratorLink = createRoute({
  getParentRoute: () => root,
  path: identityPages.firstAdministratorLink,
  component: lazyRouteComponent(
    () => import('../features/identity/sign-in/first-administrator-page.tsx'),
    'FirstAdministratorPage',
  ),
});
const verifyRoute = createRoute({
  getParentRoute: () => root,
  path: signingPages.verify,
  component: lazyRouteComponent(() => import('./pages/verify.tsx'), 'VerifyScreen'),
});

/** Pages of signed-in people: whoever is not signed in goes to the sign-in page and comes back afterwards. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    const ready = session?.position && !session.mustChangePassword;
    if (!ready) throw redirect({ to: identityPages.signIn, search: { tiep: location.href } });
  },
});

const pages = [
  createRoute({
    getParentRoute: () => inside,
    path: statisticsPages.home,
    component: lazyRouteComponent(() => import('../features/statistics/due-work/home-page.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.incoming,
    component: lazyRouteComponent(() => import('./pages/incoming.tsx'), 'IncomingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.registerIncoming,
    component: lazyRouteComponent(
      () => import('../features/registry/incoming/register/register-page.tsx'),
      'RegisterPage',
    ),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.incomingDocument,
    component: lazyRouteComponent(() => import('./pages/incoming.tsx'), 'IncomingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: exchangePages.arrivals,
    component: lazyRouteComponent(() => import('./pages/arrivals.tsx'), 'ArrivalsScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: exchangePages.arrival,
    component: lazyRouteComponent(() => import('./pages/arrivals.tsx'), 'ArrivalsScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.outgoing,
    component: lazyRouteComponent(() => import('./pages/outgoing.tsx'), 'OutgoingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.writeOutgoing,
    component: lazyRouteComponent(() => import('./pages/write.tsx'), 'WriteScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.changeOutgoing,
    component: lazyRouteComponent(() => import('./pages/write.tsx'), 'WriteScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.outgoingDocument,
    component: lazyRouteComponent(() => import('./pages/outgoing.tsx'), 'OutgoingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: signingPages.sign,
    component: lazyRouteComponent(() => import('./pages/sign.tsx'), 'SignScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.registers,
    component: lazyRouteComponent(() => import('../features/registry/books/registers-page.tsx'), 'RegistersPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: statisticsPages.figures,
    component: lazyRouteComponent(() => import('../features/statistics/figures/statistics-page.tsx'), 'StatisticsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: identityPages.administration,
    component: lazyRouteComponent(() => import('../features/identity/administration/admin-page.tsx'), 'AdminPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: signingPages.certificates,
    component: lazyRouteComponent(
      () => import('../features/signing/certificates/certificates-page.tsx'),
      'CertificatesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: auditPages.log,
    component: lazyRouteComponent(() => import('../features/audit/log-page.tsx'), 'LogPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: registryPages.search,
    component: lazyRouteComponent(() => import('./pages/search.tsx'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: platformPages.help,
    component: lazyRouteComponent(() => import('./pages/help.tsx'), 'HelpPage'),
  }),
];

/** The addresses of the application; every page is its own chunk. Filters in the address are plain texts. */
export const router = createRouter({
  routeTree: root.addChildren([
    signInRoute,
    firstAdministratorRoute,
    firstAdministratorLink,
    verifyRoute,
    inside.addChildren(pages),
  ]),
  parseSearch: readFilters,
  stringifySearch: writeFilters,
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFailed,
  scrollRestoration: false,
});
