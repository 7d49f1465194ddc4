import { createHash } from 'node:crypto';
import type { Row } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { isMarkedSecret } from '../../registry/documents/state-secret.ts';
import { isSecretMark } from '../scans/secret-mark.ts';
import type { MailRefusal } from './mail-refusals.ts';
import type { MailAddress, Smime } from './reading/mail-content.ts';
import type { ReadMail } from './reading/read-mail.ts';

/** A file that a mail carries; one that is not taken out of it has the code of why, and no hash: it stays within the mail. */
export interface MailPart {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly isInline: boolean;
  /** The subject of the attached mail in which it lies. */
  readonly within: string | null;
  readonly mediaType?: string;
  readonly sha256?: string;
  readonly refused?: string;
}

/**
 * A mail that is proposed to be taken in — *đề nghị tiếp nhận qua thư điện tử*: what it says, what it carries, and the mail itself, byte for byte.
 * It is no document until somebody registers it, and is not counted as electronic exchange.
 */
export interface Mail extends Row {
  readonly agencyId: string;
  /** One and the same mail has it, however often and on whatever way it comes. */
  readonly contentDigest: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly sentAt: Date | null;
  readonly arrivedAt: Date;
  readonly text: string;
  readonly isCut: boolean;
  readonly smime: Smime;
  readonly original: {
    readonly id: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
    readonly sha256: string;
  };
  readonly parts: readonly MailPart[];
  readonly state: 'proposed' | 'registered' | 'refused';
  readonly documentId?: string;
  readonly refusedFor?: MailRefusal;
  /** Why, in the words of whoever refused it. */
  readonly refusal?: string;
  readonly decided?: { readonly by: string; readonly agency: string; readonly at: Date };
}

/** What makes a mail the same as another: what it says and carries, not the way it was wrapped or went. */
export function digestOfMail({ messageId, from, subject, sentAt, text }: ReadMail, parts: readonly MailPart[]): string {
  const carried = parts.map(({ name, size, sha256 = null }) => [name, size, sha256]);
  const said = [messageId, from.address, subject, sentAt, text, carried];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

/** So many lines of a mail may bear a degree of secrecy: what stands lower is quoted, or speaks of one. */
const HEAD_LINES = 30;

/** Whether a mail bears a degree of secrecy, in its subject, in what it says first, or in the name of what it carries. */
export function isSecretMail({ subject, text, parts }: Pick<ReadMail, 'subject' | 'text' | 'parts'>): boolean {
  const names = [subject, ...parts.map(({ name, within }) => `${within ?? ''} ${name}`)];
  const head = text.split('\n', HEAD_LINES).map((line) => line.trim());
  return names.some((name) => isMarkedSecret(name.trim())) || head.some((line) => isSecretMark(line));
}

/** The file that is most likely the document itself: the first PDF, outside attached mails first. */
export function likelyMain(parts: readonly MailPart[]): MailPart | undefined {
  const documents = parts.filter(({ mediaType, isInline }) => mediaType === 'application/pdf' && !isInline);
  return documents.find(({ within }) => within === null) ?? documents[0];
}

/** Refuses to decide on a mail twice (409). */
export function demandUndecided({ state }: Mail): void {
  if (state !== 'proposed')
    throw new DomainError('conflict', 'wrong-state', `The mail is ${state}`, { extra: { state } });
}
