import mongoose from 'mongoose';
import type { Delivery } from '../exchange/deliveries/delivery.ts';
import { deliveries } from '../exchange/store.ts';
import type { Visible } from '../identity/visibility.ts';
import { type Listed, readSome } from '../platform/database/store.ts';
import { codeOfOutgoing, type OutgoingDocument } from '../registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../registry/outgoing/store.ts';
import type { Period } from './period.ts';
import type { IssuedDocument, ReachedRecipient } from './share.ts';

/** An issued document with what decides who may see it. */
export interface IssuedBy extends IssuedDocument, Visible {
  readonly unitId: string | null;
}

const countedFields = [
  ...(['agencyId', 'participants', 'unitId', 'state', 'notation', 'subject', 'medium'] as const),
] as const satisfies readonly (keyof OutgoingDocument)[];
const reachFields = [
  ...([
    'documentId',
    'recipient',
    'channel',
    'sentAt',
    'paperCopies',
    'state',
    'recipientVerdict',
    'sentAnewAs',
  ] as const),
] as const satisfies readonly (keyof Delivery)[];
type Counted = Listed<OutgoingDocument, (typeof countedFields)[number]>;
type Reach = Listed<Delivery, (typeof reachFields)[number]>;

/** The documents an agency issued in a period with their recipients outside it: what both shares are figured from. */
export async function issuedDocuments(agencyId: string, { from, to }: Period): Promise<IssuedBy[]> {
  const between = mongoose.trusted({ $gte: from, $lte: to });
  const documents = await readSome(
    outgoingDocuments,
    countedFields,
    { agencyId, 'state.status': 'issued', 'state.issuedOn': between },
    { sort: { 'state.issuedOn': 1, 'state.number': 1 } },
  );
  const ids = mongoose.trusted({ $in: documents.map(({ id }) => id) });
  const sent = await readSome(deliveries, reachFields, { agencyId, documentId: ids });
  const byDocument = new Map<string, Reach[]>();
  for (const delivery of sent) {
    const others = byDocument.get(delivery.documentId);
    if (others) others.push(delivery);
    else byDocument.set(delivery.documentId, [delivery]);
  }
  return documents.flatMap((document) => issuedDocument(document, byDocument.get(document.id) ?? []));
}

function issuedDocument(document: Counted, sent: readonly Reach[]): IssuedBy[] {
  const { state, agencyId, participants, unitId } = document;
  if (state.status !== 'issued') return [];
  return [
    {
      agencyId,
      participants,
      unitId,
      documentId: document.id,
      code: codeOfOutgoing(document),
      subject: document.subject,
      issuedOn: state.issuedOn,
      inInk: document.medium === 'ink',
      recalled: false,
      recipients: sent
        .filter(({ sentAnewAs, channel }) => sentAnewAs === undefined && channel !== 'internal')
        .map(reached),
    },
  ];
}

function reached(delivery: Reach): ReachedRecipient {
  return {
    name: delivery.recipient.name,
    electronic: delivery.channel === 'electronic' && delivery.sentAt !== undefined,
    paperCopies: delivery.paperCopies,
    refused: delivery.state === 'refused',
    ...(delivery.recipientVerdict === undefined ? {} : { verdict: delivery.recipientVerdict }),
  };
}
