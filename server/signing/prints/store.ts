import { defineStore } from '../../platform/database/store.ts';
import { who } from '../../registry/embedded.ts';
import type { Print } from './print.ts';

/** Prints that were taken; the code opens the state of the document to anybody. */
export const prints = defineStore<Print>(
  'prints',
  {
    ...{ agencyId: String, kind: String, documentId: String, form: String, copies: Number, at: Date, by: who },
    code: String,
  },
  [{ keys: { code: 1 } }, { keys: { agencyId: 1, documentId: 1 } }],
  {
    secrets: ['code'],
    title: ({ kind, documentId }) => ({
      words: 'bản in',
      of: { store: kind === 'incoming' ? 'incomingDocuments' : 'outgoingDocuments', id: documentId },
    }),
  },
);
