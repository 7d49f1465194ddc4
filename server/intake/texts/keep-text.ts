import { systemActor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { fileKeyOf } from '../scans/scanned-page.ts';
import { bearsSecretMark } from '../scans/secret-mark.ts';
import { textBehind } from '../text-of-file.ts';
import { type FileText, keptText, textOfPage } from './file-text.ts';
import { fileTexts } from './store.ts';

/**
 * Reads what the pages of a stored PDF say, behind all reading that somebody waits for, and keeps it beside the file; of one that cannot be
 * read, or bears a degree of secrecy, it keeps why there is nothing. A file that is not there is an error.
 */
export async function keepText(agencyId: string, sha256: string): Promise<void> {
  const file = fileKeyOf(sha256);
  if (await readOne(fileTexts, { file })) return;
  const read = await readPages(sha256);
  await inTransaction(systemActor(agencyId), async (tx) => {
    if (await tx.find(fileTexts, { file })) return;
    tx.insert(fileTexts, { file, ...read, readAt: tx.now });
  });
}

async function readPages(sha256: string): Promise<Pick<FileText, 'pages' | 'scans' | 'text' | 'reason'>> {
  try {
    const { pages, text, scans } = await textBehind(sha256);
    const first = text.find(({ pieces }) => pieces.length > 0);
    if (first && bearsSecretMark(first)) return { pages, scans: 0, text: '[]', reason: 'state-secret' };
    return { pages, scans: scans.length, text: JSON.stringify(keptText(text.map(textOfPage))) };
  } catch (error) {
    if (!(error instanceof DomainError && error.kind === 'invalid')) throw error;
    return { pages: 0, scans: 0, text: '[]', reason: error.code };
  }
}
