import { defineStore } from '../platform/store.ts';
import type { AgencyCertificate } from './agency-certificate.ts';
import type { SignatureSession } from './signature-session.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';

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

export const agencyCertificates = defineStore<AgencyCertificate>(
  'agencyCertificates',
  { agencyId: String, purpose: String, certificate: String, sha256: String, from: Date, until: Date, revokedAt: Date },
  [{ keys: { agencyId: 1, purpose: 1, sha256: 1 }, options: { unique: true } }],
);

export const trustedCertificates = defineStore<TrustedCertificate>(
  'trustedCertificates',
  { kind: String, certificate: String, sha256: String, subject: String, addedAt: Date },
  [{ keys: { sha256: 1 }, options: { unique: true } }],
);
