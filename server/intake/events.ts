import type {} from '../audit/event.ts';

declare module '../audit/event.ts' {
  interface AuditEvents {
    /** A file that was sent bears a degree of secrecy: it was erased, and nothing of it is kept. */
    'state-secret-erased': Alone;
  }
}
