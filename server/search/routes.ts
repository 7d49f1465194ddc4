import { routes } from '../platform/api/http.ts';
import { currentTime } from '../platform/clock.ts';
import { searchContract } from './contract.ts';
import { findDocuments } from './find-documents.ts';

export const searchRoutes = routes(searchContract, {
  findDocuments: ({ query }, actor) => findDocuments(actor, query, currentTime()),
});
