import { containerAttacks } from './container-attacks.ts';
import { costlyCertificates } from './costly-certificates.ts';
import { evidenceAttacks } from './evidence-attacks.ts';
import { exhaustingAttacks } from './exhausting-attacks.ts';
import { outsizedFiles } from './outsized-files.ts';
import { savingAttacks } from './saving-attacks.ts';
import { shadowAttacks } from './shadow-attacks.ts';
import { wrappingAttacks } from './wrapping-attacks.ts';

/** The published classes: what is changed, and so which check must see it. */
export const attackClasses = [
  'USF', // universal signature forgery: a part of the signature missing or of another type
  'SWA', // signature wrapping: the signed bytes moved to where no reader looks
  'ISA', // incremental saving: an update the signer never saw
  'shadow', // parts laid out before signing, hidden or replaced after it
  'EAA', // evil annotation over a certified document
  'SSA', // sneaky signature: a field that shows something and signs nothing
  'removal', // a signature or its field taken away
  'container', // a CMS that is wrong in one point
  'evidence', // forged timestamps, revocation data and roots in the file itself
  'bomb', // a file built to exhaust its reader
] as const;

/** One forged file, made from our own signed files. */
export interface Attack {
  readonly class: (typeof attackClasses)[number];
  readonly name: string;
  /** Judged as by a verifier who must know that nothing was revoked: here it is what the forger pretends. */
  readonly revocationDemanded?: true;
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
  ...evidenceAttacks,
  ...exhaustingAttacks,
  ...outsizedFiles,
  ...costlyCertificates,
];
