import type { Actor } from '../../platform/actor.ts';
import type { FileReply } from '../../platform/api/contract.ts';
import { addWorkingDays, dayInVietnam } from '../../platform/calendar.ts';
import { type Page, readPage } from '../../platform/database/paging.ts';
import { readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { fileReply } from '../../platform/files/files.ts';
import { answerTo } from './answer-to-mail.ts';
import type { MailSummary, MailView } from './contract.ts';
import { likelyMain, type Mail } from './mail.ts';
import { mails } from './store.ts';

/** What lists and due work show of a mail: they read no more. */
export const listedMail = [
  ...(['version', 'state', 'from', 'subject', 'sentAt', 'arrivedAt', 'parts', 'documentId', 'refusedFor'] as const),
] as const satisfies readonly (keyof Mail)[];

/** Mails of the actor's agency, the last that came first. */
export async function listMails(
  { agencyId }: Actor,
  { state, cursor, limit }: { state?: Mail['state'] | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<MailSummary>> {
  const filter = { agencyId, ...(state && { state }) };
  const page = await readPage(mails, listedMail, filter, 'arrivedAt', { scope: ['mails', filter], cursor, limit });
  return { ...page, items: page.items.map(mailSummary) };
}

/** A mail of the actor's agency, or the common 404. */
export async function mailFor({ agencyId }: Actor, mailId: string): Promise<Mail> {
  const mail = await readOne(mails, { _id: mailId, agencyId });
  if (!mail) throw notFound();
  return mail;
}

/** A file that a mail carries, or the mail itself; the common 404 for what is not taken out of it. */
export async function mailFile(actor: Actor, mailId: string, fileId: string): Promise<FileReply> {
  const { original, parts } = await mailFor(actor, mailId);
  const file = [original, ...parts].find(({ id }) => id === fileId);
  if (!file?.sha256 || file.mediaType === undefined) throw notFound();
  const disposition = file.mediaType === 'application/pdf' ? 'inline' : 'attachment';
  return await fileReply(file.sha256, { name: file.name, mediaType: file.mediaType, disposition });
}

/** A mail as lists show it. */
export function mailSummary(mail: Pick<Mail, 'id' | (typeof listedMail)[number]>): MailSummary {
  const { id, version, state, from, subject, sentAt, arrivedAt, parts, documentId = null, refusedFor = null } = mail;
  return {
    ...{ id, version, state, subject, documentId, refusedFor },
    from: { ...from },
    sentAt: sentAt?.toISOString() ?? null,
    arrivedAt: arrivedAt.toISOString(),
    attachments: parts.filter(({ isInline, within }) => !isInline && within === null).length,
    decideBy: addWorkingDays(dayInVietnam(arrivedAt), 1),
  };
}

/** A mail as it is shown, and as an act leaves it. */
export function mailView(mail: Mail): MailView {
  const { to, text, isCut, smime, original, parts, refusal = null, decided } = mail;
  return {
    ...mailSummary(mail),
    ...{ text, isCut, smime, refusal },
    to: to.map((one) => ({ ...one })),
    original: original.sha256 === '' ? null : { id: original.id, name: original.name, size: original.size },
    parts: parts.map(({ id, name, size, isInline, within, mediaType = null, refused = null }) => ({
      ...{ id, name, size, isInline, within, mediaType, refused },
    })),
    mainId: likelyMain(parts)?.id ?? null,
    decided: decided ? { by: decided.by, at: decided.at.toISOString() } : null,
    answer: answerTo(mail),
  };
}
