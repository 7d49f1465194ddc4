import { DomainError } from '../../../platform/errors.ts';

/** What a recipient is: an agency of the directory, an organisation outside it, a person, a unit of the agency itself. */
export const recipientKinds = ['agency', 'organisation', 'person', 'unit'] as const;

export type RecipientKind = (typeof recipientKinds)[number];

/** Whom a document goes to — *nơi nhận*. Drafts of earlier releases name no kind (`kindOf`). */
export interface Recipient {
  readonly kind?: RecipientKind | null;
  /** The row of an agency that is hosted here. */
  readonly agencyId: string | null;
  /** The code in the directory of an agency that has no row here, or of an organisation: those begin with Z (QĐ 20/2020/QĐ-TTg). */
  readonly code?: string | null;
  readonly name: string;
  /** The unit of that agency whom it is for: its clerk reads it and decides. */
  readonly unit?: string | null;
  /** The unit of the agency itself. */
  readonly unitId?: string | null;
  /** Where post finds an organisation or a person. */
  readonly address?: string | null;
  readonly paperCopies: number;
  readonly paperReason: string | null;
}

/** By whom, when and why a recipient was added to an issued document — *gửi bổ sung*. */
export interface Added {
  readonly at: Date;
  readonly by: string;
  readonly reason?: string;
}

/** A recipient of a document: one that it was issued to, or one that was added later. */
export interface RecipientOf extends Recipient {
  readonly added?: Added;
}

type Named = 'agencyId' | 'code' | 'unit' | 'unitId' | 'address';

/** What is said of each kind beside its name. */
const saidOf: Readonly<Record<RecipientKind, readonly Named[]>> = {
  agency: ['agencyId', 'code', 'unit'],
  organisation: ['code', 'address'],
  person: ['address'],
  unit: ['unitId'],
};
const named: readonly Named[] = ['agencyId', 'code', 'unit', 'unitId', 'address'];

/** What a recipient is; where that is not said, what it names tells: an agency of the directory, or a name outside it. */
export function kindOf({ kind, agencyId, code }: Pick<Recipient, 'kind' | 'agencyId' | 'code'>): RecipientKind {
  return kind ?? ((agencyId ?? code ?? null) === null ? 'organisation' : 'agency');
}

/** A recipient as it stands under *Nơi nhận*: an agency with the unit whom it is for. */
export function printedName({ name, unit }: Pick<Recipient, 'name' | 'unit'>): string {
  return unit ? `${name} (${unit})` : name;
}

/**
 * Refuses recipients that say what their kind has not, are named twice, or again after those that are there `already`, the agency itself,
 * and paper beside the electronic document without a reason.
 */
export function checkRecipients(
  recipients: readonly Recipient[],
  agencyId: string,
  already: readonly Recipient[] = [],
): void {
  const seen = new Set(already.map(keyOfRecipient));
  for (const [index, recipient] of recipients.entries()) {
    const kind = kindOf(recipient);
    if (!fits(recipient, kind)) throw badRecipient(index, 'recipient-unfit', `is no ${kind}`);
    const key = keyOfRecipient(recipient);
    if (seen.has(key)) throw badRecipient(index, 'recipient-repeated', 'is named twice');
    seen.add(key);
    if (recipient.agencyId === agencyId) throw badRecipient(index, 'recipient-is-sender', 'is the agency itself');
    if (kind === 'agency' && recipient.paperCopies > 0 && recipient.paperReason === null) {
      throw badRecipient(index, 'paper-reason-required', 'gets paper beside the electronic document: say why');
    }
  }
}

/** Whether it says what makes one of its kind, an agency in one way, and nothing that another kind has; an organisation has a code of its own scheme or none. */
function fits(recipient: Recipient, kind: RecipientKind): boolean {
  if (named.some((one) => (recipient[one] ?? null) !== null && !saidOf[kind].includes(one))) return false;
  if (kind === 'agency') return (recipient.agencyId === null) !== ((recipient.code ?? null) === null);
  if (kind === 'unit') return (recipient.unitId ?? null) !== null;
  return recipient.code?.startsWith('Z') ?? true;
}

/** What makes two recipients the same: their row, their code, the unit, or else the name and where that is. */
export function keyOfRecipient({
  agencyId,
  code,
  unitId,
  name,
  address,
}: Omit<Recipient, 'paperCopies' | 'paperReason'>) {
  return agencyId ?? code ?? unitId ?? [name, address ?? ''].join('\n').trim().toLocaleLowerCase('vi');
}

/** A refusal that points at one recipient of the request. */
export function badRecipient(index: number, code: string, detail: string): DomainError {
  return new DomainError('invalid', code, `Recipient ${index + 1} ${detail}`, {
    fields: [{ pointer: `/body/recipients/${index}`, code, detail }],
  });
}
