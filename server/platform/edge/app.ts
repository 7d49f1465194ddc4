import express, { type Express, type RequestHandler, Router } from 'express';
import type { Contract, Right } from '../api/contract.ts';
import { type Edge, mount, type Route } from '../api/http.ts';
import { openApiOnDemand } from '../api/openapi.ts';
import { apiDocs } from './api-docs.ts';
import { refuseCrossSite } from './cross-site.ts';
import { cutUnreadBodies, nameRequest, refuseForeignHost, refuseOddRequests } from './edge-guards.ts';
import { answerErrors, nothingHere, type OnRefusal } from './error-answers.ts';
import { type Dependency, healthz, readyz } from './health.ts';
import type { Metrics } from './metrics.ts';
import { watchProxy } from './proxy-watch.ts';
import { logRequests } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { type WebClient, webClient } from './web-client.ts';

export interface AppOptions {
  /** The contracts by capability, for the documentation. */
  readonly contracts: Readonly<Record<string, Contract<Right>>>;
  readonly routes: readonly Route[];
  readonly edge: Edge;
  /** Runs before every API route: sessions. */
  readonly sessions?: readonly RequestHandler[];
  readonly dependencies: readonly Dependency[];
  readonly metrics: Metrics;
  /** The address people use; without it the server answers to loopback names only. */
  readonly publicUrl?: URL | undefined;
  readonly trustProxy?: number;
  readonly client?: WebClient;
  readonly onRefusal?: OnRefusal;
}

/** The whole HTTP application: guards, health, the API with its documentation, the client; every refusal is a problem document. */
export function createApp(options: AppOptions): Express {
  const { publicUrl, trustProxy = 0, metrics, client } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustProxy);
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.use(nameRequest, logRequests, cutUnreadBodies, metrics.measure, securityHeaders(publicUrl), refuseOddRequests);
  app.get('/healthz', healthz);
  app.get('/readyz', readyz(options.dependencies));
  app.get('/metrics', metrics.serve);
  app.use(refuseForeignHost(publicUrl), watchProxy({ publicUrl, trustProxy }));
  app.use(refuseCrossSite(publicUrl));
  app.use('/api', apiRouter(options), nothingHere);
  if (client) app.use(webClient(client));
  app.use(nothingHere);
  app.use(answerErrors(options.onRefusal));
  return app;
}

function apiRouter({ contracts, routes, edge, sessions = [] }: AppOptions): Router {
  const api = Router({ strict: true, caseSensitive: true });
  api.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  const description = openApiOnDemand(contracts);
  api.get('/openapi.json', (_request, response) => void response.json(description()));
  api.get('/docs', apiDocs(description));
  if (sessions.length > 0) api.use(...sessions);
  mount(api, routes, edge);
  return api;
}
