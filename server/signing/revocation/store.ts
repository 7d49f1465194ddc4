import { defineStore } from '../../platform/database/store.ts';
import type { RevocationAnswer } from './revocation-answer.ts';

/** What nobody has asked about for so long is forgotten. */
const ANSWERS_KEPT_SECONDS = 30 * 24 * 3600;

export const revocationAnswers = defineStore<RevocationAnswer>(
  'revocationAnswers',
  {
    kind: String,
    url: String,
    issuer: String,
    der: String,
    etag: String,
    lastModified: String,
    askedAt: Date,
    goodAt: Date,
    nextUpdate: Date,
    failure: String,
    failingSince: Date,
  },
  [{ keys: { askedAt: 1 }, options: { expireAfterSeconds: ANSWERS_KEPT_SECONDS } }],
  { evidence: false },
);
