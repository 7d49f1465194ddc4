import { addWorkingDays, dayInVietnam } from '../../platform/calendar.ts';
import { type IncomingDocument, isOver } from '../../registry/incoming/incoming-document.ts';
import type { NumberedState } from '../../registry/outgoing/outgoing-document.ts';
import type { IncomingOutcome, OutgoingOutcome } from './outcomes.ts';

/** An incoming document as a report judges it: its term, and the day on which its main handler was done or it was answered. */
export interface Handled extends Pick<IncomingDocument, 'state' | 'dueOn'> {
  readonly settledOn: string | null;
}

/**
 * How far an incoming document has come (NĐ 30/2020 Điều 24): done with once its main handler is, or an answer to it was issued, whichever was
 * first; late after the last day of its term. One without a term is never late.
 */
export function outcomeOfIncoming({ state, dueOn, settledOn }: Handled, today: string): IncomingOutcome {
  if (isOver({ state })) return 'ended';
  const isDone = state === 'done' || settledOn !== null;
  const isLate = dueOn !== null && (isDone ? (settledOn ?? '') : today) > dueOn;
  if (isDone) return isLate ? 'done-late' : 'done-in-time';
  return isLate ? 'open-late' : 'open-in-time';
}

/** How far a numbered outgoing document has come; it was late if it was issued after the working day that follows its signing (NĐ 30/2020 Điều 18.1). */
export function outcomeOfOutgoing(state: NumberedState): OutgoingOutcome {
  if (state.status === 'numbered') return 'unissued';
  if (state.status !== 'issued') return state.status;
  // What was signed in ink bears the day of its signing.
  const signedOn = state.signedAt ? dayInVietnam(state.signedAt) : state.issuedOn;
  return dayInVietnam(state.issuedAt) > addWorkingDays(signedOn, 1) ? 'issued-late' : 'issued-in-time';
}
