import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Histogram, Gauge as PromGauge, Registry } from 'prom-client';
import { notFound } from '../errors.ts';

/** A figure that operators watch, read when a collector asks for it. */
export interface GaugeOf {
  readonly name: `vanban_${string}`;
  readonly help: string;
  readonly read: () => number | Promise<number>;
}

/** One that is told apart by labels; what is not told any more is gone. */
export interface GaugeBy {
  readonly name: `vanban_${string}`;
  readonly help: string;
  readonly labels: readonly string[];
  readonly readAll: () => Promise<readonly Figure[]>;
}

export interface Figure {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type Gauge = GaugeOf | GaugeBy;

/** What operators watch: requests and their durations, work that was given up, the process itself, and what the capabilities tell. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #deadJobs: Counter<'kind'>;

  constructor(gauges: readonly Gauge[]) {
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
    for (const gauge of gauges) this.#watch(gauge);
  }

  #watch(gauge: Gauge): void {
    const { name, help } = gauge;
    const labelNames = 'labels' in gauge ? gauge.labels : [];
    new PromGauge<string>({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      async collect() {
        if ('read' in gauge) return this.set(await gauge.read());
        const figures = await gauge.readAll();
        this.reset();
        for (const { labels, value } of figures) this.set(labels, value);
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
