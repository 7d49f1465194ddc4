/**
 * What can happen, of legal effect or of interest: in the past tense, with ids and reasons, never whole documents. Here stands what
 * happens to the log and the deployment itself; every capability adds its own in its `events.ts`, by `declare module`, so that the log
 * knows nobody above it and whoever has words for all of them still cannot forget one.
 */
export interface AuditEvents {
  'history-contradicted': { readonly ofAgencyId: string; readonly size: number; readonly epoch: number };
  /** Storage, keys folder or database was put back and is one of this deployment again. */
  'place-joined': { readonly place: string; readonly reason: string };
  /** A person said that the clock is right, while it was in doubt by what it was compared with. */
  'clock-confirmed': { readonly reason: string; readonly comparedWith?: string; readonly byMinutes?: number };
  'stored-files-restored': { readonly count: number };
  'log-restored': { readonly epoch: number; readonly reason: string };
  /** Acts are gone: no number is given until each agency has confirmed its last ones. */
  'past-lost': { readonly how: string; readonly reason?: string };
  /** The system gave up on work for later, which waits for a person. */
  'work-given-up': OfWork;
  'work-retried': OfWork;
  /** A person saw to work on which the system gave up: it is not tried again. */
  'work-closed': OfWork & { readonly reason: string };
  /** A row that decides who may do what was met without the seal of the ledger: somebody changed it. */
  'row-not-believed': { readonly store: string; readonly rowId: string };
  'log-key-renewed': { readonly key: 'ledger' | 'heads'; readonly lost: boolean; readonly reason: string };
  /** The system kept its own books: rows changed, nothing that a person did. */
  'rows-changed': Alone;
  /** `times`: how often the same was refused again within the minute. */
  refused: { readonly code: string; readonly endpoint: string; readonly times?: number };
}

/** One event, by its `type`. */
export type AuditEvent = { [T in keyof AuditEvents]: { readonly type: T } & AuditEvents[T] }[keyof AuditEvents];

/** Of an event that says all by its name. */
export type Alone = Readonly<Record<never, never>>;

/** Of an event about a document of the agency; its history finds it by this. */
export interface OfDocument {
  readonly documentId: string;
}

/** Of an event about what arrived from another agency. */
export interface OfArrival {
  readonly arrivalId: string;
}

interface OfWork extends Partial<OfDocument & OfArrival> {
  readonly work: string;
  readonly reason?: string;
}
