import { seesWholeAgency } from '../../identity/visibility.ts';
import { readOne } from '../../platform/database/store.ts';
import type { FindThing } from '../../platform/due.ts';
import { pageAddress } from '../../platform/page-address.ts';
import { exchangePages } from '../pages.ts';
import { arrivals } from '../store.ts';
import { carriedDocument } from './carried-document.ts';

/** What arrived, when work for later is about it; only for those who see all that comes to the agency. */
export const arrivalOfWork: FindThing = async (actor, { arrivalId: id }, agencyId) => {
  if (typeof id !== 'string' || !seesWholeAgency(actor)) return undefined;
  const arrival = await readOne(arrivals, { _id: id, agencyId });
  if (!arrival) return undefined;
  const { codeNumber, codeNotation, subject, priority } = carriedDocument(arrival);
  const page = pageAddress(exchangePages.arrival, { id });
  return { documentId: null, code: `${codeNumber}/${codeNotation}`, subject, priority, page };
};
