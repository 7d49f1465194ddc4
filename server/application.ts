import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { lastEntry } from './audit/heads/last-entry.ts';
import { Refusals } from './audit/refusals.ts';
import { auditEntries } from './audit/store.ts';
import { allJobs, allPages, allServing, capabilities, type Needs } from './capabilities.ts';
import { startEngine } from './engine.ts';
import { firstAdministratorLink } from './identity/deployment/first-administrator.ts';
import { nameSubjects } from './identity/name-subjects.ts';
import { actorOf, authorize, stillSignedIn } from './identity/sessions/authorize.ts';
import { sessionMiddleware } from './identity/sessions/session.ts';
import { deployments } from './identity/store.ts';
import { seesWholeAgency } from './identity/visibility.ts';
import type { Contract, Right } from './platform/api/contract.ts';
import { ClockGuard } from './platform/clock-guard/clock-guard.ts';
import { readOne } from './platform/database/store.ts';
import { createApp } from './platform/edge/app.ts';
import { InsertFeed } from './platform/edge/insert-feed.ts';
import { LiveFeed } from './platform/edge/live.ts';
import { Metrics } from './platform/edge/metrics.ts';
import { fileReceiver } from './platform/edge/multipart.ts';
import { gaugeOfJobs } from './platform/gauges.ts';
import { authorizePartner } from './platform/partners/partners-in-use.ts';
import type { Application, House } from './platform/start/start-up.ts';
import type { Config } from './platform/state/config.ts';
import { keepSecret, type SecretRule } from './platform/state/secret-file.ts';
import { MOST_UPLOAD_BYTES } from './platform/uploads/contract.ts';
import { limitAttachments } from './platform/uploads/upload-limits.ts';
import { passedOn } from './routing/queries.ts';
import { requireImage } from './signing/signatures/require-image.ts';

// Loaded with this file, while the database starts: it is most of what a server is made of.
const apis = await Promise.all(capabilities.map(({ api }) => api()));
const serving = await allServing();
const kinds = (await allJobs()).map(({ kind }) => kind);

/** Every contract of the API, by the name under which it is described. */
export const contracts: Readonly<Record<string, Contract<Right>>> = Object.fromEntries(
  apis.flatMap((api) => Object.entries(api.contracts)),
);

const UPLOAD_DEADLINE_MS = 10 * 60_000;
/** A stop is as safe as a kill: what is cut short is repeated by the next worker. */
const JOB_PATIENCE_MS = 2_000;

/** Puts the capabilities together; the one place that knows them all. */
export async function composeApplication(house: House): Promise<Application> {
  const { config, dependencies, programFolder } = house;
  for (const { prepare } of serving) await prepare?.(house);
  const metrics: Metrics = new Metrics([
    {
      name: 'vanban_ledger_waiting_acts',
      help: 'Acts of legal effect that wait to be committed',
      read: () => engine.ledger.waiting,
    },
    gaugeOfJobs(kinds),
    ...serving.flatMap(({ gauges }) => gauges ?? []),
  ]);
  limitAttachments(config.attachmentBytes);
  const guard = await ClockGuard.begin({ lastEntry, asksAfterSilence: config.production });
  const engine = await startEngine(config, { onGivenUp: (kind) => metrics.jobGivenUp(kind), guard });
  // Rows are believed once the engine has opened the key of their seals.
  for (const { look } of serving) await look?.(config);
  const refusals = new Refusals();
  const audiences = Object.fromEntries(serving.flatMap((one) => Object.entries(one.audiences ?? {})));
  const live = new LiveFeed({ stillSignedIn, audiences, publicUrl: config.publicUrl });
  const feed = new InsertFeed(auditEntries.name, live.fields, (row) => live.publish(row));
  const keepers = serving.flatMap(({ keepers }) => keepers?.() ?? []);
  const secret = await keepSecret(config.sessionSecretFile, newSessionSecret, wholeSessionSecret);
  const secure = config.publicUrl?.protocol === 'https:';

  const needs: Needs = {
    secret,
    recheck: (personId) => live.recheck(personId),
    requireImage,
    seesDocuments: seesWholeAgency,
    nameSubjects,
    passedOn,
    live,
  };
  const app = createApp({
    contracts,
    routes: apis.flatMap((api) => api.routes(needs)),
    edge: {
      authorize,
      authorizePartner,
      receiveFile: fileReceiver({
        mostBytes: Math.max(MOST_UPLOAD_BYTES, config.attachmentBytes),
        deadlineMs: UPLOAD_DEADLINE_MS,
      }),
    },
    sessions: [sessionMiddleware({ secure, secret })] satisfies RequestHandler[],
    dependencies: [...dependencies, { name: 'clock', ready: () => guard.doubt === undefined }],
    metrics,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    client: { folder: join(programFolder, 'client', 'dist'), pages: allPages.map(asExpressSays) },
    onRefusal: (error, request) =>
      refusals.note({
        error,
        endpoint: endpointOf(request),
        actor: actorOf(request),
        requestId: String(request.res?.locals.requestId),
      }),
  });
  guard.start();
  if (config.role !== 'web') {
    engine.worker.start();
    for (const keeper of keepers) keeper.start();
  }
  if (config.role !== 'worker') feed.start();

  let stopped: Promise<void> | undefined;
  return {
    listener: app,
    beginStop: () => {
      live.close();
      stopped ??= engine.worker.stop();
    },
    drain: async () => {
      await feed.stop();
      await atMost(JOB_PATIENCE_MS, stopped ?? engine.worker.stop());
      for (const keeper of keepers) await keeper.stop();
      await guard.stop();
      await refusals.stop();
      for (const { drained } of serving) await drained?.();
      await engine.ledger.drained();
    },
    greeting: (address) => greeting(address, guard, config),
  };
}

/** Letters of 32 random bytes in base64; half of one that we made is shorter. */
const SHORTEST_SECRET = 43;
const newSessionSecret = () => randomBytes(48).toString('base64url');
const wholeSessionSecret: SecretRule = {
  isWhole: (text) => text.length >= SHORTEST_SECRET,
  way: {
    vietnamese: 'chép lại tệp này từ bản sao của KEYS_DIR, hoặc xoá nó: máy chủ tạo lại và mọi người đăng nhập lại',
    english:
      'put it back from the copy of KEYS_DIR, or remove it: the server makes it again and everybody signs in again',
  },
};

/** Waits for something no longer than that. */
async function atMost(patienceMs: number, work: Promise<unknown>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, delay(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}

/** Express marks parameters by a colon, the client's router and so the capabilities by a dollar. */
function asExpressSays(page: string): string {
  return page.replaceAll('$', ':');
}

function endpointOf({ method, route }: Parameters<typeof actorOf>[0]): string {
  return `${method} ${typeof route?.path === 'string' ? route.path : 'other'}`;
}

/** What the person at the terminal needs next: the clock put right, the demo accounts, or the link of the first administrator. */
async function greeting(address: URL, { words }: ClockGuard, { demoProvince }: Config): Promise<readonly string[]> {
  if (words !== undefined) return [`! ${words}`];
  const deployment = await readOne(deployments, { _id: 'deployment' });
  if (deployment?.demo) return demoLines(deployment.demoPassword, demoProvince);
  const link = await firstAdministratorLink(address);
  return link ? ['Quản trị viên đầu tiên (first administrator), dùng một lần trong 24 giờ:', `  ${link}`] : [];
}

function demoLines(password: string | null, province: Config['demoProvince']): string[] {
  return [
    `Tài khoản trình diễn (demo accounts), mật khẩu (password): ${password}`,
    province === 'binh-minh'
      ? '  Văn thư Sở Y tế: vanthu.sytbm · Lãnh đạo Sở Y tế: giamdoc.sytbm · Văn thư UBND tỉnh: vanthu.ubndbm'
      : '  Văn thư Sở Nội vụ: vanthu.snv · Lãnh đạo Sở Nội vụ: giamdoc.snv · Văn thư UBND huyện: vanthu.thanhbinh',
  ];
}
