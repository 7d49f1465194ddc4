import type { OfDocument } from '../audit/event.ts';

/** Of an event about what a sender said later of a document it sent. */
export interface OfNotice {
  readonly noticeId: string;
}

interface OfGroup {
  readonly groupId: string;
}

interface OfDelivery extends OfDocument {
  readonly deliveryId: string;
  readonly reason?: string;
}

interface Refused {
  readonly code: string;
  readonly times?: number;
}

declare module '../audit/event.ts' {
  interface AuditEvents {
    'delivery-created': OfDelivery;
    /** `axisId`: the id of its packet on the national document axis, when that carried it; else the hash of its message, which earlier releases did not say. */
    'delivery-sent': OfDelivery & { readonly axisId?: string; readonly envelopeSha256?: string };
    'delivery-failed': OfDelivery;
    'delivery-stuck': OfDelivery;
    /** A minute after it was left to be sent no recipient holds it. */
    'delivery-late': OfDelivery;
    /** A minute after it was left to be told another agency does not hold what was said of a document. */
    'telling-late': (OfDocument | OfArrival | OfNotice) & { readonly work: string; readonly reason?: string };
    'delivery-put-on-paper': OfDelivery;
    /** A clerk recorded how the document went to a recipient whom no system reaches. */
    'delivery-posted': OfDelivery & { readonly way: string; readonly sentOn: string; readonly reference: string };
    'delivery-retried': OfDelivery;
    /** It may go without being sealed, though its recipient once had a key for that. */
    'delivery-put-in-clear': OfDelivery;
    'delivery-settled': OfDelivery;
    /** A refused document was sent to the same recipient once more, by another delivery. */
    'delivery-sent-anew': OfDelivery & { readonly anewId: string };
    /** What did not arrive, or was refused, was sent to another recipient, by another delivery. */
    'delivery-readdressed': OfDelivery & { readonly anewId: string };
    'delivery-signed-anew': OfDelivery;
    'delivery-made-anew': OfDelivery;
    /** The recipient held the message since before acts were lost here, and gave it back. */
    'delivery-found-there': OfDelivery;
    /** The document was taken back before it left for this recipient. */
    'delivery-recalled': OfDelivery;
    /** A recipient is to be told that the document was taken back; then it has the message. */
    'recall-begun': OfDelivery;
    'recall-sent': OfDelivery;
    /** A recipient is asked for the document back (13); then it has the question. */
    'asking-back-begun': OfDelivery;
    'asking-back-sent': OfDelivery;
    /** A recipient is to be told what was corrected; then it has the message. */
    'update-begun': OfDelivery;
    'update-sent': OfDelivery;
    'receipt-recorded': OfDocument & {
      readonly deliveryId: string;
      readonly code: string;
      readonly receiptSha256: string;
    };
    'receipt-sent': (OfArrival | OfNotice) & {
      readonly messageId: string;
      readonly code: string;
      readonly receiptSha256: string;
    };
    /** The sender of the document has answered a receipt with its transport receipt. */
    'receipt-held': (OfArrival | OfNotice) & { readonly code: string };
    'receipt-signed-anew': (OfArrival | OfNotice) & { readonly code: string };
    /** A person lets it go without being sealed, though its recipient once had a key for that. */
    'receipt-put-in-clear': (OfArrival | OfNotice) & { readonly reason: string };
    'document-arrived': OfArrival & {
      readonly messageId: string;
      readonly senderCode: string;
      readonly envelopeSha256: string;
      /** The id of its packet on the national document axis, when that brought it: nobody signed it then. */
      readonly axisId?: string;
    };
    /** A packet of the axis was not taken in; the axis was told so. */
    'packet-refused': { readonly code: string; readonly axisId: string; readonly senderCode?: string };
    'status-sent': OfArrival & { readonly code: string; readonly packetSha256: string };
    /** What a recipient told over the axis of a document that it was sent; nobody signed it. */
    'status-told': OfDelivery & { readonly code: string; readonly packetSha256: string; readonly axisId: string };
    /** The axis has taken a status. */
    'status-held': OfArrival & { readonly code: string; readonly axisId: string };
    /** A message that only asked whether messages arrive. */
    'test-message-taken': { readonly messageId: string; readonly senderCode: string };
    /** The door refused a message; `times`: how often for the same reason since the entry before. */
    'message-refused': Refused & {
      readonly deploymentId?: string;
      readonly senderCode?: string;
      readonly messageId?: string;
    };
    /** The agency has signed a document that says what its system can do. */
    'capability-stated': { readonly serial: number; readonly documentSha256: string };
    /** A request at the door that no known deployment has signed rightly. */
    'attempt-refused': Refused;
    /** An administrator asked whether messages arrive at an agency; what came of it tells the next one. */
    'test-message-sent': { readonly messageId: string; readonly recipientCode: string };
    'test-message-answered': { readonly messageId: string; readonly recipientCode: string; readonly reason?: string };
    /** What the system had given up was left to be sent again, for so many agencies. */
    'sending-resumed': { readonly agencies: number };
    'arrival-verified': OfArrival & { readonly verdict: string };
    'arrival-not-verified': OfArrival & { readonly reason: string };
    'arrival-registered': OfArrival & OfDocument;
    /** Refused with the kind of reason (docs/exchange-protocol.md, section 8), which earlier releases did not say, and the clerk’s words. */
    'arrival-returned': OfArrival & { readonly reasonCode?: string; readonly reason: string };
    /** A sender takes back what it sent, corrects it, or asks for it; whether that is here is another event. */
    'notice-taken': OfNotice & { readonly messageId: string; readonly senderCode: string; readonly axisId?: string };
    /** What the sender takes back has not come within the life of a message. */
    'notice-unknown': OfNotice;
    'arrival-recalled': OfArrival & { readonly reason: string };
    /** Its sender has corrected what it said of it; `sequence`: which of its corrections. */
    'arrival-updated': OfArrival & { readonly sequence: number; readonly reason: string };
    /** Its sender asks for it back (13), and somebody agreed (15) or did not (16). */
    'arrival-asked-back': OfArrival & { readonly reason: string };
    'arrival-given-back': OfArrival;
    'arrival-kept': OfArrival & { readonly reason: string };
    'arrival-viewed': OfArrival;
    'arrival-downloaded': OfArrival & { readonly fileId: string };
    /** Recipients were named together; who is in a group stands in it, the log says how many. */
    'recipient-group-created': OfGroup & { readonly recipients: number };
    'recipient-group-changed': OfGroup & {
      readonly renamed: boolean;
      readonly added: number;
      readonly removed: number;
    };
    'recipient-group-ended': OfGroup;
    'directory-key-pinned': { readonly keySha256: string; readonly insteadOf?: string };
    /** A list of all agencies was taken in: how many it added, changed and dropped, and of how many something waits. */
    'directory-imported': {
      readonly serial: number;
      readonly listSha256: string;
      readonly added: number;
      readonly changed: number;
      readonly gone: number;
      readonly waiting: number;
    };
    /** Acts were lost here: other deployments are asked to offer again what they have sent since. */
    'partners-asked-again': { readonly since: string; readonly asked: number; readonly unreachable: number };
    /** Another deployment has lost what was sent to it since. */
    'asked-to-send-again': { readonly deploymentId: string; readonly since: string };
    'messages-offered-again': { readonly deploymentId: string; readonly messages: number; readonly refused: number };
    /** Two signed heads of a log of another deployment cannot both be true; somebody found out why. */
    'log-contradicted': { readonly code: string; readonly epoch: number; readonly size: number };
    'log-contradiction-noted': { readonly code: string; readonly size: number; readonly reason: string };
    'directory-entry-confirmed': { readonly code: string; readonly serial: number };
    /** An envelope, a receipt, or the signature over one. */
    'evidence-downloaded': OfDocument & { readonly deliveryId: string; readonly fileSha256: string };
    /** A container of evidence was made and given out; its hash tells it from every other. */
    'delivery-evidence-downloaded': OfDelivery & { readonly fileSha256: string };
    'arrival-evidence-downloaded': OfArrival & { readonly fileSha256: string };
  }
}
