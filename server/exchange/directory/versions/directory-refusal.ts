import { DomainError, type ErrorDetails, type ErrorKind } from '../../../platform/errors.ts';

/** Why a list of agencies is not taken, beside what no JSON text may be (`parseJson`): a closed list. */
const directoryRefusals = {
  'directory-malformed': 'invalid',
  /** Something that may stand in it once stands twice: whose it is would be open (docs/bad-inputs.md, row 94). */
  'directory-ambiguous': 'conflict',
  'directory-signature-invalid': 'invalid',
  'directory-expired': 'invalid',
  'directory-older': 'conflict',
  'directory-forked': 'conflict',
} as const satisfies Readonly<Record<string, ErrorKind>>;

/** The refusal with this code of the list. */
export function directoryRefusal(
  code: keyof typeof directoryRefusals,
  message: string,
  details?: ErrorDetails,
): DomainError {
  return new DomainError(directoryRefusals[code], code, message, details);
}
