import type { OutgoingSummary } from '../../../../server/registry/outgoing/view-contract.ts';
import type { Tone } from '../../../ui/theme/tone.ts';

export type OutgoingState = OutgoingSummary['state'];

/** The colour of a state, beside its words: amber waits for somebody here, red could not be done. */
export function toneOfState({ state, notice }: Pick<OutgoingSummary, 'state' | 'notice'>): Tone | undefined {
  if (notice) return 'bad';
  if (state === 'issued') return 'good';
  if (state === 'signed' || state === 'numbered') return 'caution';
  if (state === 'submitted') return 'accent';
  return undefined;
}

/** Whether the server is at work on it, so that the page should look again soon. */
export function isMoving({ state, notice }: Pick<OutgoingSummary, 'state' | 'notice'>): boolean {
  return state === 'preparing' || (state === 'numbered' && notice === null);
}

/** A number as it is written on a document: two digits at least (NĐ 30/2020 Phụ lục I). */
export function written(number: number): string {
  return String(number).padStart(2, '0');
}
