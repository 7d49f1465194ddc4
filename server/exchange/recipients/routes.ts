import { routes } from '../../platform/api/http.ts';
import { currentTime } from '../../platform/clock.ts';
import { recipientsContract } from './contract.ts';
import { reachOfAgencies } from './electronic-agencies.ts';
import { recipientViews } from './recipients.ts';

export const recipientsRoutes = routes(recipientsContract, {
  listRecipients: ({ query }, actor) => recipientViews(actor, query.q ?? '', currentTime()),
  listReach: () => reachOfAgencies(currentTime()),
});
