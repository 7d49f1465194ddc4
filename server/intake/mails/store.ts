import { Schema } from 'mongoose';
import { dayInVietnam } from '../../platform/calendar.ts';
import { defineStore } from '../../platform/database/store.ts';
import type { Mail } from './mail.ts';

const { Mixed } = Schema.Types;

export const mails = defineStore<Mail>(
  'mails',
  {
    agencyId: String,
    contentDigest: String,
    from: Mixed,
    to: [Mixed],
    subject: String,
    sentAt: Date,
    arrivedAt: Date,
    text: String,
    isCut: Boolean,
    smime: String,
    original: Mixed,
    parts: [Mixed],
    state: String,
    documentId: String,
    refusedFor: String,
    refusal: String,
    decided: Mixed,
  },
  [
    { keys: { agencyId: 1, contentDigest: 1 }, options: { unique: true } },
    { keys: { agencyId: 1, arrivedAt: -1, _id: -1 } },
    { keys: { agencyId: 1, state: 1, arrivedAt: -1, _id: -1 } },
    { keys: { 'parts.sha256': 1 } },
  ],
  { title: ({ arrivedAt }) => ({ words: `Thư điện tử ngày ${dayInVietnam(arrivedAt)}` }) },
);
