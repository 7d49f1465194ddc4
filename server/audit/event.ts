/** Events of legal effect or of interest, in the past tense, with ids and reasons, never whole documents. */
export type AuditEvent =
  | { readonly type: 'demo-seeded' }
  | {
      readonly type: 'history-contradicted';
      readonly ofAgencyId: string;
      readonly size: number;
      readonly epoch: number;
    }
  /** Storage, keys folder or database was put back and is one of this deployment again. */
  | { readonly type: 'place-joined'; readonly place: string; readonly reason: string }
  /** A person said that the clock is right, while it was in doubt by what it was compared with. */
  | {
      readonly type: 'clock-confirmed';
      readonly reason: string;
      readonly comparedWith?: string;
      readonly byMinutes?: number;
    }
  | { readonly type: 'stored-files-restored'; readonly count: number }
  | { readonly type: 'log-restored'; readonly epoch: number; readonly reason: string }
  /** Acts are gone: no number is given until each agency has confirmed its last ones. */
  | { readonly type: 'past-lost'; readonly how: string; readonly reason?: string }
  | {
      readonly type: 'numbers-confirmed';
      readonly year: number;
      /** Of each register the last number here, and the one it goes on above. */
      readonly registers: readonly { readonly registerId: string; readonly from: number; readonly to: number }[];
      readonly reason: string;
    }
  /** The system gave up on work for later, which waits for a person. */
  | ({
      readonly type: 'work-given-up' | 'work-retried';
      readonly work: string;
      readonly reason?: string;
    } & Partial<OfDocument & OfArrival>)
  /** A row that decides who may do what was met without the seal of the ledger: somebody changed it. */
  | { readonly type: 'row-not-believed'; readonly store: string; readonly rowId: string }
  | {
      readonly type: 'log-key-renewed';
      readonly key: 'ledger' | 'heads';
      readonly lost: boolean;
      readonly reason: string;
    }
  /** The system kept its own books: rows changed, nothing that a person did. */
  | { readonly type: 'rows-changed' }
  | { readonly type: 'agency-created'; readonly subjectAgencyId: string; readonly code: string }
  | { readonly type: 'unit-created'; readonly unitId: string }
  | { readonly type: 'person-created'; readonly subjectPersonId: string }
  | {
      readonly type: 'person-disabled' | 'person-enabled' | 'password-reset';
      readonly subjectPersonId: string;
      readonly reason: string;
    }
  | { readonly type: 'password-changed' | 'signature-image-set' | 'signed-in' | 'signed-out' | 'signed-out-everywhere' }
  | { readonly type: 'sign-in-refused'; readonly usernameHash: string }
  | {
      readonly type: 'position-created' | 'position-confirmed' | 'position-ended';
      readonly subjectPositionId: string;
      readonly subjectPersonId: string;
      readonly roles: readonly string[];
    }
  | { readonly type: 'position-chosen' }
  | { readonly type: 'seal-image-set'; readonly imageSha256: string }
  | {
      readonly type: 'certificate-enrolled' | 'certificate-confirmed';
      readonly purpose: string;
      readonly certificateSha256: string;
    }
  | {
      readonly type: 'certificate-revoked';
      readonly purpose: string;
      readonly certificateSha256: string;
      /** From when it counts no more. */
      readonly since: string;
      readonly reason: string;
    }
  | {
      readonly type: 'trust-withdrawal-asked' | 'trust-withdrawn';
      readonly kind: string;
      readonly certificateSha256: string;
      readonly since: string;
      readonly reason: string;
    }
  | { readonly type: 'certificate-trusted'; readonly kind: string; readonly certificateSha256: string }
  | {
      readonly type: 'register-opened';
      readonly registerId: string;
      readonly kind: string;
      readonly year: number;
      readonly title?: string;
    }
  | {
      readonly type: 'register-closed';
      readonly registerId: string;
      readonly year: number;
      readonly count: number;
      readonly last: number | null;
      readonly voided: readonly number[];
    }
  | {
      readonly type: 'register-imported';
      readonly registerId: string;
      readonly year: number;
      readonly entries: number;
      readonly first: number;
      readonly last: number;
    }
  | ({
      readonly type: 'document-registered';
      readonly registerId: string;
      readonly number: number;
      readonly fileSha256: readonly string[];
    } & OfDocument)
  | ({
      readonly type: 'document-verified';
      readonly verdict: string;
      /** Why it was registered all the same. */
      readonly reason?: string;
    } & OfDocument)
  | ({ readonly type: 'document-not-verified'; readonly reason: string } & OfDocument)
  | ({ readonly type: 'document-viewed' | 'document-downloaded'; readonly fileId?: string } & OfDocument)
  | ({ readonly type: 'draft-created' | 'draft-changed' | 'draft-submitted' | 'draft-withdrawn' } & OfDocument)
  | ({ readonly type: 'draft-returned' | 'draft-not-prepared'; readonly reason: string } & OfDocument)
  | ({ readonly type: 'draft-handed-over'; readonly toPositionId: string; readonly reason: string } & OfDocument)
  | ({ readonly type: 'draft-prepared'; readonly fileSha256: string } & OfDocument)
  | ({
      readonly type: 'signature-begun';
      readonly versionSha256: string;
      /** What the file holds beside what it shows, which the signer has seen. */
      readonly seen?: readonly string[];
      /** SHA-256 of the files beside it, attachments and the letter it answers, by whether the signer has opened them. */
      readonly opened?: readonly string[];
      readonly unopened?: readonly string[];
    } & OfDocument)
  | ({ readonly type: 'document-signed'; readonly fileSha256: string; readonly certificateSha256: string } & OfDocument)
  | ({
      readonly type: 'document-numbered';
      readonly registerId: string;
      readonly number: number;
      readonly notation: string;
    } & OfDocument)
  | ({
      readonly type: 'void-requested' | 'void-refused';
      readonly registerId: string;
      readonly number: number;
      readonly reason: string;
    } & OfDocument)
  | ({
      readonly type: 'number-voided';
      readonly registerId: string;
      readonly number: number;
      readonly reason: string;
      readonly requestedBy: string;
    } & OfDocument)
  | ({ readonly type: 'document-sealed'; readonly fileSha256: string; readonly certificateSha256: string } & OfDocument)
  | ({ readonly type: 'seal-failed'; readonly reason: string } & OfDocument)
  | ({ readonly type: 'document-issued'; readonly fileSha256: string; readonly recipients: number } & OfDocument)
  | ({ readonly type: 'document-presented'; readonly leaderPositionId: string } & OfDocument)
  | ({ readonly type: 'directive-given'; readonly directiveId: string; readonly mainPositionId: string } & OfDocument)
  | ({ readonly type: 'assignment-started' | 'assignment-done'; readonly assignmentId: string } & OfDocument)
  | ({ readonly type: 'document-handled' } & OfDocument)
  | ({
      readonly type:
        | 'delivery-created'
        | 'delivery-sent'
        | 'delivery-failed'
        | 'delivery-stuck'
        | 'delivery-retried'
        | 'delivery-signed-anew'
        | 'delivery-made-anew';
      readonly deliveryId: string;
      readonly reason?: string;
    } & OfDocument)
  | ({
      readonly type: 'receipt-recorded';
      readonly deliveryId: string;
      readonly code: string;
      readonly receiptSha256: string;
    } & OfDocument)
  | ({
      readonly type: 'receipt-sent';
      readonly messageId: string;
      readonly code: string;
      readonly receiptSha256: string;
    } & OfArrival)
  | ({ readonly type: 'receipt-signed-anew'; readonly code: string } & OfArrival)
  | ({
      readonly type: 'document-arrived';
      readonly messageId: string;
      readonly senderAgencyId: string;
      readonly envelopeSha256: string;
    } & OfArrival)
  | ({ readonly type: 'arrival-verified'; readonly verdict: string } & OfArrival)
  | ({ readonly type: 'arrival-not-verified'; readonly reason: string } & OfArrival)
  | ({ readonly type: 'arrival-registered'; readonly documentId: string } & OfArrival)
  | ({ readonly type: 'arrival-returned'; readonly reason: string } & OfArrival)
  | ({ readonly type: 'arrival-viewed' } & OfArrival)
  | ({ readonly type: 'arrival-downloaded'; readonly fileId: string } & OfArrival)
  /** An envelope, a receipt, or the signature over one. */
  | ({ readonly type: 'evidence-downloaded'; readonly deliveryId: string; readonly fileSha256: string } & OfDocument)
  /** `times`: how often the same was refused again within the minute. */
  | { readonly type: 'refused'; readonly code: string; readonly endpoint: string; readonly times?: number };

interface OfDocument {
  readonly documentId: string;
}

interface OfArrival {
  readonly arrivalId: string;
}
