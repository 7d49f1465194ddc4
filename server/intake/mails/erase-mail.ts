import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { eraseFile } from '../../platform/files/erase-file.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import { refuseUpload } from '../../platform/uploads/refuse-upload.ts';
import { uploads } from '../../platform/uploads/upload-store.ts';
import { eraseItems } from '../tray/erase-items.ts';
import type { Mail } from './mail.ts';
import { mails } from './store.ts';

type Files = {
  readonly original: { readonly sha256: string };
  readonly parts: readonly { readonly sha256?: string }[];
};

/**
 * Takes a mail back out of the system that bears a degree of secrecy (Luật Bảo vệ bí mật nhà nước 2018 Điều 5) and is proposed to nobody yet: it and what
 * it carries are erased, and the log says that, but nothing of it.
 */
export async function eraseSecretMail(agencyId: string, files: Files): Promise<void> {
  await inTransaction(systemActor(agencyId), async (tx) => {
    await refuseFile(tx, files.original.sha256);
    record(tx, { type: 'state-secret-erased' });
  });
  await eraseFiles(files);
}

/** The same for mails of an agency that were proposed before one of their files was found to bear it: of each stays that there was one. */
export async function eraseMailsWith(agencyId: string, sha256: string): Promise<void> {
  const erased = await inTransaction(systemActor(agencyId), async (tx) => {
    const found = (await tx.list(mails, { agencyId, 'parts.sha256': sha256 })).filter(
      ({ state }) => state !== 'registered',
    );
    for (const mail of found) {
      await refuseFile(tx, mail.original.sha256);
      tx.change(mails, mail, blank(mail));
      record(tx, { type: 'state-secret-erased' });
    }
    return found;
  });
  for (const mail of erased) await eraseFiles(mail);
}

function blank({ id, original }: Mail) {
  return {
    ...({ state: 'refused', refusedFor: 'state-secret', refusal: undefined, contentDigest: id } as const),
    ...{ from: { name: '', address: '' }, to: [], subject: '', text: '', parts: [], sentAt: null },
    original: { ...original, name: '', sha256: '', size: 0 },
  };
}

async function refuseFile(tx: Transaction, sha256: string): Promise<void> {
  for (const upload of await tx.list(uploads, { sha256 })) await refuseUpload(tx, upload, 'state-secret');
  await eraseItems(tx, sha256, 'state-secret');
}

/** What another row names as well stays: the same attachment of another mail. */
async function eraseFiles({ original, parts }: Files): Promise<void> {
  for (const { sha256 } of [original, ...parts]) if (sha256 !== undefined) await eraseFile(sha256);
}
