import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { assertSecondPerson, needsSecondPerson, type Position } from '../positions/position.ts';

/** A person who signs in; what they may do comes from their positions. */
export interface Person extends Row {
  /** The agency whose administrators keep the account. */
  readonly agencyId: string;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** Argon2id in PHC form. */
  readonly passwordHash: string;
  /** Start passwords open nothing but their own change. */
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
  /** Sessions carry the epoch they began in; raising it ends them all, within the same act. */
  readonly sessionEpoch: number;
  /** SHA-256 of the picture of the signature. */
  readonly signatureImage: string | null;
  /** The name they are to have, while that waits for a second administrator to agree; until then they keep theirs. */
  readonly correction?: { readonly fullName: string; readonly proposedBy: string } | undefined;
}

/**
 * Whether the name of who holds, held or is to hold these positions changes only once two agree: certificates are compared with the name,
 * and it stands on what was signed, numbered or administered under it.
 */
export function nameTakesTwo(positions: readonly Pick<Position, 'roles'>[]): boolean {
  return positions.some(({ roles }) => needsSecondPerson(roles));
}

/** The name that waits for agreement; refuses whom no second administrator is: who asked for it, and the person it is about. */
export function nameToConfirm({ id, correction }: Person, actor: { readonly personId: string }): string {
  if (!correction) throw new DomainError('conflict', 'name-not-waiting', 'No name waits for agreement');
  assertSecondPerson(actor, correction.proposedBy, id);
  return correction.fullName;
}

const known = ['123456789012', 'password1234', 'qwertyuiop12', 'matkhau12345', 'vanban123456', 'abcdef123456'];
const FEWEST_DIFFERENT = 5;

/** Refuses passwords that are tried first: the user name, a few letters over and over, the best known ones (ASVS 6.2). */
export function assertGoodPassword(password: string, username: string): void {
  const folded = password.toLowerCase();
  const weak =
    folded.includes(username.toLowerCase()) ||
    new Set(folded).size < FEWEST_DIFFERENT ||
    known.some((common) => folded.startsWith(common));
  if (weak) throw new DomainError('invalid', 'weak-password', 'This password is too easy to guess');
}

/** Refuses what administrators may not do to the account they are using, so that an agency never locks itself out. */
export function assertAnother(actor: { readonly personId: string }, personId: string): void {
  if (actor.personId !== personId) return;
  throw new DomainError('conflict', 'own-account', 'Another administrator must do this to your account');
}
