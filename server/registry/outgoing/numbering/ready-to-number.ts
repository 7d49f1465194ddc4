import type { Actor } from '../../../platform/actor.ts';
import type { OnDocument } from '../../documents/load-visible.ts';
import type { OutgoingDocument } from '../outgoing-document.ts';
import { readOutgoing } from '../queries.ts';

const isReady: unique symbol = Symbol('ready');

/** A signed document that can be sealed and sent as it stands in this version: nothing else is given a number. */
export interface ReadyToNumber extends OnDocument {
  readonly [isReady]: true;
}

/** Looks at what must hold before a signed document gets its number; refuses with the reason. It is work, so no act can do it. */
export type NumberingCheck = (document: OutgoingDocument) => Promise<void>;

let checks: readonly NumberingCheck[] | undefined;

/** Begins with these; the capabilities above add theirs. */
export function useNumberingChecks(given: readonly NumberingCheck[]): void {
  checks = given;
}

/** Has this looked at as well, after what was given before. */
export function lookBeforeNumbering(check: NumberingCheck): void {
  checks = [...checksInUse(), check];
}

function checksInUse(): readonly NumberingCheck[] {
  if (!checks) throw new Error('Nobody looks before a number is given: call useNumberingChecks first');
  return checks;
}

/**
 * The work before a number is given, so that none is spent on what cannot be sealed or sent. The answer is good for this version alone:
 * the act refuses any other, and whatever stands in another state, itself.
 */
export async function readyToNumber(actor: Actor, on: OnDocument): Promise<ReadyToNumber> {
  const checks = checksInUse();
  const document = await readOutgoing(actor, on.documentId);
  if (document.version === on.version && document.state.status === 'signed') {
    for (const check of checks) await check(document);
  }
  return { documentId: on.documentId, version: on.version, [isReady]: true };
}
