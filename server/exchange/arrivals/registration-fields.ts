import { foldName } from '../../platform/text/fold.ts';
import { incomingTypes } from '../../registry/registers/document-type.ts';
import type { DocumentMessage } from '../messages/message.ts';
import type { Arrival } from './arrival.ts';
import { carriedDocument } from './carried-document.ts';
import type { ArrivalView } from './contract.ts';

/** The registration fields as its sender gives them: nothing is typed twice. */
export function fieldsOf(arrival: Arrival): ArrivalView['fields'] {
  const document = carriedDocument(arrival);
  return {
    codeNumber: document.codeNumber,
    codeNotation: document.codeNotation,
    ...typeOf(document),
    issuedOn: document.issuedOn,
    issuer: issuerOf(arrival),
    subject: document.subject,
    language: document.language,
    pageAmount: document.pageAmount,
    description: document.description,
    signer: document.signer,
    priority: document.priority,
    arrivedOn: null,
    dueOn: termOf(document),
    toPlaces: null,
  };
}

/** The type by its name, which counts (docs/exchange-protocol.md, section 5): what a code means in the house of its sender nobody knows here. */
function typeOf({ typeName }: DocumentMessage['document']): Pick<ArrivalView['fields'], 'typeCode' | 'typeName'> {
  const known = incomingTypes.find(({ name }) => foldName(name) === foldName(typeName));
  return known ? { typeCode: known.code, typeName: known.name } : { typeCode: 'khac', typeName };
}

/** Who sent it; by its code where another deployment hosts it, so that an answer finds its way back. */
function issuerOf({ senderAgencyId, senderCode, senderName: name }: Arrival): ArrivalView['fields']['issuer'] {
  return senderAgencyId === undefined
    ? { agencyId: null, code: senderCode, name }
    : { agencyId: senderAgencyId, code: null, name };
}

/** A term that had run out before the letter got its date – it lay with its signer – binds nobody, and keeps nobody from registering it. */
function termOf({ replyBy, issuedOn }: DocumentMessage['document']): string | null {
  return replyBy !== null && replyBy < issuedOn ? null : replyBy;
}
