import { mayRead, seesWholeAgency } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { readById } from '../platform/database/rows-by-id.ts';
import { incomingDocuments } from './incoming/store.ts';
import { outgoingDocuments } from './outgoing/store.ts';

/** The document or the arrival an act was about, if it was about one. */
interface About {
  readonly documentId?: string | undefined;
  readonly arrivalId?: string | undefined;
}

/**
 * Who of an agency may hear that something happened (RELIABILITY I14): of a document who may read it as it is now, of an arrival who sees
 * all that comes to the agency, of anything else everybody.
 */
export async function audienceOf({ documentId, arrivalId }: About): Promise<(actor: Actor) => boolean> {
  if (documentId === undefined) return arrivalId === undefined ? () => true : seesWholeAgency;
  const [incoming, outgoing] = await Promise.all([
    readById(incomingDocuments, documentId),
    readById(outgoingDocuments, documentId),
  ]);
  const document = incoming ?? outgoing;
  return document ? (actor) => mayRead(actor, document) : seesWholeAgency;
}
