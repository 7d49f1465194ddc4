import type { Row } from '../../platform/database/store.ts';
import type { DocumentFile, Verdict } from '../../registry/documents/document-file.ts';
import type { WayBack } from '../../registry/incoming/way-back.ts';
import type { KeptPacket } from '../axis/packets.ts';
import type { PacketSignature } from '../axis/read-edxml.ts';
import type { DocumentMessage } from '../messages/message.ts';
import type { ReceiptCode, RefusalReason } from '../messages/receipt.ts';
import type { KeptTransportReceipt } from '../messages/transport-receipt.ts';
import type { Travelled } from '../messages/travelled.ts';
import type { ArrivalUpdate } from './carried-document.ts';

/**
 * A receipt this agency has given; kept so that a repeated message gets the original again, byte for byte (docs/exchange-protocol.md §8). It is a row
 * of its own: an arrival changes only when its verdict comes and when the clerk decides.
 */
export interface GivenReceipt extends Row {
  readonly agencyId: string;
  /** The arrival that it is about, with its place among all receipts for it, in the order of the acts. */
  readonly arrivalId?: string;
  readonly sequence?: number;
  /** Or the notice that it answers; one is given for each. */
  readonly noticeId?: string;
  readonly code: ReceiptCode;
  readonly sha256: string;
  readonly signatureSha256: string;
  readonly at: Date;
  /** What the sender of the document answered, once it held the receipt. */
  readonly transportReceipt?: KeptTransportReceipt;
}

/** What is known of a packet of the axis. */
export interface OfAxis {
  readonly docId: string;
  /** The sender's code as the packet has it. */
  readonly senderId: string;
  readonly signature: PacketSignature;
  /** Names of files that came without any content. */
  readonly emptyFiles: readonly string[];
}

/** A status that was told to the axis for an arrival: unsigned, unlike a receipt. */
export interface GivenStatus extends Row {
  readonly agencyId: string;
  readonly arrivalId: string;
  /** Its place among all that was told of this arrival, in the order of the acts. */
  readonly sequence: number;
  readonly code: ReceiptCode;
  readonly packet: KeptPacket;
  readonly at: Date;
  /** The id that the axis gave it, once it had it. */
  readonly docId?: string;
}

/** When this house first saw a signature of a message that was good then; its id is the SHA-256 of the signature. */
export interface FirstSight extends Row {
  readonly at: Date;
  /** SHA-256 of the certificate by which the directory let it count then; none of an agency hosted here. */
  readonly signer?: string;
}

/** A sender asks for a document back — *yêu cầu lấy lại* (13) –, and what was answered (15 or 16) once it is not open any more. */
export interface AskedBack {
  readonly open: boolean;
  readonly at: Date;
  readonly reason: string;
  /** Who asks, there. */
  readonly by: string;
  readonly answer?: {
    readonly code: '15' | '16';
    readonly at: Date;
    /** Nobody where the system answered what there was only one answer to. */
    readonly by: string | null;
    readonly reason: string | null;
  };
}

/** What came through the exchange and waits for the clerk — *văn bản đến chờ đăng ký*; it belongs to the receiving agency. */
export interface Arrival extends Row {
  readonly agencyId: string;
  /** The sender’s row here; none where another deployment hosts it. */
  readonly senderAgencyId?: string;
  readonly senderCode: string;
  readonly senderName: string;
  readonly messageId: string;
  readonly envelopeSha256: string;
  /** None over the axis, where no sender signs its packets. */
  readonly envelopeSignatureSha256?: string;
  readonly envelope: DocumentMessage;
  /** How it came, when the national document axis brought it; the envelope is then what its packet says, in our form. */
  readonly axis?: OfAxis;
  /** Whether it came sealed from another deployment, or in clear; what came otherwise does not say. */
  readonly travelled?: Travelled;
  /** Our own documents that it answers, as its links say. */
  readonly answers?: readonly string[];
  readonly files: readonly DocumentFile[];
  /** *Recalled* is what its sender had back before anybody decided. */
  readonly state: 'arrived' | 'registered' | 'returned' | 'recalled';
  readonly arrivedAt: Date;
  readonly verdict: Verdict;
  /** The number of the last receipt that its acts have asked for. */
  readonly announced: number;
  /** What that receipt says. */
  readonly told?: ReceiptCode;
  /** The verification report as JSON text, kept with the document: certificates end, and what was found on arrival has to be shown later too. */
  readonly report?: string;
  readonly documentId?: string;
  readonly arrivalNumber?: number;
  readonly returnReason?: string;
  readonly returnReasonCode?: RefusalReason;
  /** What its sender has corrected since it was sent, by rising sequence. */
  readonly updates?: readonly ArrivalUpdate[];
  /** Its sender has it back: when this took effect here, why, and who decided or asked for it there; *recalled* where no way is named. */
  readonly recalled?: { readonly way?: WayBack; readonly at: Date; readonly reason: string; readonly by: string };
  /** The arrival in whose place it stands, and the one that stands in its own. */
  readonly replaces?: string;
  readonly replacedBy?: string;
  /** Its sender asks, or asked last, for it back. */
  readonly askedBack?: AskedBack;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
}
