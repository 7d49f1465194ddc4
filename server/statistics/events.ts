import type {} from '../audit/event.ts';

interface OfPeriod {
  readonly from: string;
  readonly to: string;
  readonly format: string;
}

declare module '../audit/event.ts' {
  interface AuditEvents {
    'post-book-downloaded': OfPeriod;
    'report-downloaded': OfPeriod & { readonly kind: string };
  }
}
