import type { Actor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { mayAgreeToVoid, mayDecideVoid } from '../documents/void-request.ts';
import { numberingOf, type OutgoingDocument, type OutgoingState } from './outgoing-document.ts';
import { mayAgreeToRecall, mayAskForRecall } from './recall/recall-request.ts';

/** What can be done to an outgoing document. */
export type OutgoingAct =
  | 'edit'
  | 'delete'
  | 'submit'
  | 'withdraw'
  | 'hand-over'
  | 'return'
  | 'sign'
  | 'number'
  | 'retry-seal'
  | 'request-void'
  | 'void'
  | 'keep-number'
  | 'correct'
  | 'add-recipients'
  | 'request-recall'
  | 'recall'
  | 'keep-issued'
  | 'track';
type Status = OutgoingState['status'];
type Who = (actor: Actor, document: OutgoingDocument) => boolean;

const drafter: Who = (actor, document) => actor.positionId === document.drafter.positionId;
const signer: Who = (actor, document) => actor.positionId === document.signer.positionId;
const clerk: Who = (actor) => actor.roles.includes('clerk');
/** Its signer looks at a draft; the clerk, who checks its form before numbering (NĐ 30/2020 Điều 15), at what is signed. */
const whoeverHasIt: Who = (actor, document) =>
  signer(actor, document) || (clerk(actor, document) && document.state.status !== 'submitted');
/** Who drafts is said by those who head the agency, or its clerk for them (NĐ 30/2020 Điều 10). */
const overseer: Who = ({ roles }) => roles.includes('clerk') || roles.includes('leader');
const secondPerson: Who = (actor, { state }) =>
  mayAgreeToVoid(actor, 'voidRequest' in state ? state.voidRequest : undefined);
const otherOffice: Who = (actor, { state }) =>
  mayAgreeToRecall(actor, 'recallRequest' in state ? state.recallRequest : undefined);
const anybody: Who = () => true;

/** Who may do what in which state; being a reader of the document comes first (`mayRead`). */
const rules: Readonly<
  Record<
    OutgoingAct,
    {
      readonly who: Who;
      readonly states: readonly Status[];
      readonly onlyAfter?: 'seal-failed';
      /** Only when its drafter works there no more. */
      readonly onlyOrphaned?: true;
      /** Only while somebody asks to void the number, or only while nobody does. */
      readonly voidAsked?: boolean;
      /** Only while somebody asks to recall the document, or only while nobody does. */
      readonly recallAsked?: boolean;
    }
  >
> = {
  edit: { who: drafter, states: ['draft'] },
  delete: { who: drafter, states: ['draft'] },
  submit: { who: drafter, states: ['draft'] },
  withdraw: { who: drafter, states: ['preparing', 'submitted'] },
  'hand-over': { who: overseer, states: ['draft', 'preparing', 'submitted'], onlyOrphaned: true },
  return: { who: whoeverHasIt, states: ['submitted', 'signed'] },
  sign: { who: signer, states: ['submitted'] },
  number: { who: clerk, states: ['signed'] },
  'retry-seal': { who: clerk, states: ['numbered'], onlyAfter: 'seal-failed', voidAsked: false },
  'request-void': { who: clerk, states: ['numbered'], voidAsked: false },
  void: { who: secondPerson, states: ['numbered'], voidAsked: true },
  'keep-number': { who: mayDecideVoid, states: ['numbered'], voidAsked: true },
  correct: { who: clerk, states: ['issued'], recallAsked: false },
  'add-recipients': { who: clerk, states: ['issued'], recallAsked: false },
  'request-recall': { who: mayAskForRecall, states: ['issued'], recallAsked: false },
  recall: { who: otherOffice, states: ['issued'], recallAsked: true },
  'keep-issued': { who: mayAskForRecall, states: ['issued'], recallAsked: true },
  track: { who: anybody, states: ['issued', 'recalled'] },
};
const acts = Object.keys(rules) as OutgoingAct[];

/** What the actor may do to the document now; whether its drafter is gone is for others to know. */
export function allowedActs(
  actor: Actor,
  document: OutgoingDocument,
  { drafterIsGone } = { drafterIsGone: false },
): OutgoingAct[] {
  return acts.filter(
    (act) =>
      rules[act].who(actor, document) &&
      isTimeFor(act, document) &&
      (drafterIsGone || rules[act].onlyOrphaned === undefined),
  );
}

/** Whether handing the draft over would be the actor's business, were its drafter gone. */
export function mightHandOver(actor: Actor, document: OutgoingDocument): boolean {
  return allowedActs(actor, document, { drafterIsGone: true }).includes('hand-over');
}

/** Refuses an act that is another's (403), or that the document is not ready for (409); what has its number is nobody's to edit. */
export function demand(actor: Actor, act: OutgoingAct, document: OutgoingDocument): void {
  if (!rules[act].who(actor, document)) {
    throw new DomainError('not-permitted', 'not-yours', 'This act belongs to another position');
  }
  if (act === 'edit' && numberingOf(document)) {
    throw new DomainError('conflict', 'immutable', 'The document has its number and stays as it is');
  }
  if (!isTimeFor(act, document)) {
    throw new DomainError('conflict', 'wrong-state', `The document is ${document.state.status}`, {
      extra: { state: document.state.status },
    });
  }
}

function isTimeFor(act: OutgoingAct, { state, notice }: OutgoingDocument): boolean {
  const { states, onlyAfter, voidAsked, recallAsked } = rules[act];
  const isVoidAsked = 'voidRequest' in state && state.voidRequest !== undefined;
  const isRecallAsked = 'recallRequest' in state && state.recallRequest !== undefined;
  return (
    states.includes(state.status) &&
    (onlyAfter === undefined || notice?.kind === onlyAfter) &&
    (voidAsked === undefined || voidAsked === isVoidAsked) &&
    (recallAsked === undefined || recallAsked === isRecallAsked)
  );
}
