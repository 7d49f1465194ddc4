import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { eraseFile } from '../../platform/files/erase-file.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { refuseUpload } from '../../platform/uploads/refuse-upload.ts';
import { uploads } from '../../platform/uploads/upload-store.ts';
import { eraseMailsWith } from '../mails/erase-mail.ts';
import { eraseItems } from '../tray/erase-items.ts';

/**
 * Takes a file back out of the system that bears a degree of secrecy (Luật Bảo vệ bí mật nhà nước 2018 Điều 5): the file, its
 * name and what was recognised in it are erased, the mail that brought it as well, and the log says that it was, but nothing of it. Refuses with `state-secret` what is
 * registered or named otherwise already: a person sees to that.
 */
export async function refuseSecret(agencyId: string, sha256: string): Promise<void> {
  await inTransaction(systemActor(agencyId), async (tx) => {
    const sent = await tx.list(uploads, { sha256 });
    for (const upload of sent) await refuseUpload(tx, upload, 'state-secret');
    const waiting = await eraseItems(tx, sha256, 'state-secret');
    if (sent.length + waiting > 0) record(tx, { type: 'state-secret-erased' });
  });
  await eraseMailsWith(agencyId, sha256);
  if (!(await eraseFile(sha256))) {
    throw new DomainError('invalid', 'state-secret', 'The file bears a degree of secrecy and is used already');
  }
}
