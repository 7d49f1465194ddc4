import { mayRead, seesWholeAgency } from '../identity/visibility.ts';
import type { Actor } from '../platform/actor.ts';
import { readById } from '../platform/database/rows-by-id.ts';
import { incomingDocuments } from './incoming/store.ts';
import { outgoingDocuments } from './outgoing/store.ts';

/**
 * Who of an agency may hear that something happened to a document: who may read it as it is now; of one that is no more,
 * or not here, who sees all that comes to the agency.
 */
export async function audienceOf(documentId: string): Promise<(actor: Actor) => boolean> {
  const [incoming, outgoing] = await Promise.all([
    readById(incomingDocuments, documentId),
    readById(outgoingDocuments, documentId),
  ]);
  const document = incoming ?? outgoing;
  return document ? (actor) => mayRead(actor, document) : seesWholeAgency;
}
