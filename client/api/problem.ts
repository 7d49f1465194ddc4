import { z } from 'zod';

const problemDocument = z.object({
  type: z.string().default('/problems/internal-error'),
  detail: z.string().default(''),
  instance: z.string().default(''),
  fields: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).default([]),
});

export type FieldProblem = z.output<typeof problemDocument>['fields'][number];

/** What the server refused, or that it could not be reached (`slug` is then `offline` and `status` 0). */
export class ProblemError extends Error {
  readonly slug: string;
  readonly status: number;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
  readonly retryAfter: number | undefined;
  readonly requestId: string;
  /** Further members of the problem document: ids and plain values. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(given: {
    slug: string;
    status: number;
    detail?: string;
    fields?: readonly FieldProblem[];
    retryAfter?: number | undefined;
    requestId?: string;
    extra?: Readonly<Record<string, unknown>>;
    cause?: unknown;
  }) {
    super(given.detail || given.slug, { cause: given.cause });
    this.name = 'ProblemError';
    this.slug = given.slug;
    this.status = given.status;
    this.detail = given.detail ?? '';
    this.fields = given.fields ?? [];
    this.retryAfter = given.retryAfter;
    this.requestId = given.requestId ?? '';
    this.extra = given.extra ?? {};
  }

  /** Whether trying the same again later can help: nothing was decided. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** The problem of an answer that is not 2xx; an answer that is no problem document (a proxy’s page) still becomes one. */
export function problemOfAnswer(status: number, text: string, retryAfter: string | null): ProblemError {
  const document = parseDocument(text);
  const parsed = problemDocument.safeParse(document);
  const { type, detail, instance, fields } = parsed.success ? parsed.data : problemDocument.parse({});
  const seconds = Number(retryAfter);
  return new ProblemError({
    slug: type.replace('/problems/', ''),
    status,
    detail,
    fields,
    requestId: instance,
    retryAfter: retryAfter !== null && Number.isFinite(seconds) ? seconds : undefined,
    extra: document,
  });
}

function parseDocument(text: string): Record<string, unknown> {
  const members = z.record(z.string(), z.unknown());
  try {
    return members.parse(JSON.parse(text));
  } catch {
    return {}; // The page of a proxy, or nothing at all: the status is all there is to tell.
  }
}

/** Any thrown value as a problem: what nobody foresaw in the client is `client-error`. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({ slug: 'client-error', status: -1, detail: String(error), cause: error });
}
