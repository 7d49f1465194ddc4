import { containerAttacks } from './container-attacks.ts';
import { exhaustingAttacks } from './exhausting-attacks.ts';
import { savingAttacks } from './saving-attacks.ts';
import { shadowAttacks } from './shadow-attacks.ts';
import { wrappingAttacks } from './wrapping-attacks.ts';

/** One forged file of a class of PADES §2, made from our own signed files. */
export interface Attack {
  readonly class: 'USF' | 'SWA' | 'ISA' | 'shadow' | 'EAA' | 'SSA' | 'removal' | 'container' | 'bomb';
  readonly name: string;
  make(files: SignedFiles): Uint8Array | Promise<Uint8Array>;
}

/** What the forger has: a letter certified by the leader, the same sealed, and keys of his own. */
export interface SignedFiles {
  readonly certified: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Every attack file of the test suite. */
export const attacks: readonly Attack[] = [
  ...wrappingAttacks,
  ...savingAttacks,
  ...shadowAttacks,
  ...containerAttacks,
  ...exhaustingAttacks,
];
