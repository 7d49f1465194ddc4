import { routes } from '../platform/api/http.ts';
import { currentTime } from '../platform/clock.ts';
import { searchContract } from './contract.ts';
import { exportFound } from './export-found.ts';
import { findDocuments } from './find-documents.ts';
import { readDocuments } from './read-documents.ts';
import { suggestDocuments } from './suggest-documents.ts';

export const searchRoutes = routes(searchContract, {
  findDocuments: ({ query }, actor) => findDocuments(actor, query, currentTime()),
  exportFound: ({ query }, actor) => exportFound(actor, query, currentTime()),
  suggestDocuments: ({ query }, actor) => suggestDocuments(actor, query.q, currentTime()),
  readDocuments: ({ query }, actor) => readDocuments(actor, query.of),
});
