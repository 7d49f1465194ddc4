import { Schema } from 'mongoose';
import { defineStore, type Row } from '../../platform/database/store.ts';

/**
 * A token of time (RFC 3161) over the heads that logs had in one minute: whatever stood in them by then did so by the word of an authority outside. The
 * token proves itself.
 */
export interface HeadStamp extends Row {
  readonly at: Date;
  /** Exactly what was stamped (`head-stamp.ts`). */
  readonly text: string;
  /** DER in base64. */
  readonly token: string;
  readonly heads: readonly StampedHead[];
}

export interface StampedHead {
  readonly log: string;
  readonly epoch: number;
  readonly size: number;
}

export const headStamps = defineStore<HeadStamp>(
  'headStamps',
  { at: Date, text: String, token: String, heads: [Schema.Types.Mixed] },
  [{ keys: { at: 1 } }, { keys: { 'heads.log': 1, 'heads.size': 1 } }],
  { evidence: false },
);
