import { Schema } from 'mongoose';
import { agencies } from '../../identity/store.ts';
import { defineStore, rowsOf } from '../../platform/database/store.ts';
import type { Way } from '../../platform/state/state-file.ts';
import type { AgencyCertificate } from './agency-certificate.ts';
import type { SeenCertificate } from './seen-certificate.ts';
import type { TrustedCertificate } from './trusted-certificate.ts';

const { Mixed } = Schema.Types;

export const agencyCertificates = defineStore<AgencyCertificate>(
  'agencyCertificates',
  {
    agencyId: String,
    purpose: String,
    certificate: String,
    sha256: String,
    from: Date,
    until: Date,
    revokedAt: Date,
    revocation: Mixed,
    pending: Boolean,
    confirmedBy: Mixed,
  },
  [
    { keys: { agencyId: 1, purpose: 1 } },
    { keys: { revokedAt: 1 }, options: { sparse: true } },
    // Of an earlier release one may be enrolled twice; once one of the two is revoked, the other stands.
    { keys: { sha256: 1, revokedAt: 1 }, options: { unique: true } },
  ],
  { sealed: true, wayOutOfDoubled: revokeAllButOne },
);

/** Whose signature it is would be open: an operator says for whom it does not count. */
async function revokeAllButOne(rows: readonly AgencyCertificate[]): Promise<Way> {
  const offices = await rowsOf(agencies)
    .find({ _id: { $in: rows.map(({ agencyId }) => agencyId) } })
    .toArray();
  const commands = rows.map(({ agencyId, purpose, sha256 }) => {
    const code = offices.find(({ _id }) => _id === agencyId)?.code ?? agencyId;
    return `"vanban agency revoke --agency ${code} --purpose ${purpose} --certificate ${sha256.slice(0, 16)} --reason …"`;
  });
  return {
    vietnamese: `thu hồi ở nơi chứng thư không thuộc về bằng một trong ${commands.join(', ')}, rồi khởi động lại`,
    english: `revoke it where it does not belong by one of ${commands.join(', ')}, and start again`,
  };
}

export const seenCertificates = defineStore<SeenCertificate>(
  'seenCertificates',
  { agencyId: String, personId: String, sha256: String, until: Date },
  [{ keys: { agencyId: 1, personId: 1 }, options: { unique: true } }],
  { evidence: false },
);

export const trustedCertificates = defineStore<TrustedCertificate>(
  'trustedCertificates',
  {
    kind: String,
    certificate: String,
    sha256: String,
    subject: String,
    addedAt: Date,
    withdrawn: Mixed,
    withdrawalAsked: Mixed,
  },
  [{ keys: { sha256: 1 }, options: { unique: true } }],
  { sealed: true },
);
