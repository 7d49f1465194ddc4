import { type ZodError, z } from 'zod';
import { isDatabaseTrouble } from '../database/database-errors.ts';
import { DomainError, type FieldProblem, statusOfKind } from '../errors.ts';

/** What a problem document (RFC 9457) says of the case itself. */
export interface ProblemCase {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly fields?: readonly FieldProblem[];
  readonly [extra: string]: unknown;
}

/** The problem document of a request; `instance` is the id of the request, the only thing an unforeseen error tells. */
export interface Problem extends ProblemCase {
  readonly instance: string;
}

/** The problem document of an error; everything nobody foresaw becomes the same 500. */
export function problemOf(error: DomainError, requestId: string): Problem {
  return { ...caseOf(error), instance: requestId };
}

/** The same without the request. */
export function caseOf(error: DomainError): ProblemCase {
  return {
    type: `/problems/${error.code}`,
    title: titleOf(error.code),
    status: statusOfKind[error.kind],
    detail: error.message,
    ...(error.details.fields ? { fields: error.details.fields } : {}),
    ...error.details.extra,
  };
}

function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Makes any thrown value a `DomainError`: refusals as they are, a database that is away 503, the rest 500. */
export function domainErrorOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isDatabaseTrouble(error)) {
    return new DomainError('unavailable', 'database-unavailable', 'The database is away; nothing was stored', {
      retryAfter: 4,
      cause: error,
    });
  }
  if ((error as { code?: unknown } | null)?.code === 'ENOSPC') {
    return new DomainError('no-space', 'no-space', 'The disk of the server is full; nothing was stored', {
      retryAfter: 60,
      cause: error,
    });
  }
  return new DomainError(
    'internal',
    'internal-error',
    'Something failed that nobody foresaw; the request id names it',
    { cause: error },
  );
}

/** The refusal for a part of a request that does not fit its schema: a pointer and a code for each field. */
export function refusalOf(error: ZodError, part: 'body' | 'query' | 'params'): DomainError {
  const fields = error.issues.flatMap((issue) => fieldsOf(issue, part));
  const codes = new Set(fields.map((field) => field.code));
  const [only] = codes;
  const code = codes.size === 1 && only ? only : 'invalid-request';
  const named = fields.map((field) => `${field.pointer}: ${field.detail}`).join('; ');
  const place = error.issues.map(placeIn).find((one) => one !== undefined);
  return new DomainError('invalid', code, named.slice(0, 1_000), { fields, ...(place && { extra: place }) });
}

type Issue = ZodError['issues'][number];

const place = z.object({ line: z.number(), codePoint: z.string() });

/** Where the character stands that a rule of the field does not take, when it is one. */
function placeIn(issue: Issue): z.output<typeof place> | undefined {
  return issue.code === 'custom' ? place.safeParse(issue.params).data : undefined;
}

function fieldsOf(issue: Issue, part: 'body' | 'query' | 'params'): FieldProblem[] {
  const pointer = `/${part}${issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
  if (issue.code === 'unrecognized_keys') {
    const code = part === 'query' ? 'unknown-parameter' : 'unknown-property';
    return issue.keys
      .slice(0, 20)
      .map((key) => ({ pointer: `${pointer}/${key.slice(0, 60)}`, code, detail: 'is not known here' }));
  }
  const where = placeIn(issue);
  const detail = where ? `${where.codePoint} in line ${where.line} is not taken` : issue.message.slice(0, 200);
  return [{ pointer, code: codeOf(issue), detail }];
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'required' : 'type-mismatch';
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too-long' : 'out-of-range';
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'required';
      return issue.origin === 'string' || issue.origin === 'array' ? 'too-short' : 'out-of-range';
    case 'custom':
      return /^[a-z0-9-]+$/.test(issue.message) ? issue.message : 'invalid-value';
    default:
      return 'invalid-value';
  }
}
