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
    typeCode: document.typeCode,
    typeName: document.typeName,
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
