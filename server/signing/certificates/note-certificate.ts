import { createHash, X509Certificate } from 'node:crypto';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { seenCertificates } from './store.ts';

/** Keeps, in the act of signing, with which certificate the actor signed; the one of an earlier signature gives way. */
export async function noteCertificate(tx: Transaction, certificate: Uint8Array): Promise<void> {
  const { agencyId, personId } = tx.actor;
  const sha256 = createHash('sha256').update(certificate).digest('hex');
  const known = await tx.find(seenCertificates, { agencyId, personId });
  if (known?.sha256 === sha256) return;
  const seen = { sha256, until: new Date(new X509Certificate(certificate).validTo) };
  if (known) tx.change(seenCertificates, known, seen);
  else tx.insert(seenCertificates, { agencyId, personId, ...seen });
}
