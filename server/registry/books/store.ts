import { defineStore } from '../../platform/database/store.ts';
import { who } from '../embedded.ts';
import type { ImportedEntry } from './imported-entry.ts';

export const importedEntries = defineStore<ImportedEntry>(
  'importedEntries',
  {
    agencyId: String,
    registerId: String,
    kind: String,
    year: Number,
    number: Number,
    date: String,
    code: String,
    issuedOn: String,
    subject: String,
    party: String,
    signer: String,
    note: String,
    voidReason: String,
    importedAt: Date,
    importedBy: who,
  },
  [
    { keys: { agencyId: 1, registerId: 1, number: 1 }, options: { unique: true } },
    {
      keys: { agencyId: 1, year: 1, code: 1 },
      options: { unique: true, partialFilterExpression: { kind: 'outgoing' } },
    },
  ],
);
