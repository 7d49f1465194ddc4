import { routes } from '../../platform/api/http.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { savedSearchesContract } from './contract.ts';
import { endSearch } from './end-search.ts';
import { listSearches, savedSearchView } from './queries.ts';
import { saveSearch } from './save-search.ts';

export const savedSearchesRoutes = routes(savedSearchesContract, {
  listSearches: (_, actor) => listSearches(actor),
  saveSearch: ({ body }, actor) => requestedAct(actor, async (tx) => savedSearchView(await saveSearch(tx, body))),
  endSearch: ({ params }, actor) =>
    requestedAct(actor, async (tx) => savedSearchView(await endSearch(tx, params.savedSearchId))),
});
