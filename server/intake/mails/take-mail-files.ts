import type { Transaction } from '../../platform/ledger/transaction.ts';
import { noteUpload, uploadViewOf } from '../../platform/uploads/uploads.ts';
import { loadMail } from './load-mail.ts';
import { demandUndecided, likelyMain } from './mail.ts';

/**
 * What a mail carries as uploads of the actor, to be read and registered like any other; the likely document first, pictures within the text
 * left out.
 */
export async function takeMailFiles(tx: Transaction, mailId: string) {
  const mail = await loadMail(tx, mailId);
  demandUndecided(mail);
  const main = likelyMain(mail.parts);
  const beside = mail.parts.filter((part) => part !== main && !part.isInline);
  return [...(main ? [main] : []), ...beside].flatMap(({ name, mediaType, sha256, size }) =>
    mediaType === undefined || sha256 === undefined
      ? []
      : uploadViewOf(noteUpload(tx, { name, mediaType, sha256, size })),
  );
}
