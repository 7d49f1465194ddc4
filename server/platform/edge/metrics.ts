import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { countRows } from '../database/store.ts';
import { notFound } from '../errors.ts';
import type { DiskState } from '../files/disk-watch.ts';
import { files as allFiles } from '../files/files.ts';
import { jobs } from '../ledger/jobs.ts';
import { uploadsWaiting } from '../uploads/upload-quota.ts';

export interface MetricsSources {
  /** How many acts wait for the ledger. */
  readonly waitingActs: () => number;
  /** How many tamper-evident logs the last look found changed. */
  readonly faultyLogs: () => Promise<number>;
  /** How many stored files the last look found gone or damaged. */
  readonly faultyFiles: () => Promise<number>;
  /** How many processes do the work that waits. */
  readonly runningWorkers: () => Promise<number>;
  /** The kinds of work for later. */
  readonly jobKinds: readonly string[];
  /** The room on the disks. */
  readonly disks: () => Promise<readonly DiskState[]>;
  /** How many days each certificate in use here still lasts. */
  readonly certificateEnds: () => Promise<readonly { kind: string; of: string; days: number }[]>;
  /** How often a row was met that was changed past the ledger. */
  readonly brokenSeals: () => number;
}

/** What operators watch: requests and their durations, jobs by state, acts that wait, and the process itself. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #deadJobs: Counter<'kind'>;

  constructor({
    waitingActs,
    faultyLogs,
    brokenSeals,
    certificateEnds,
    faultyFiles,
    runningWorkers,
    jobKinds,
    disks,
  }: MetricsSources) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'vanban_request_duration_seconds',
      help: 'Duration of requests by method, route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15],
      registers,
    });
    this.#deadJobs = new Counter({
      name: 'vanban_jobs_given_up_total',
      help: 'Jobs on which this process gave up',
      labelNames: ['kind'],
      registers,
    });
    new Gauge({
      name: 'vanban_ledger_waiting_acts',
      help: 'Acts of legal effect that wait to be committed',
      registers,
      collect() {
        this.set(waitingActs());
      },
    });
    new Gauge({
      name: 'vanban_log_faults',
      help: 'Tamper-evident logs that the last look found changed',
      registers,
      async collect() {
        this.set(await faultyLogs());
      },
    });
    new Gauge({
      name: 'vanban_certificate_ends_days',
      help: 'Whole days until the end of the last seal and system key of an agency, the first of its people’s keys seen, and each trusted certificate',
      labelNames: ['kind', 'of'],
      registers,
      async collect() {
        this.reset();
        for (const { kind, of, days } of await certificateEnds()) this.set({ kind, of }, days);
      },
    });
    new Gauge({
      name: 'vanban_stored_file_faults',
      help: 'Stored files that the last look found gone, damaged or unreadable',
      registers,
      async collect() {
        this.set(await faultyFiles());
      },
    });
    new Gauge({
      name: 'vanban_workers',
      help: 'Processes that do the work that waits; nothing is sealed or sent without one',
      registers,
      async collect() {
        this.set(await runningWorkers());
      },
    });
    const free = (name: string, help: string, figure: (state: DiskState) => number) =>
      new Gauge({
        name,
        help,
        labelNames: ['disk'],
        registers,
        async collect() {
          for (const state of await disks()) this.set({ disk: state.name }, figure(state));
        },
      });
    free(
      'vanban_disk_free_bytes',
      'Room on a disk; files are taken down to a twentieth or 1 GB',
      (disk) => disk.freeBytes,
    );
    free('vanban_disk_free_ratio', 'Room on a disk as a share of it', (disk) => disk.freeShare);
    const files = (name: string, help: string, total: () => Promise<{ count: number; bytes: number }>) => {
      const gauge = (suffix: string, figure: 'count' | 'bytes') =>
        new Gauge({
          name: `vanban_${name}${suffix}`,
          help: `${help}, by ${figure}`,
          registers,
          async collect() {
            this.set((await total())[figure]);
          },
        });
      return [gauge('', 'count'), gauge('_bytes', 'bytes')];
    };
    files('uploads_waiting', 'Files that were sent and wait for an act, a day at most', () => uploadsWaiting());
    files('files_set_aside', 'Stored files that no row names, kept for a week', () => allFiles().aside.total());
    new Gauge({
      name: 'vanban_broken_seals',
      help: 'How often this process met a row that was changed past the ledger, and did not believe it',
      registers,
      collect() {
        this.set(brokenSeals());
      },
    });
    new Gauge({
      name: 'vanban_jobs',
      help: 'Jobs by kind and state',
      labelNames: ['kind', 'state'],
      registers,
      async collect() {
        for (const kind of jobKinds) {
          for (const state of ['waiting', 'running', 'dead'])
            this.set({ kind, state }, await countRows(jobs, { kind, state }));
        }
      },
    });
  }

  jobGivenUp(kind: string): void {
    this.#deadJobs.inc({ kind });
  }

  /** Measures each request under the path of its endpoint, never under the path that was asked for. */
  readonly measure: RequestHandler = (request, response, next) => {
    const stop = this.#requests.startTimer({ method: request.method });
    response.once('close', () => {
      const place = request.originalUrl.startsWith('/api/') ? '/api' : '';
      const route = typeof request.route?.path === 'string' ? `${place}${request.route.path}` : 'other';
      stop({ route, status: response.statusCode });
    });
    next();
  };

  /** `/metrics`, for collectors on the machine or its private network; whoever comes through a proxy finds nothing here. */
  readonly serve: RequestHandler = async (request, response) => {
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
    if (forwarded !== undefined || !isPrivate(request.socket.remoteAddress ?? '')) throw notFound();
    response.type(this.#registry.contentType).send(await this.#registry.metrics());
  };
}

function isPrivate(address: string): boolean {
  return /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address) || /^(::1$|f[cd])/.test(address);
}
