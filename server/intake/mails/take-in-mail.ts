import { record } from '../../audit/record.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { newId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { malwareIn } from '../../platform/outbound/malware-scanner.ts';
import { runInWorker, type WorkerKind } from '../../platform/worker/worker-pool.ts';
import { bearsSecretMark } from '../scans/secret-mark.ts';
import { textOfFile } from '../text-of-file.ts';
import { eraseSecretMail } from './erase-mail.ts';
import { digestOfMail, isSecretMail, type Mail, type MailPart } from './mail.ts';
import type { ReadMail, ReadPart } from './reading/read-mail.ts';
import { mails } from './store.ts';

/** The longest mail that is taken in: 40 MB of files are 54 MB as mails travel. */
export const MOST_MAIL_BYTES = 64 * 1024 * 1024;

const reader: WorkerKind = {
  module: new URL('./reading/read-mail.ts', import.meta.url),
  limits: { timeMs: 60_000, memoryMb: 1_024, maxOutputBytes: 2 * MOST_MAIL_BYTES, callsPerProcess: 50 },
};

/** A stored file that is a mail. */
export interface MailFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Reads a stored mail, in a worker process, and stores what it carries; what it gives proposes the mail. Refuses with `too-large` one that is longer
 * than mails may be, with `mail-harmful` what the scanner of this house finds something in, with `mail-not-scanned` while it does not look, with
 * `mail-unreadable` what is no mail, and with `state-secret` what bears a degree of secrecy in itself or on the first page of a PDF it carries: that is erased.
 */
export async function readToTakeIn(agencyId: string, original: MailFile): Promise<(tx: Transaction) => Promise<Mail>> {
  const { sha256, mediaType } = original;
  refuseTooLong(original.size);
  await refuseHarmful(sha256);
  const { module, limits } = reader;
  const args = [await files().forWorker(sha256), mediaType];
  const read = await runInWorker<ReadMail>({ module, fn: 'readMail', args }, limits).catch(unreadable);
  const isSecret = isSecretMail(read);
  const parts = isSecret ? [] : await Promise.all(read.parts.map(kept));
  if (isSecret || (await bearsOneWithin(parts))) {
    await eraseSecretMail(agencyId, { original, parts });
    throw new DomainError('invalid', 'state-secret', 'The mail bears a degree of secrecy and was erased');
  }
  return async (tx) => await propose(tx, read, { original, parts });
}

/** Proposes a mail that was read; of one and the same that is here already, that one. */
async function propose(
  tx: Transaction,
  read: ReadMail,
  { original, parts }: Pick<Mail, 'parts'> & { original: MailFile },
) {
  const { agencyId } = tx.actor;
  const contentDigest = digestOfMail(read, parts);
  const known = await tx.find(mails, { agencyId, contentDigest });
  if (known) return known;
  const { from, to, subject, text, isCut, smime } = read;
  const mail = tx.insert(mails, {
    ...{ agencyId, contentDigest, from, to, subject, text, isCut, smime, parts },
    sentAt: read.sentAt === null ? null : new Date(read.sentAt),
    arrivedAt: tx.now,
    original: { id: newId(), ...original },
    state: 'proposed',
  });
  record(tx, { type: 'mail-proposed', mailId: mail.id });
  return mail;
}

/** What ends its reader is no mail that can be read; that this house is busy is not the mail’s fault. */
function unreadable(cause: unknown): never {
  if (cause instanceof DomainError && cause.kind !== 'internal') throw cause;
  throw new DomainError('invalid', 'mail-unreadable', 'The mail ends whatever reads it', { cause });
}

/** Refuses with `too-large` what is longer than mails may be. */
export function refuseTooLong(size: number): void {
  if (size <= MOST_MAIL_BYTES) return;
  throw new DomainError('too-large', 'too-large', `A mail may hold ${MOST_MAIL_BYTES} bytes`, {
    extra: { maxBytes: MOST_MAIL_BYTES },
  });
}

async function refuseHarmful(sha256: string): Promise<void> {
  const file = await files().open(sha256);
  const found = await malwareIn(() => file.stream()).catch((cause: unknown) => {
    throw new DomainError('unavailable', 'mail-not-scanned', 'The malware scanner did not look at the mail', {
      cause,
      retryAfter: 60,
    });
  });
  if (found !== undefined) throw new DomainError('invalid', 'mail-harmful', `The mail holds ${found}`);
}

async function kept(part: ReadPart): Promise<MailPart> {
  const { name, size, isInline, within } = part;
  const said = { id: newId(), name, size, isInline, within };
  if ('refused' in part) return { ...said, refused: part.refused };
  const { sha256 } = await files().put(part.content);
  return { ...said, mediaType: part.mediaType, sha256 };
}

async function bearsOneWithin(parts: readonly MailPart[]): Promise<boolean> {
  for (const { mediaType, sha256 } of parts) {
    if (mediaType === 'application/pdf' && sha256 !== undefined && (await bearsOne(sha256))) return true;
  }
  return false;
}

async function bearsOne(sha256: string): Promise<boolean> {
  try {
    const first = (await textOfFile(sha256)).text.find(({ pieces }) => pieces.length > 0);
    return first !== undefined && bearsSecretMark(first);
  } catch (error) {
    // What cannot be read – it needs a password, it is damaged – is said when somebody opens it.
    if (error instanceof DomainError && error.kind === 'invalid') return false;
    throw error;
  }
}
