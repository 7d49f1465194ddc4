import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { queryClient } from '../api/query-client.ts';
import { sessionQuery } from '../api/session.ts';
import { readFilters, writeFilters } from '../ui/filters.ts';
import { NotFoundPage, RouteFailed } from './failures.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/dang-nhap',
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInScreen'),
});
const firstAdministratorRoute = createRoute({
  getParentRoute: () => root,
  path: '/dau-tien',
  component: lazyRouteComponent(
    () => import('../features/session/first-administrator-page.tsx'),
    'FirstAdministratorPage',
  ),
});
/** The link as the server prints it. */
const firstAdministratorLink = createRoute({
  getParentRoute: () => root,
  path: '/first-administrator',
  component: lazyRouteComponent(
    () => import('../features/session/first-administrator-page.tsx'),
    'FirstAdministratorPage',
  ),
});
const verifyRoute = createRoute({
  getParentRoute: () => root,
  path: '/kiem-tra-chu-ky',
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
    if (!ready) throw redirect({ to: '/dang-nhap', search: { tiep: location.href } });
  },
});

const pages = [
  createRoute({
    getParentRoute: () => inside,
    path: '/',
    component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-den',
    component: lazyRouteComponent(() => import('./pages/incoming.tsx'), 'IncomingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-den/dang-ky',
    component: lazyRouteComponent(() => import('../features/incoming/register-page.tsx'), 'RegisterPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-den/$id',
    component: lazyRouteComponent(() => import('./pages/incoming.tsx'), 'IncomingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/gui-nhan',
    component: lazyRouteComponent(() => import('./pages/arrivals.tsx'), 'ArrivalsScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/gui-nhan/$id',
    component: lazyRouteComponent(() => import('./pages/arrivals.tsx'), 'ArrivalsScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-di',
    component: lazyRouteComponent(() => import('./pages/outgoing.tsx'), 'OutgoingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-di/soan',
    component: lazyRouteComponent(() => import('./pages/write.tsx'), 'WriteScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-di/$id/soan',
    component: lazyRouteComponent(() => import('./pages/write.tsx'), 'WriteScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-di/$id',
    component: lazyRouteComponent(() => import('./pages/outgoing.tsx'), 'OutgoingScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/van-ban-di/$id/ky',
    component: lazyRouteComponent(() => import('./pages/sign.tsx'), 'SignScreen'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/so-dang-ky',
    component: lazyRouteComponent(() => import('../features/registers/registers-page.tsx'), 'RegistersPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/thong-ke',
    component: lazyRouteComponent(() => import('../features/statistics/statistics-page.tsx'), 'StatisticsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/quan-tri',
    component: lazyRouteComponent(() => import('../features/admin/admin-page.tsx'), 'AdminPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/chung-thu',
    component: lazyRouteComponent(() => import('../features/signing/certificates-page.tsx'), 'CertificatesPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/nhat-ky',
    component: lazyRouteComponent(() => import('../features/admin/log-page.tsx'), 'LogPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/tim',
    component: lazyRouteComponent(() => import('./pages/search.tsx'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/tro-giup',
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
