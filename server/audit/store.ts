import { Schema } from 'mongoose';
import { defineStore, type Row } from '../platform/database/store.ts';
import type { LostPast } from './checks/lost-past.ts';
import type { AuditEvent } from './event.ts';
import type { SignedTreeHead } from './tree/tree-head.ts';

const { Mixed } = Schema.Types;

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
  /** The mark of the ledger on the leaf (`ledger-key.ts`); entries of releases before it have none. */
  readonly mac?: string;
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

/** The log of acts that belong to no agency but to the deployment itself, such as making agencies. */
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
    mac: String,
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

/** 256 hashes of one level of a log’s tree, side by side in base64: spares proofs the way down to the leaves. */
export interface LogTile extends Row {
  readonly log: string;
  readonly level: number;
  readonly index: number;
  readonly hashes: string;
}

export const logTiles = defineStore<LogTile>(
  'logTiles',
  { log: String, level: Number, index: Number, hashes: String },
  [{ keys: { log: 1, level: 1, index: 1 }, options: { unique: true } }],
  { evidence: false },
);

/** A head that was signed: kept for good, since others may hold it. */
export interface SignedHead extends Row, SignedTreeHead {
  readonly log: string;
  readonly epoch: number;
  readonly size: number;
  readonly signedAt: Date;
}

export const signedHeads = defineStore<SignedHead>(
  'signedHeads',
  { log: String, epoch: Number, size: Number, text: String, signature: String, publicKey: String, signedAt: Date },
  [{ keys: { log: 1, epoch: 1, size: 1 }, options: { unique: true } }],
  { evidence: false },
);

/** What an agency holds of another’s log, one row a day: the newest head that came with a message of its (*bằng chứng chéo*). */
export interface HeldHead extends Row, SignedTreeHead {
  readonly agencyId: string;
  readonly ofAgencyId: string;
  readonly ofName: string;
  readonly day: string;
  readonly log: string;
  readonly epoch: number;
  readonly size: number;
  readonly root: string;
  readonly heldSince: Date;
  /** Whether the log was found to begin otherwise, or to say two things of one size; that stays so. */
  readonly contradicted: boolean;
  /** The other head of the same log that it cannot stand beside, where that was held: both together prove it. */
  readonly contradicts?: SignedTreeHead;
}

export const heldHeads = defineStore<HeldHead>(
  'heldHeads',
  {
    agencyId: String,
    ofAgencyId: String,
    ofName: String,
    day: String,
    log: String,
    epoch: Number,
    size: Number,
    root: String,
    text: String,
    signature: String,
    publicKey: String,
    heldSince: Date,
    contradicted: Boolean,
    contradicts: Mixed,
  },
  [{ keys: { agencyId: 1, ofAgencyId: 1, day: 1 }, options: { unique: true } }, { keys: { day: 1 } }],
);

/** That a held head was found to agree with its log, by the id of its row: a finding, no evidence. */
export interface HeadCheck extends Row {
  readonly size: number;
  readonly checkedAt: Date;
}

export const headChecks = defineStore<HeadCheck>('headChecks', { size: Number, checkedAt: Date }, [], {
  evidence: false,
});

/** Which head of an agency’s own log another agency has confirmed to hold, by a signed receipt for the envelope that brought it. */
export interface Witness extends Row {
  readonly agencyId: string;
  readonly byAgencyId: string;
  readonly byName: string;
  readonly epoch: number;
  readonly size: number;
  readonly root: string;
  readonly receiptSha256: string;
  readonly at: Date;
}

export const witnesses = defineStore<Witness>(
  'witnesses',
  {
    agencyId: String,
    byAgencyId: String,
    byName: String,
    epoch: Number,
    size: Number,
    root: String,
    receiptSha256: String,
    at: Date,
  },
  [{ keys: { agencyId: 1, byAgencyId: 1 }, options: { unique: true } }],
  { title: ({ byName }) => ({ words: `biên nhận mà ${byName} làm chứng cho nhật ký` }) },
);

/** The last full look at a log, and what it found. */
export interface LogCheck extends Row {
  readonly log: string;
  readonly checkedAt: Date;
  readonly size: number;
  /** In words of the verifier; null when the log is whole. */
  readonly fault: string | null;
}

export const logChecks = defineStore<LogCheck>(
  'logChecks',
  { log: String, checkedAt: Date, size: Number, fault: String },
  [],
  { evidence: false },
);

export const logHeads = defineStore<LogHead>(
  'logHeads',
  { size: Number, time: Date, root: String, frontier: [String] },
  [],
  { evidence: false },
);

export const lostPasts = defineStore<LostPast>('lostPasts', { since: Date, how: String, unrecorded: Boolean }, [], {
  title: () => ({ words: 'ghi nhận đã mất một phần quá khứ, chưa cấp số' }),
});
