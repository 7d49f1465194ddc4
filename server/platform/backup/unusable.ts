import { DomainError } from '../errors.ts';

/** The refusal of a backup that is damaged, or made by a release this one cannot read. */
export function unusable(message: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'backup-unusable', message, cause === undefined ? {} : { cause });
}
