import { agencyById } from '../../identity/queries.ts';
import type { Exchange } from '../../platform/api/http.ts';
import { type RateLimit, takeTry } from '../../platform/api/rate-limits.ts';
import { readOne } from '../../platform/database/store.ts';
import { clientNetwork } from '../../platform/edge/client-network.ts';
import { notFound } from '../../platform/errors.ts';
import { incomingDocuments } from '../../registry/incoming/store.ts';
import { outgoingDocuments } from '../../registry/outgoing/store.ts';
import { publicIncoming, publicOutgoing } from './print.ts';
import type { PublicView } from './public-state.ts';
import { prints } from './store.ts';

/** An office looks a pile of paper up within it; a machine that tries codes does not get far, of 2^128 there are. */
const limit: RateLimit = {
  name: 'printed-copy',
  most: 60,
  windowSeconds: 10 * 60,
  refusal: { code: 'too-many-requests', message: 'Too many copies were looked up from here; wait, then try again' },
};

/** Lets a stranger look so many copies up within a while. */
export async function admitLookUp({ request }: Exchange): Promise<() => void> {
  await takeTry({ limit, who: clientNetwork(request) });
  return () => undefined;
}

/**
 * How the document stands whose printed copy bears this code, for anybody who holds one: number, date, agency and state. A code that
 * nobody gave and one whose document is no more are the same 404.
 */
export async function stateOfCopy(code: string): Promise<PublicView> {
  const print = await readOne(prints, { code });
  const view = print && (print.kind === 'incoming' ? await incomingOf(print) : await outgoingOf(print));
  if (!view) throw notFound();
  return view;
}

async function incomingOf({ documentId }: { readonly documentId: string }): Promise<PublicView | undefined> {
  const document = await readOne(incomingDocuments, { _id: documentId });
  return document && publicIncoming(document);
}

async function outgoingOf(print: { readonly documentId: string; readonly agencyId: string }) {
  const document = await readOne(outgoingDocuments, { _id: print.documentId });
  const agency = await agencyById(print.agencyId);
  return document && publicOutgoing(document, agency?.name ?? '');
}
