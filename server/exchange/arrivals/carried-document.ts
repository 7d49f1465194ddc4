import { type Corrected, differencesBetween } from '../../audit/differences.ts';
import type { DocumentMessage } from '../messages/message.ts';

type Carried = DocumentMessage['document'];

/** What a sender may correct of a document: by its id, number, symbol and day it is known, and stays so. */
const correctable = [
  ...(['typeCode', 'typeName', 'subject', 'language', 'pageAmount', 'signer'] as const),
  ...(['priority', 'replyBy', 'description', 'paperFollows'] as const),
] as const;

/** A correction by the sender — *cập nhật*: its place among all of one document, when this was known here, why, and who decided it there. */
export interface ArrivalUpdate {
  readonly sequence: number;
  readonly at: Date;
  readonly reason: string;
  readonly by: string;
  readonly fields: Pick<Carried, (typeof correctable)[number]>;
}

/** A document as its message brought it, and what its sender has corrected since. */
interface Carrying {
  readonly envelope: DocumentMessage;
  readonly updates?: readonly ArrivalUpdate[];
}

/** Of what a correction says as much as may be corrected. */
export function correctedFields(document: Carried): ArrivalUpdate['fields'] {
  return Object.fromEntries(correctable.map((field) => [field, document[field]])) as ArrivalUpdate['fields'];
}

/** What is said of a document now: as it came, with what its sender has corrected by the highest sequence. */
export function carriedDocument({ envelope, updates = [] }: Carrying): Carried {
  return { ...envelope.document, ...updates.at(-1)?.fields };
}

/** A correction with the fields that it changed, as people read them. */
export interface ToldUpdate extends ArrivalUpdate {
  readonly changed: readonly Corrected[];
}

/** What its sender has corrected, one after the other, each with what it changed of what stood before. */
export function toldUpdates({ envelope, updates = [] }: Carrying): ToldUpdate[] {
  const stood = [envelope.document, ...updates.map(({ fields }) => fields)];
  return updates.map((update, index) => {
    const before = stood[index] ?? envelope.document;
    return { ...update, changed: differencesBetween(saidOf(before), saidOf(update.fields)) };
  });
}

function saidOf({
  typeName,
  subject,
  signer,
  priority,
  replyBy,
  language,
  pageAmount,
  description,
}: ArrivalUpdate['fields']) {
  return {
    ...{ typeName, subject, signer: [signer.fullName, signer.position].filter(Boolean).join(', ') },
    ...{ priority: String(priority), replyBy: replyBy ?? '', language },
    ...{ pageAmount: pageAmount === null ? '' : String(pageAmount), description: description ?? '' },
  };
}
