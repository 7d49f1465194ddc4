import { defineStore } from '../../platform/database/store.ts';
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
