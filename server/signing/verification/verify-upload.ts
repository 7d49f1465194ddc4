import type { Actor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { uploads } from '../../platform/uploads/upload-store.ts';
import { readUpload, takeUpload } from '../../platform/uploads/uploads.ts';
import type { VerificationView } from '../contract.ts';
import { verificationView, verifyStored } from './verification-of.ts';

/**
 * What is to be said of the signatures of a file before it gets a number (NĐ 30/2020 Điều 21.2): a clerk who would return it must know
 * first. With the agency it comes from, that its seal is another's or missing is said as well. The verdict is kept with the upload, so that
 * registering it as that agency's takes it over and nothing is verified twice.
 */
export async function verifyUpload(actor: Actor, uploadId: string, from?: string): Promise<VerificationView> {
  const { mediaType, sha256 } = await readUpload(actor, uploadId);
  if (mediaType !== 'application/pdf') {
    throw new DomainError('invalid', 'main-file-not-pdf', 'Only a PDF has signatures that are verified');
  }
  const report = await verifyStored(sha256, 'reading', from);
  await requestedAct(actor, async (tx) => {
    tx.change(uploads, await takeUpload(tx, uploadId), { verdict: report.verdict, verdictFrom: from });
  });
  return verificationView(report);
}
