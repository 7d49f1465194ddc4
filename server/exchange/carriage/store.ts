import { defineStore, type Row } from '../../platform/database/store.ts';
import type { PartnerLine } from './partner-line.ts';

export const partnerLines = defineStore<PartnerLine>(
  'partnerLines',
  {
    failures: Number,
    failingSince: Date,
    restsUntil: Date,
    probing: Boolean,
    answeredAt: Date,
    lastError: String,
  },
  [],
  { evidence: false },
);

/** What an agency of another deployment said last of what its system can do; its id is its code. */
export interface HeldCapability extends Row {
  /** The exact text, whose signature was checked; none while nothing was learned. */
  readonly text?: string;
  readonly askedAt: Date;
}

export const heldCapabilities = defineStore<HeldCapability>('heldCapabilities', { text: String, askedAt: Date }, [], {
  evidence: false,
});
