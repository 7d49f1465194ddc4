import type { OfDocument } from '../audit/event.ts';

interface OfAssignment extends OfDocument {
  readonly assignmentId: string;
}

declare module '../audit/event.ts' {
  interface AuditEvents {
    'document-presented': OfDocument & { readonly leaderPositionId: string };
    'directive-given': OfDocument & { readonly directiveId: string; readonly mainPositionId: string };
    'document-signed-for': OfAssignment;
    'assignment-started': OfAssignment;
    'assignment-done': OfAssignment;
    'document-handled': OfDocument;
  }
}
