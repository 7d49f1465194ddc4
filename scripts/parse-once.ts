import { type ParseArgsConfig, parseArgs } from 'node:util';
import { DomainError } from '../server/platform/errors.ts';

/**
 * `parseArgs`, which would take the last of two values without a word: refuses an option that is given a second one, unless it is
 * `multiple`, and every one that is unknown.
 */
export function parseOnce<T extends ParseArgsConfig>(config: T) {
  const options: NonNullable<ParseArgsConfig['options']> = config.options ?? {};
  try {
    const parsed = parseArgs({ ...config, tokens: true });
    const valued = (parsed.tokens ?? []).flatMap((token) =>
      token.kind === 'option' && token.value !== undefined && !options[token.name]?.multiple ? token.name : [],
    );
    const twice = valued.find((name, place) => valued.indexOf(name) !== place);
    if (twice !== undefined) throw new Error(`--${twice}: chỉ cho biết một lần (given more than once)`);
    return parsed;
  } catch (cause) {
    throw badArguments(cause instanceof Error ? cause.message : 'Bad arguments', cause);
  }
}

/** Arguments that cannot be meant, with what is wrong about them. */
export function badArguments(detail: string, cause: unknown): DomainError {
  return new DomainError('malformed', 'bad-arguments', detail, { cause });
}
