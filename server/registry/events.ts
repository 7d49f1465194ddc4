import type { OfDocument } from '../audit/event.ts';

interface WithReason extends OfDocument {
  readonly reason: string;
}

/** A number of a register, and the document that has it. */
interface OfNumber extends OfDocument {
  readonly registerId: string;
  readonly number: number;
}

interface OfAnswer extends OfDocument {
  readonly answerId: string;
  readonly answer: string;
}

interface Looked extends OfDocument {
  readonly fileId?: string;
}

declare module '../audit/event.ts' {
  interface AuditEvents {
    'register-opened': {
      readonly registerId: string;
      readonly kind: string;
      readonly year: number;
      readonly title?: string;
    };
    /** It begins with this number, above those that were given elsewhere. */
    'register-begun': {
      readonly registerId: string;
      readonly kind: string;
      readonly year: number;
      readonly begins: number;
      readonly reason: string;
    };
    'register-closed': {
      readonly registerId: string;
      readonly year: number;
      readonly count: number;
      readonly last: number | null;
      readonly voided: readonly number[];
    };
    'register-imported': {
      readonly registerId: string;
      readonly year: number;
      readonly entries: number;
      readonly first: number;
      readonly last: number;
    };
    'register-printed': {
      readonly registerId: string;
      readonly kind: string;
      /** Where it was not the register itself: how its documents are handled, or to whom they were handed. */
      readonly form?: string;
      readonly year: number;
      readonly first: number;
      readonly last: number;
    };
    'register-downloaded': AuditEvents['register-printed'] & { readonly format: string };
    'numbers-confirmed': {
      readonly year: number;
      /** Of each register the last number here, and the one it goes on above. */
      readonly registers: readonly { readonly registerId: string; readonly from: number; readonly to: number }[];
      readonly reason: string;
    };
    'document-registered': OfNumber & { readonly fileSha256: readonly string[] };
    /** A further copy of a registered document was laid beside it: a scan of the paper that came later. */
    'copy-attached': OfDocument & { readonly fileSha256: readonly string[] };
    /** Of a registered document one field was corrected; both texts as people read them, empty where nothing stood. */
    'document-corrected': WithReason & { readonly field: string; readonly before: string; readonly after: string };
    /** An outgoing document answers this one; `answer` is its number and symbol. */
    'document-answered': OfAnswer;
    'answer-refused': OfAnswer & WithReason;
    'answer-accepted': OfAnswer;
    /** Of an outgoing document that answered this one: its own agency took it back. */
    'answer-recalled': OfAnswer;
    /** An issued document ended since another one, of this number and symbol, was issued in its place. */
    'document-replaced': WithReason & { readonly replacementId: string; readonly replacement: string };
    /** An incoming document was taken back by the agency that sent it. */
    'incoming-recalled': WithReason;
    /** Or corrected by it; what follows from that is told field by field. */
    'incoming-updated': WithReason;
    /** Somebody who acted on it said that they know. */
    'recall-noted': OfDocument;
    'update-noted': OfDocument;
    'document-verified': OfDocument & {
      readonly verdict: string;
      /** Why it was registered all the same. */
      readonly reason?: string;
    };
    'document-not-verified': WithReason;
    'document-viewed': Looked;
    'document-downloaded': Looked;
    'draft-created': OfDocument;
    'draft-changed': OfDocument;
    'draft-deleted': OfDocument;
    'draft-submitted': OfDocument;
    'draft-withdrawn': OfDocument;
    'draft-returned': WithReason;
    'draft-not-prepared': WithReason;
    'draft-handed-over': WithReason & { readonly toPositionId: string };
    'draft-prepared': OfDocument & { readonly fileSha256: string };
    'document-signed': OfDocument & { readonly fileSha256: string; readonly certificateSha256: string };
    'document-numbered': OfNumber & { readonly notation: string };
    'void-requested': OfNumber & WithReason;
    'void-refused': OfNumber & WithReason;
    'number-voided': OfNumber & WithReason & { readonly requestedBy: string };
    'document-sealed': OfDocument & { readonly fileSha256: string; readonly certificateSha256: string };
    'seal-failed': WithReason;
    /** An issued document was sent to so many further recipients. */
    'recipients-added': OfDocument & { readonly recipients: number; readonly reason?: string };
    /** Those who hold positions in these units may read it from then on. */
    'document-handed-to-units': OfDocument & { readonly unitIds: readonly string[]; readonly readers: number };
    'recall-requested': WithReason;
    'recall-refused': WithReason;
    'document-recalled': WithReason & { readonly requestedBy: string };
    'document-issued': OfDocument & {
      readonly fileSha256: string;
      readonly recipients: number;
      /** Numbers and symbols of the incoming documents that it answers. */
      readonly answers?: string;
    };
  }
}
