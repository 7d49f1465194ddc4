import type {} from '../audit/event.ts';

declare module '../audit/event.ts' {
  interface AuditEvents {
    /** What is searched stands in none of them: it may say as much as a document. */
    'search-saved': OfSavedSearch & { readonly shared: boolean };
    'search-ended': OfSavedSearch & { readonly shared: boolean };
    'found-documents-downloaded': { readonly documents: number; readonly format: string };
  }
}

interface OfSavedSearch {
  readonly savedSearchId: string;
}
