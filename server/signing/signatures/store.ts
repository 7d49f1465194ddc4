import { defineStore } from '../../platform/database/store.ts';
import type { SignatureSession } from './signature-session.ts';

export const signatureSessions = defineStore<SignatureSession>(
  'signatureSessions',
  {
    agencyId: String,
    documentId: String,
    positionId: String,
    shownSha256: String,
    baseSha256: String,
    incrementSha256: String,
    begun: String,
    state: String,
    expiresAt: Date,
  },
  [{ keys: { agencyId: 1, documentId: 1 } }],
  { evidence: false },
);
