import { defineStore, type Row } from '../platform/store.ts';
import type { AuditEvent } from './event.ts';

/** One entry of an agency's log — *nhật ký*: appended once, never changed. */
export interface AuditEntry extends Row {
  readonly agencyId: string;
  /** Place in the agency's log, from 0, without gaps. */
  readonly sequence: number;
  readonly type: AuditEvent['type'];
  readonly at: Date;
  readonly personId: string;
  readonly positionId: string;
  /** Name and title as they were at the time of the act. */
  readonly name: string;
  readonly title: string | null;
  readonly documentId?: string;
  readonly arrivalId?: string;
  readonly requestId?: string;
  readonly event: AuditEvent;
  /** The leaf of the agency’s Merkle tree, as it was hashed; the other fields only repeat it for people and queries. */
  readonly leaf: string;
  /** Random, 32 hexadecimal digits: what the digests in the leaf were made with. */
  readonly salt: string;
}

/** How far an agency's log reaches; the id is that of the agency, or `deployment`. */
export interface LogHead extends Row {
  readonly size: number;
  /** Time of the last entry: no later act of the agency is dated before it. */
  readonly time: Date;
  /** Root of the Merkle tree of all leaves, base64. */
  readonly root: string;
  /** Roots of the perfect subtrees that the leaves make up, from the left, base64: enough to go on from. */
  readonly frontier: readonly string[];
}

/** The log of acts that belong to no agency but to the deployment itself (DESIGN D6). */
export const DEPLOYMENT = 'deployment';

export const auditEntries = defineStore<AuditEntry>(
  'auditEvents',
  {
    agencyId: String,
    sequence: Number,
    type: { type: String },
    at: Date,
    personId: String,
    positionId: String,
    name: String,
    title: String,
    documentId: String,
    arrivalId: String,
    requestId: String,
    event: Object,
    leaf: String,
    salt: String,
  },
  [
    { keys: { agencyId: 1, sequence: 1 }, options: { unique: true } },
    { keys: { agencyId: 1, type: 1, sequence: 1 } },
    {
      keys: { agencyId: 1, documentId: 1, sequence: 1 },
      options: { partialFilterExpression: { documentId: { $exists: true } } },
    },
    {
      keys: { agencyId: 1, arrivalId: 1, sequence: 1 },
      options: { partialFilterExpression: { arrivalId: { $exists: true } } },
    },
  ],
  { evidence: false },
);

export const logHeads = defineStore<LogHead>(
  'logHeads',
  { size: Number, time: Date, root: String, frontier: [String] },
  [],
  { evidence: false },
);
