import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { brokenSealsMet, brokenSealsTold } from './audit/broken-seals.ts';
import { faultyLogs } from './audit/check-log.ts';
import { lastEntry } from './audit/last-entry.ts';
import { LogKeeper } from './audit/log-keeper.ts';
import { lookForPutBack } from './audit/lose-past.ts';
import { Refusals } from './audit/refusals.ts';
import { auditEntries } from './audit/store.ts';
import { allJobs, allPages, capabilities, type Needs } from './capabilities.ts';
import { startEngine } from './engine.ts';
import { actorOf, authorize, stillSignedIn } from './identity/authorize.ts';
import { firstAdministratorLink } from './identity/first-administrator.ts';
import { nameSubjects } from './identity/name-subjects.ts';
import { ensureSessionIndex, sessionMiddleware } from './identity/session.ts';
import { deployments } from './identity/store.ts';
import { seesWholeAgency } from './identity/visibility.ts';
import type { Contract, Right } from './platform/api/contract.ts';
import { currentTime } from './platform/clock.ts';
import { ClockGuard } from './platform/clock-guard/clock-guard.ts';
import { readOne } from './platform/database/store.ts';
import { runningWorkers } from './platform/deployment/processes.ts';
import { createApp } from './platform/edge/app.ts';
import { InsertFeed } from './platform/edge/insert-feed.ts';
import { LiveFeed, type LiveMessage } from './platform/edge/live.ts';
import { Metrics } from './platform/edge/metrics.ts';
import { fileReceiver } from './platform/edge/multipart.ts';
import { disksInUse, useDisks } from './platform/files/disk-watch.ts';
import { FileKeeper, faultyFiles } from './platform/files/file-keeper.ts';
import type { Application, House } from './platform/start/start-up.ts';
import { keepSecret, type SecretRule } from './platform/state/secret-file.ts';
import { MOST_UPLOAD_BYTES } from './platform/uploads/contract.ts';
import { audienceOf } from './registry/audience.ts';
import { endsOfCertificates } from './signing/certificates/ends-of-certificates.ts';
import { refuseDemoCertificates } from './signing/certificates/refuse-demo-certificates.ts';
import { agencyKeysFolder } from './signing/keys/agency-keys.ts';
import { requireWholeKeyFiles } from './signing/keys/check-key-files.ts';
import { requireCrlFolder } from './signing/revocation/require-crl-folder.ts';
import { useRevocation } from './signing/revocation/revocation-in-use.ts';
import { requireImage } from './signing/signatures/require-image.ts';
import { useTimestamps } from './signing/signatures/timestamps-in-use.ts';

// Loaded with this file, while the database starts: it is most of what a server is made of.
const apis = await Promise.all(capabilities.map(({ api }) => api()));
const jobKinds = await allJobs();

/** Every contract of the API, by the name under which it is described. */
export const contracts: Readonly<Record<string, Contract<Right>>> = Object.fromEntries(
  apis.flatMap((api) => Object.entries(api.contracts)),
);

const UPLOAD_DEADLINE_MS = 10 * 60_000;
/** A stop is as safe as a kill (RELIABILITY I22): what is cut short is repeated by the next worker. */
const JOB_PATIENCE_MS = 2_000;

/** Puts the capabilities together; the one place that knows them all. */
export async function composeApplication({ config, dependencies, disks, programFolder }: House): Promise<Application> {
  useDisks(disks);
  await requireWholeKeyFiles(agencyKeysFolder(config.keysFolder));
  await ensureSessionIndex();
  await requireCrlFolder(config.revocation.crlFolder);
  useRevocation({ ...config.revocation, proxy: config.authorityProxy });
  useTimestamps({ urls: config.timestampAuthorities, proxy: config.authorityProxy });
  const metrics: Metrics = new Metrics({
    waitingActs: () => engine.ledger.waiting,
    faultyLogs,
    brokenSeals: brokenSealsMet,
    certificateEnds: () => endsOfCertificates(currentTime()),
    jobKinds: jobKinds.map(({ kind }) => kind),
    faultyFiles,
    runningWorkers,
    disks: disksInUse,
  });
  const guard = await ClockGuard.begin({ lastEntry, asksAfterSilence: config.production });
  const engine = await startEngine(config, { onGivenUp: (kind) => metrics.jobGivenUp(kind), guard });
  // Which certificates count is told by rows, and rows are believed once the engine has opened the key of their seals.
  if (config.production) await refuseDemoCertificates();
  await lookForPutBack();
  const refusals = new Refusals();
  const live = new LiveFeed({ stillSignedIn, audienceOf, publicUrl: config.publicUrl });
  const told = ['agencyId', 'type', 'documentId', 'arrivalId'];
  const feed = new InsertFeed(auditEntries.name, told, (row) => live.publish(messageOf(row)));
  const keeper = new LogKeeper();
  const fileKeeper = new FileKeeper();
  const secret = await keepSecret(config.sessionSecretFile, newSessionSecret, wholeSessionSecret);
  const secure = config.publicUrl?.protocol === 'https:';

  const needs: Needs = {
    secret,
    recheck: (personId) => live.recheck(personId),
    requireImage,
    seesDocuments: seesWholeAgency,
    nameSubjects,
    live,
  };
  const app = createApp({
    contracts,
    routes: apis.flatMap((api) => api.routes(needs)),
    edge: { authorize, receiveFile: fileReceiver({ mostBytes: MOST_UPLOAD_BYTES, deadlineMs: UPLOAD_DEADLINE_MS }) },
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
    keeper.start();
    fileKeeper.start();
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
      await keeper.stop();
      await fileKeeper.stop();
      await guard.stop();
      await refusals.stop();
      await brokenSealsTold();
      await engine.ledger.drained();
    },
    greeting: (address) => greeting(address, guard),
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

function messageOf({ agencyId, type, documentId, arrivalId }: Readonly<Record<string, unknown>>): LiveMessage {
  return {
    agencyId: String(agencyId),
    kind: String(type),
    documentId: documentId === undefined ? undefined : String(documentId),
    arrivalId: arrivalId === undefined ? undefined : String(arrivalId),
  };
}

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
async function greeting(address: URL, { words }: ClockGuard): Promise<readonly string[]> {
  if (words !== undefined) return [`! ${words}`];
  const deployment = await readOne(deployments, { _id: 'deployment' });
  if (deployment?.demo) return demoLines(deployment.demoPassword);
  const link = await firstAdministratorLink(address);
  return link ? ['Quản trị viên đầu tiên (first administrator), dùng một lần trong 24 giờ:', `  ${link}`] : [];
}

function demoLines(password: string | null): string[] {
  return [
    `Tài khoản trình diễn (demo accounts), mật khẩu (password): ${password}`,
    '  Văn thư Sở Nội vụ: vanthu.snv · Lãnh đạo Sở Nội vụ: giamdoc.snv · Văn thư UBND huyện: vanthu.thanhbinh',
  ];
}
