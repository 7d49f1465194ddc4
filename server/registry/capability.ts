import type { Capability } from '../platform/capability.ts';
import type { WhenPassedOn } from './books/read-book.ts';
import type {} from './events.ts';
import { registryPages } from './pages.ts';
import { grants } from './permissions.ts';

export interface RegistryNeeds {
  /** By whom documents are passed on is routing's to say; the book has a column for the day. */
  readonly passedOn: WhenPassedOn;
}

/** Registers, incoming and outgoing documents, and the books that are printed of them. */
export const registry: Capability<RegistryNeeds> = {
  name: 'registry',
  grants,
  pages: registryPages,
  stores: () =>
    Promise.all([
      import('./registers/store.ts'),
      import('./incoming/store.ts'),
      import('./outgoing/store.ts'),
      import('./books/store.ts'),
    ]),
  migrations: [
    {
      number: 2,
      name: 'words and duplicate keys in which what looks alike is one',
      run: async (context) => (await import('./renew-words.ts')).renewWords(context),
    },
    {
      number: 7,
      name: 'outgoing documents that answer several',
      run: async (context) => (await import('./take-over-answers.ts')).takeOverAnswers(context),
    },
  ],
  due: async () => {
    const { countedAt } = await import('../platform/due.ts');
    const { dueOfIncoming } = await import('./incoming/due.ts');
    const { dueOfOutgoing } = await import('./outgoing/due.ts');
    const { dueOfBooks } = await import('./books/due.ts');
    const { documentOfWork } = await import('./document-of-work.ts');
    return {
      sources: [...countedAt('incoming', dueOfIncoming), ...countedAt('outgoing', dueOfOutgoing), ...dueOfBooks],
      things: [documentOfWork],
    };
  },
  search: async () => {
    const { searchOfIncoming } = await import('./incoming/search.ts');
    const { searchOfOutgoing } = await import('./outgoing/search.ts');
    const { searchOfImported } = await import('./books/search.ts');
    return [searchOfIncoming, searchOfOutgoing, searchOfImported];
  },
  connect: async () => (await import('./outgoing/numbering/ready-to-number.ts')).useNumberingChecks([]),
  serving: async () => ({ audiences: { documentId: (await import('./audience.ts')).audienceOf } }),
  api: async () => {
    const { registersContract } = await import('./registers/contract.ts');
    const { registersRoutes } = await import('./registers/routes.ts');
    const { incomingContract } = await import('./incoming/contract.ts');
    const { incomingRoutes } = await import('./incoming/routes.ts');
    const { outgoingContract } = await import('./outgoing/contract.ts');
    const { outgoingRoutes } = await import('./outgoing/routes.ts');
    const { booksContract } = await import('./books/contract.ts');
    const { booksRoutes } = await import('./books/routes.ts');
    return {
      contracts: {
        registers: registersContract,
        incoming: incomingContract,
        outgoing: outgoingContract,
        books: booksContract,
      },
      routes: ({ passedOn }) => [...registersRoutes, ...incomingRoutes, ...outgoingRoutes, ...booksRoutes(passedOn)],
    };
  },
};
