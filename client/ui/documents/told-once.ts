import type { EventView } from '../../../server/audit/contract.ts';
import type { AuditEvent } from '../../../server/audit/event.ts';

type Named = Pick<EventView, 'type' | 'at'>;
type Type = AuditEvent['type'];

/** Said in the log alone: a receipt stands in a history once, where it was sent. */
const ofTheLog: ReadonlySet<string> = new Set<Type>(['receipt-held']);

/** What an act says of an arrival, and by which event the same act says it of the document that was registered from it. */
const ofTheDocument: ReadonlyMap<string, string> = new Map<Type, Type>([
  ['arrival-updated', 'incoming-updated'],
  ['arrival-recalled', 'incoming-recalled'],
]);

/** The events of a history in which each act stands once. */
export function toldOnce<E extends Named>(events: readonly E[]): E[] {
  const told = new Set(events.map(nameOf));
  return events.filter(({ type, at }) => {
    const other = ofTheDocument.get(type);
    return !ofTheLog.has(type) && (other === undefined || !told.has(nameOf({ type: other, at })));
  });
}

const nameOf = ({ type, at }: Named): string => `${type} ${at}`;
