import { DomainError } from '../errors.ts';

/** The refusal of a backup that is not what it says, or not for this program. */
export function unusable(message: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'backup-unusable', message, cause === undefined ? {} : { cause });
}
