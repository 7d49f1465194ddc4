import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { DomainError } from '../server/platform/errors.ts';
import type { CommandContext } from '../server/platform/start/command.ts';
import { readOptionsAndFiles } from './options.ts';
import { exitCodeOf, sentenceOf } from './sign-refusals.ts';

/** Arguments that make no sense together. */
export const badArguments = (detail: string): DomainError => new DomainError('malformed', 'bad-arguments', detail);

/** Runs a command that makes another file of one file; every refusal has its sentence and its exit code (docs/signatures.md). */
export async function signAFile<S extends z.ZodObject<{ readonly out: z.ZodType<string> }>>(
  args: readonly string[],
  { print }: CommandContext,
  schema: S,
  sign: (file: string, options: z.output<S> & { readonly json: boolean }) => Promise<string>,
): Promise<number> {
  try {
    const { options, files } = readOptionsAndFiles(args, schema);
    const [file, ...more] = files;
    if (file === undefined || more.length > 0) throw badArguments('Cho biết đúng một tệp PDF');
    if (resolve(file) === resolve(options.out)) throw badArguments('--out phải là một tệp khác với tệp được ký');
    print(await sign(file, options));
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const sentence = sentenceOf(error);
    if (args.includes('--json')) print(JSON.stringify({ error: { code: error.code, detail: sentence } }));
    else process.stderr.write(`✗ ${sentence}\n`);
    return exitCodeOf(error);
  }
}

/** The file appears whole or not at all. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    throw new DomainError('malformed', 'file-not-writable', `Không ghi được tệp ${path}`, { cause });
  }
}
