import { z } from 'zod';
import { DomainError } from '../server/platform/errors.ts';
import { badArguments, parseOnce } from './parse-once.ts';

/** Options of a command as its schema gives them; refuses unknown ones, and names the one that is wrong. */
export function readOptions<S extends z.ZodObject>(
  args: readonly string[],
  schema: S,
): z.output<S> & { json: boolean } {
  return checked(parsed(args, schema, false).values, schema);
}

/** The same for a command that takes files as well: what is no option is the name of one. */
export function readOptionsAndFiles<S extends z.ZodObject>(args: readonly string[], schema: S) {
  const { values, positionals } = parsed(args, schema, true);
  return { options: checked(values, schema), files: positionals };
}

/** The same for a command that takes just one file. */
export function readOptionsAndFile<S extends z.ZodObject>(args: readonly string[], schema: S) {
  const { options, files } = readOptionsAndFiles(args, schema);
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) throw new DomainError('malformed', 'no-file', 'Cho biết một tệp');
  return { options, file };
}

function checked<S extends z.ZodObject>(values: Readonly<Record<string, unknown>>, schema: S) {
  const { json = false, ...given } = values;
  const result = schema.safeParse(given);
  if (result.success) return { ...result.data, json: json === true };
  const [issue] = result.error.issues;
  throw badArguments(`--${String(issue?.path[0] ?? '')}: ${issue?.message ?? ''}`, result.error);
}

function parsed(args: readonly string[], schema: z.ZodObject, allowPositionals: boolean) {
  const options = Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => [
      name,
      // An option that takes `true` is a flag; any other has a value.
      { type: z.safeParse(field, true).success ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  return parseOnce({ args: [...args], allowPositionals, options: { ...options, json: { type: 'boolean' } } });
}
