import type { LostPast } from '../../audit/checks/lost-past.ts';
import { yearInVietnam } from '../../platform/calendar.ts';
import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Register } from './register.ts';
import { carriesUnit, type Division, GENERAL_SERIES, type RegisterKind } from './series.ts';

/** That an agency has said up to where its numbers went before acts were lost; its id is that of the agency. */
export interface NumberConfirmation extends Row {
  /** Since when acts are lost: which loss was answered. */
  readonly of: Date;
  readonly at: Date;
  readonly by: { readonly positionId: string; readonly name: string };
  /** What was compared. */
  readonly reason: string;
}

/** The highest number of an agency that a message of the exchange bears, kept in the storage beside the database; a finding, no evidence. */
export interface KnownNumber extends Row {
  readonly agencyId: string;
  readonly kind: RegisterKind;
  readonly year: number;
  /** Of an outgoing document; which register it came from is told by this. */
  readonly typeCode?: string;
  readonly number: number;
  /** As people write it. */
  readonly code: string;
}

/**
 * Whether it is unknown which numbers of `year` were given before acts were lost, and how they were lost. A year that began after a
 * restore has lost none; what nobody has explained yet holds up every year.
 */
export function doubtIn(
  year: number,
  lost: LostPast | undefined,
  confirmation: NumberConfirmation | undefined,
): LostPast['how'] | undefined {
  if (!lost || lost.how === 'put-back') return lost?.how;
  if (year > yearInVietnam(lost.since)) return undefined;
  return confirmation?.of.getTime() === lost.since.getTime() ? undefined : lost.how;
}

/** Refuses a number while it is unknown which were given: it would be given twice. */
export function refuseInDoubt(doubt: LostPast['how'] | undefined): void {
  if (doubt === 'put-back') {
    throw new DomainError(
      'conflict',
      'database-put-back',
      'The database is older than what was signed of it: an administrator has to say what happened before numbers are given',
    );
  }
  if (doubt === 'restored') {
    throw new DomainError(
      'conflict',
      'numbers-unconfirmed',
      'The database was restored: a clerk has to confirm the last number of each register before numbers are given',
    );
  }
}

/**
 * The highest number known outside that a register may have given. One whose register cannot be told counts for each that may have given
 * it: a number left out is written down, one given twice is never mended.
 */
export function highestKnown(
  register: Pick<Register, 'kind' | 'series' | 'takes'>,
  divisions: readonly Division[],
  known: readonly KnownNumber[],
): KnownNumber | undefined {
  const mayBeOurs = ({ kind, typeCode = '' }: KnownNumber) =>
    kind === register.kind && mayTake(register, divisions, typeCode);
  return known.filter(mayBeOurs).toSorted((one, other) => other.number - one.number)[0];
}

function mayTake(
  { series, takes }: Pick<Register, 'series' | 'takes'>,
  divisions: readonly Division[],
  typeCode: string,
) {
  if (takes?.what === 'body') return true;
  if (takes?.what === 'unit') return carriesUnit(typeCode);
  const ofType = divisions.find((one) => one.takes.what === 'types' && one.takes.typeCodes.includes(typeCode));
  return series === (ofType?.series ?? GENERAL_SERIES);
}
