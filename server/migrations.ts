import type { Migration } from './platform/start/migrations.ts';

/** Steps of the stored data from release to release (DESIGN D16); loaded when one is due, so that a start that is refused is refused at once. */
export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'marks of the ledger on entries and rows',
    run: async (context) => (await import('./audit/take-over-log.ts')).takeOverLog(context),
  },
  {
    number: 2,
    name: 'words and duplicate keys in which what looks alike is one',
    run: async (context) => (await import('./registry/renew-words.ts')).renewWords(context),
  },
  {
    number: 3,
    name: 'handlers with their deadlines, and to whom a document was presented',
    run: async (context) => (await import('./routing/take-over-handling.ts')).takeOverHandling(context),
  },
  {
    number: 4,
    name: 'no work expected on documents that are answered',
    run: async (context) => (await import('./routing/take-over-answers.ts')).takeOverAnswers(context),
  },
];
