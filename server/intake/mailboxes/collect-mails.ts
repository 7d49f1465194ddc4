import { z } from 'zod';
import { record } from '../../audit/record.ts';
import { systemActor } from '../../platform/actor.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError, statusOfKind } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { inTransaction, type Transaction } from '../../platform/ledger/transaction.ts';
import type { OutboundRules } from '../../platform/outbound/outbound-client.ts';
import { MOST_MAIL_BYTES, readToTakeIn, refuseTooLong } from '../mails/take-in-mail.ts';
import { type ImapFolder, inFolder } from './imap-folder.ts';
import { type Mailbox, type MailboxProgress, MOST_NOT_TAKEN_SHOWN } from './mailbox.ts';
import { openedPassword } from './password-seal.ts';
import { mailboxes, mailboxProgress } from './store.ts';

/** Which mailbox is to be looked into. */
export const mailboxNamed = z.object({ mailboxId: z.string() });

let rules: OutboundRules = { networks: [], ports: [] };

/** Says which addresses a mail server may have; called once by the composition root. */
export function useMailRules(given: OutboundRules): void {
  rules = given;
}

/**
 * Takes in what has come to a mailbox since it was looked into: each message is proposed, or noted as not taken with the reason, and then marked or
 * moved as the agency wants it. Wherever this ends – a kill, a server that goes away – the next look goes on behind the last message that was
 * seen to, and what was proposed already is not proposed again. What keeps it from looking is noted, and looked for again the next minute.
 */
export async function collectMails({ mailboxId }: z.output<typeof mailboxNamed>): Promise<void> {
  const mailbox = await readOne(mailboxes, { _id: mailboxId });
  if (!mailbox?.active) return;
  try {
    const password = await openedPassword(mailbox.sealedPassword, mailbox.agencyId);
    await inFolder({ ...mailbox, password }, rules, (folder) => takeAll(mailbox, folder));
    await note(mailbox, (_, tx) => ({ lookedAt: tx.now, fault: null }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code } = error;
    await note(mailbox, ({ fault }, tx) => ({ fault: fault?.code === code ? fault : { code, since: tx.now } }));
  }
}

async function takeAll(mailbox: Mailbox, folder: ImapFolder): Promise<void> {
  const { agencyId, id: mailboxId } = mailbox;
  const known = await readOne(mailboxProgress, { agencyId, mailboxId });
  const last = known?.uidValidity === folder.uidValidity ? known.lastUid : 0;
  for (const message of await folder.after(last)) {
    const outcome = await takeIn(mailbox, folder, message);
    if (outcome === 'taken') await putAside(mailbox, folder, message.uid);
    await note(mailbox, (before, tx) => ({
      ...{ uidValidity: folder.uidValidity, lastUid: message.uid },
      ...(outcome === 'taken' ? { taken: before.taken + 1 } : notTaken(before, tx, message.uid, outcome)),
    }));
  }
}

/** What was not taken in stays as it came, for whoever looks into the mailbox. */
async function putAside({ after, moveTo }: Mailbox, folder: ImapFolder, uid: number): Promise<void> {
  if (after === 'mark') await folder.markRead(uid);
  if (after === 'move' && moveTo) await folder.moveTo(uid, moveTo);
}

/** Whether a message was taken in, or the code of why not; what may be otherwise the next minute is thrown. */
async function takeIn(
  { agencyId }: Mailbox,
  folder: ImapFolder,
  { uid, size }: { uid: number; size: number },
): Promise<string> {
  // Not even fetched: a message that long would be refused.
  if (size > MOST_MAIL_BYTES) return 'too-large';
  try {
    const stored = await files().adopt(await files().receive(noMoreThanAMail(await folder.bytesOf(uid))));
    const name = `thu-${uid}.eml`;
    const propose = await readToTakeIn(agencyId, { ...stored, name, mediaType: 'message/rfc822' });
    await inTransaction(systemActor(agencyId), propose);
    return 'taken';
  } catch (error) {
    if (error instanceof DomainError && statusOfKind[error.kind] < 500) return error.code;
    throw error;
  }
}

/** The bytes of a message, as long as they are no more than a mail may hold: what its server said of its length binds that to nothing. */
async function* noMoreThanAMail(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    refuseTooLong(size);
    yield piece;
  }
}

function notTaken({ notTaken: before, mailboxId }: MailboxProgress, tx: Transaction, uid: number, code: string) {
  record(tx, { type: 'mail-not-taken', mailboxId, reason: code });
  return { notTaken: [{ uid, code, at: tx.now }, ...before].slice(0, MOST_NOT_TAKEN_SHOWN) };
}

type Change = (before: MailboxProgress, tx: Transaction) => Partial<Omit<MailboxProgress, 'id' | 'version'>>;

/** Nothing of a mailbox that was given other settings meanwhile. */
async function note({ agencyId, id: mailboxId, version }: Mailbox, change: Change): Promise<void> {
  await inTransaction(systemActor(agencyId), async (tx) => {
    const mailbox = await tx.find(mailboxes, { id: mailboxId });
    const before = await tx.find(mailboxProgress, { agencyId, mailboxId });
    if (before && mailbox?.version === version) tx.change(mailboxProgress, before, change(before, tx));
  });
}
