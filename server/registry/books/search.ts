import mongoose from 'mongoose';
import { seesWholeAgency } from '../../identity/visibility.ts';
import { startOfDay } from '../../platform/calendar.ts';
import { readSome } from '../../platform/database/store.ts';
import { pageAddress } from '../../platform/page-address.ts';
import type { SearchSource } from '../../platform/search.ts';
import { codeForms } from '../documents/notation.ts';
import { registryPages } from '../pages.ts';
import type { ImportedEntry } from './imported-entry.ts';
import { importedEntries } from './store.ts';

declare module '../../platform/search.ts' {
  interface FoundKinds {
    imported: true;
  }
}

/** Lines of old registers as they are found by those who may read the books: nobody takes part in one. */
export const searchOfImported: SearchSource<ImportedEntry> = {
  kind: 'imported',
  store: importedEntries,
  words: { kind: ['sổ cũ'], states: {} },
  entryOf: (entry) => ({
    agencyId: entry.agencyId,
    at: startOfDay(entry.date),
    days: [entry.date, ...(entry.issuedOn === null ? [] : [entry.issuedOn])],
    state: stateOf(entry),
    numbers: [...codeForms(entry.code), String(entry.number)],
    parties: [entry.party, entry.signer ?? ''],
    title: entry.subject,
    texts: [entry.note ?? '', entry.voidReason ?? ''],
    files: [],
    readers: [],
  }),
  read: async (actor, ids) => {
    if (!seesWholeAgency(actor)) return [];
    const shown = ['registerId', 'number', 'kind', 'code', 'subject', 'party', 'date', 'voidReason'] as const;
    const among = { agencyId: actor.agencyId, _id: mongoose.trusted({ $in: [...ids] }) };
    const found = await readSome(importedEntries, shown, among);
    return found.map((entry) => ({
      page: `${pageAddress(registryPages.register, { id: entry.registerId })}?so=${entry.number}`,
      ...{ kind: 'imported', id: entry.id, code: entry.code, title: entry.subject, party: entry.party },
      ...{ at: startOfDay(entry.date), state: stateOf(entry), isOver: entry.voidReason !== null },
    }));
  },
};

function stateOf({ kind, voidReason }: Pick<ImportedEntry, 'kind' | 'voidReason'>): string {
  return voidReason === null ? kind : 'voided';
}
