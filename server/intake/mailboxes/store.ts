import { Schema } from 'mongoose';
import { defineStore } from '../../platform/database/store.ts';
import type { Mailbox, MailboxProgress } from './mailbox.ts';

const { Mixed } = Schema.Types;

export const mailboxes = defineStore<Mailbox>(
  'mailboxes',
  {
    agencyId: String,
    address: String,
    host: String,
    port: Number,
    security: String,
    username: String,
    sealedPassword: String,
    folder: String,
    after: String,
    moveTo: String,
    active: Boolean,
  },
  [{ keys: { agencyId: 1 }, options: { unique: true } }],
  { secrets: ['sealedPassword'], title: ({ address }) => ({ words: `Hộp thư ${address}` }) },
);

export const mailboxProgress = defineStore<MailboxProgress>(
  'mailboxProgress',
  {
    agencyId: String,
    mailboxId: String,
    uidValidity: String,
    lastUid: Number,
    lookedAt: Date,
    fault: Mixed,
    taken: Number,
    notTaken: [Mixed],
  },
  [{ keys: { agencyId: 1, mailboxId: 1 }, options: { unique: true } }],
  { evidence: false },
);
