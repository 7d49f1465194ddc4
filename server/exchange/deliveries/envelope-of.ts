import type { SignedTreeHead } from '../../audit/tree/tree-head.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Numbering, OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { written } from '../../registry/registers/register.ts';
import type { SealedFiles } from '../messages/confidential-message.ts';
import {
  bringsDocument,
  type DocumentMessage,
  type Link,
  MESSAGE_FORMAT,
  type MessageOf,
  messageBytes,
  readMessage,
} from '../messages/message.ts';
import { type Party, refuseContent, refuseLinks, refuseParties } from '../messages/message-rules.ts';

/** What a message says beside the document it carries. */
export interface Dispatch {
  readonly numbering: Pick<Numbering, 'number' | 'issuedOn'>;
  readonly sender: Party;
  readonly recipient: Party & { readonly unit?: string };
  readonly paperFollows: boolean;
  readonly messageId: string;
  readonly sentAt: Date;
  readonly treeHead: SignedTreeHead;
  /** The messages of the recipient that the document answers. */
  readonly answers?: readonly Omit<Link, 'type'>[];
  /** The message that brought the recipient what the document replaces. */
  readonly replaces?: Omit<Link, 'type'>;
  /** How each file travels, where the recipient can open confidential messages. */
  readonly sealed?: SealedFiles;
}

/**
 * The bytes of the message that carries a document to one recipient, read once as the recipient will read them. Refuses with
 * `envelope-unfit` what no recipient would take: signed and sent, it would be refused wherever it arrives.
 */
export function messageFor(document: OutgoingDocument, dispatch: Dispatch): Uint8Array {
  const bytes = messageBytes(envelopeOf(document, dispatch));
  try {
    const read = readMessage(bytes);
    refuseParties(read.sender, read.recipient, dispatch.sender);
    refuseLinks(read);
    if (bringsDocument(read)) refuseContent(read);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new DomainError('conflict', 'envelope-unfit', 'The document does not fit the form of messages', { cause });
  }
  return bytes;
}

function envelopeOf(document: OutgoingDocument, dispatch: Dispatch): DocumentMessage {
  const { sender, recipient } = dispatch;
  return {
    format: MESSAGE_FORMAT,
    ...kindOf(document, dispatch),
    messageId: dispatch.messageId,
    sentAt: dispatch.sentAt.toISOString(),
    sender: { code: sender.code, name: sender.name },
    recipient: { code: recipient.code, name: recipient.name, ...(recipient.unit && { unit: recipient.unit }) },
    critical: [],
    document: carriedDocument(document, dispatch),
    files: filesOf(document).map((file) => {
      const sealed = dispatch.sealed?.get(file.sha256);
      return { ...file, ...(sealed && { sealed }) };
    }),
    treeHead: dispatch.treeHead,
  };
}

/** The files that go with a document, the document itself first. Refuses with `not-issued` one without its file. */
export function filesOf({ main, attachments }: OutgoingDocument): DocumentMessage['files'] {
  if (!main) throw new DomainError('conflict', 'not-issued', 'Only a document with its file leaves the house');
  return [main, ...attachments].map(({ id: _id, ...file }) => file);
}

/** What is said of a document that is carried, whichever way it goes: by its id it is the same document on all of them. */
export function carriedDocument(
  document: OutgoingDocument,
  { numbering, sender, paperFollows }: Pick<Dispatch, 'numbering' | 'sender' | 'paperFollows'>,
): DocumentMessage['document'] {
  const { signer } = document;
  const codeNumber = written(numbering.number);
  return {
    documentId: `${sender.code},${numbering.issuedOn.replaceAll('-', '/')},${codeNumber}/${document.notation}`,
    ...{ codeNumber, codeNotation: document.notation },
    ...{ typeCode: document.typeCode, typeName: document.typeName, issuedOn: numbering.issuedOn },
    ...{ subject: document.subject, language: 'Tiếng Việt', pageAmount: document.main?.pages ?? null },
    signer: { position: signer.capacity.join(', ') || signer.title, fullName: signer.name },
    ...{ priority: document.priority, replyBy: document.replyBy, description: document.description, paperFollows },
  };
}

type Kind =
  | Pick<MessageOf<'replace'>, 'kind' | 'links' | 'reason'>
  | Pick<MessageOf<'document' | 'reply'>, 'kind' | 'links'>;

/** What it is beside a document: in the place of another, an answer, or both. */
function kindOf(document: OutgoingDocument, { answers = [], replaces }: Dispatch): Kind {
  const answering = answers.map((one): Link => ({ type: 'answers', ...one }));
  if (!replaces) return { kind: answering.length > 0 ? 'reply' : 'document', links: answering };
  const links: Link[] = [{ type: 'replaces', ...replaces }, ...answering];
  return { kind: 'replace', links, reason: document.replaces?.reason ?? '' };
}
