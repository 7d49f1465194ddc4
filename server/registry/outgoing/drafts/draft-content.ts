import { agencies, units } from '../../../identity/store.ts';
import { dayInVietnam, yearInVietnam } from '../../../platform/calendar.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Transaction } from '../../../platform/ledger/transaction.ts';
import { notationOf } from '../../documents/notation.ts';
import { refuseStateSecret } from '../../documents/state-secret.ts';
import { refuseRecalled } from '../../incoming/incoming-document.ts';
import { loadIncoming } from '../../incoming/load-incoming.ts';
import { documentType } from '../../registers/document-type.ts';
import { GENERAL_SERIES } from '../../registers/series.ts';
import { registers } from '../../registers/store.ts';
import { loadOutgoing } from '../load-outgoing.ts';
import { codeOfOutgoing, type OutgoingDocument, type Replaced, type Signatory } from '../outgoing-document.ts';
import { positionInForce } from '../position-in-force.ts';
import { checkRecipients, type Recipient } from '../recipients/recipient.ts';
import { refuseUnknown } from '../refuse-unknown.ts';

/** What a drafter or a clerk says of an outgoing document, whatever it is made from. */
export interface Description {
  readonly typeCode: string;
  readonly subject: string;
  readonly unitId: string | null;
  readonly signerPositionId: string;
  readonly recipients: readonly Recipient[];
  readonly priority: number;
  readonly replyBy: string | null;
  readonly description: string | null;
  readonly answersDocumentIds: readonly string[];
  readonly replaces?: Omit<Replaced, 'code'> | null;
}

export type Described = Pick<
  OutgoingDocument,
  | 'typeCode'
  | 'typeName'
  | 'notation'
  | 'subject'
  | 'unitId'
  | 'bodyId'
  | 'signer'
  | 'priority'
  | 'replyBy'
  | 'description'
  | 'answersDocumentIds'
  | 'replaces'
> & { readonly recipients: readonly Recipient[] };

/**
 * Checks what is said of an outgoing document and completes it: notation (NĐ 30/2020 Phụ lục I), signer as they will stand on it, recipients.
 * Refuses a state secret, a type, unit, signer or recipient that is not there, an answer to what the actor may not read, and one in the place of what is not in force; that it
 * answers what it answered before, somebody else may have said who drafted it then.
 */
export async function describe(
  tx: Transaction,
  request: Description,
  before?: Pick<OutgoingDocument, 'answersDocumentIds' | 'replaces'>,
): Promise<Described> {
  const { typeCode, subject, recipients, priority, replyBy, description } = request;
  const type = documentType(typeCode);
  if (!type) throw refused('typeCode', 'unknown-type', 'is none of the 29 types');
  refuseStateSecret({ subject, description });
  if (replyBy !== null && replyBy < dayInVietnam(tx.now))
    throw refused('replyBy', 'date-out-of-range', 'is in the past');
  checkRecipients(recipients, tx.actor.agencyId);
  await refuseUnknown(tx, recipients);
  const answersDocumentIds = [...new Set(request.answersDocumentIds)];
  for (const answered of answersDocumentIds) {
    if (!before?.answersDocumentIds.includes(answered)) refuseRecalled(await loadIncoming(tx, answered));
  }
  const unitId = request.unitId ?? tx.actor.unitId ?? null;
  const bodyId = await bodyAmong(tx, unitId);
  const symbols = [await agencySymbol(tx), await unitSymbol(tx, unitId)] as const;
  return {
    typeCode,
    typeName: type.name,
    notation: bodyId === null ? notationOf(type, ...symbols) : notationOf(type, symbols[1] ?? '', symbols[0]),
    subject,
    unitId,
    bodyId,
    signer: await signatory(tx, request.signerPositionId),
    recipients,
    priority,
    replyBy,
    description,
    answersDocumentIds,
    replaces: request.replaces ? await replacedBy(tx, request.replaces, before?.replaces) : null,
  };
}

/** The issued document in whose place a draft is to stand; one it stood for before may have been recalled meanwhile. */
async function replacedBy(
  tx: Transaction,
  { documentId, reason }: Omit<Replaced, 'code'>,
  before: Replaced | null | undefined,
): Promise<Replaced> {
  if (before?.documentId === documentId) return { ...before, reason };
  const replaced = await loadOutgoing(tx, documentId);
  if (replaced.state.status !== 'issued') {
    throw new DomainError('conflict', 'not-in-force', 'Only what is issued and was not recalled is replaced');
  }
  return { documentId, code: codeOfOutgoing(replaced), reason };
}

/** The signer as they stand on the document; refuses one who may not sign for the agency today. */
export async function signatory(tx: Transaction, signerPositionId: string): Promise<Signatory> {
  const holder = await positionInForce(tx, signerPositionId, 'signing.sign');
  if (!holder) throw refused('signerPositionId', 'unknown-signer', 'signs nothing in this agency today');
  const { positionId, personId, name, title, capacity } = holder;
  return { positionId, personId, name, title, capacity };
}

/** The unit, when it is an advisory body: one with a register of its own this year, or last year as long as this one has none. */
async function bodyAmong(tx: Transaction, unitId: string | null): Promise<string | null> {
  if (unitId === null) return null;
  const key = { agencyId: tx.actor.agencyId, kind: 'outgoing', series: GENERAL_SERIES } as const;
  const year = yearInVietnam(tx.now);
  const general =
    (await tx.find(registers, { ...key, year })) ?? (await tx.find(registers, { ...key, year: year - 1 }));
  const isBody = general?.divisions?.some(({ takes }) => takes.what === 'body' && takes.unitId === unitId);
  return isBody ? unitId : null;
}

async function agencySymbol(tx: Transaction): Promise<string> {
  return (await tx.load(agencies, tx.actor.agencyId)).symbol;
}

async function unitSymbol(tx: Transaction, unitId: string | null): Promise<string | undefined> {
  if (unitId === null) return undefined;
  const unit = await tx.find(units, { id: unitId });
  if (unit?.agencyId !== tx.actor.agencyId) throw refused('unitId', 'unknown-unit', 'is no unit of this agency');
  return unit.symbol;
}

function refused(field: string, code: string, detail: string): DomainError {
  return new DomainError('invalid', code, `${field} ${detail}`, {
    fields: [{ pointer: `/body/${field}`, code, detail }],
  });
}
