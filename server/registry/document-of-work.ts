import { visibleTo } from '../identity/visibility.ts';
import { readOne } from '../platform/database/store.ts';
import type { FindThing } from '../platform/due.ts';
import { pageAddress } from '../platform/page-address.ts';
import { incomingDocuments } from './incoming/store.ts';
import { codeOfOutgoing } from './outgoing/outgoing-document.ts';
import { outgoingDocuments } from './outgoing/store.ts';
import { registryPages } from './pages.ts';

/** The document that work for later is about, when the actor may see it; about what arrived it is the exchange that says so. */
export const documentOfWork: FindThing = async (actor, { documentId: id, arrivalId }) => {
  if (typeof id !== 'string' || typeof arrivalId === 'string') return undefined;
  const visible = { $and: [visibleTo(actor), { _id: id }] };
  const outgoing = await readOne(outgoingDocuments, visible);
  if (outgoing) {
    const { subject, priority } = outgoing;
    const page = pageAddress(registryPages.outgoingDocument, { id });
    return { documentId: id, code: codeOfOutgoing(outgoing), subject, priority, page };
  }
  const incoming = await readOne(incomingDocuments, visible);
  if (!incoming) return undefined;
  const { code, subject, priority } = incoming;
  return { documentId: id, code, subject, priority, page: pageAddress(registryPages.incomingDocument, { id }) };
};
