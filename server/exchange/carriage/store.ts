import { Schema } from 'mongoose';
import { defineStore, type Row } from '../../platform/database/store.ts';
import type { PartnerLine } from './partner-line.ts';
import type { WaitingMessage } from './waiting-message.ts';

const { Mixed } = Schema.Types;

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
  /** Whether a message was ever sealed for it: then none goes to it in clear any more. */
  readonly sealedFor?: boolean;
}

export const heldCapabilities = defineStore<HeldCapability>(
  'heldCapabilities',
  { text: String, askedAt: Date, sealedFor: Boolean },
  [],
  {
    evidence: false,
  },
);

/** A message lives seven days, and two more are for clocks and for those who were away (docs/exchange-protocol.md, section 5). */
const WAITING_KEPT_SECONDS = 9 * 24 * 3600;

export const waitingMessages = defineStore<WaitingMessage>(
  'waitingMessages',
  {
    senderCode: String,
    messageId: String,
    recipientCode: String,
    content: String,
    signature: String,
    files: [Mixed],
    urgent: Boolean,
    inClear: Boolean,
    at: Date,
    answer: Mixed,
  },
  [
    { keys: { senderCode: 1, messageId: 1 }, options: { unique: true } },
    { keys: { recipientCode: 1, _id: 1 } },
    { keys: { at: 1 }, options: { expireAfterSeconds: WAITING_KEPT_SECONDS } },
  ],
  { evidence: false },
);
