import type { AuditEvent } from '../event.ts';

/** What of an entry decides how much of it somebody is shown. */
export interface Entry {
  readonly documentId?: string;
  readonly arrivalId?: string;
  readonly event: AuditEvent;
}

/** Whether a reader is shown the whole entry: one about a document or an arrival only if they see all of the agency's: free words tell more than any figure (server/DECISIONS.md). */
export function isShownWhole({ documentId, arrivalId }: Entry, seesDocuments: boolean): boolean {
  return seesDocuments || (typeof documentId !== 'string' && typeof arrivalId !== 'string');
}

/** Members that say what happened to which thing, and nothing that stands in it: no reason, number, symbol or hash of a file. */
const telling: ReadonlySet<string> = new Set(['type', 'documentId', 'arrivalId', 'work']);

/** The event of an entry as its reader may see it. */
export function eventShown(entry: Entry, seesDocuments: boolean): Readonly<Record<string, unknown>> {
  const members = Object.entries(entry.event);
  return Object.fromEntries(
    isShownWhole(entry, seesDocuments) ? members : members.filter(([name]) => telling.has(name)),
  );
}
