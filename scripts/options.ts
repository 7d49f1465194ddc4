import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { DomainError } from '../server/platform/errors.ts';

/** Options of a command as its schema gives them; refuses unknown ones, and names the one that is wrong. */
export function readOptions<S extends z.ZodObject>(
  args: readonly string[],
  schema: S,
): z.output<S> & { json: boolean } {
  const options = Object.keys(schema.shape).map((name) => [name, { type: 'string' }] as const);
  const { json = false, ...given } = parsed(args, Object.fromEntries(options));
  const result = schema.safeParse(given);
  if (result.success) return { ...result.data, json: json === true };
  const [issue] = result.error.issues;
  throw badArguments(`--${String(issue?.path[0] ?? '')}: ${issue?.message ?? ''}`, result.error);
}

function parsed(args: readonly string[], options: Record<string, { type: 'string' }>) {
  try {
    return parseArgs({ args: [...args], options: { ...options, json: { type: 'boolean' } } }).values;
  } catch (cause) {
    throw badArguments(cause instanceof Error ? cause.message : 'Bad arguments', cause);
  }
}

function badArguments(detail: string, cause: unknown): DomainError {
  return new DomainError('malformed', 'bad-arguments', detail, { cause });
}
