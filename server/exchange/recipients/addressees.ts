import { agencies } from '../../identity/store.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll } from '../../platform/database/store.ts';
import { togetherByKind } from '../../platform/together.ts';
import type { Recipient, RecipientKind, RecipientOf } from '../../registry/outgoing/recipients/recipient.ts';
import { type OnAxis, reachedByAxis } from '../axis/reached-by-axis.ts';
import type { DirectoryEntry } from '../directory/directory-entry.ts';
import { type Addressed, addressedListed } from '../directory/listed-agencies.ts';
import { inForceAt } from '../directory/listed-keys.ts';
import { electronicAgencies, oneOf } from './electronic-agencies.ts';

/** Who gets a document for a recipient that it names, and how. */
export interface Addressee extends Pick<RecipientOf, 'name' | 'paperCopies' | 'paperReason' | 'added'> {
  /** Its row, where it has one here. */
  readonly agencyId?: string;
  readonly code?: string;
  readonly kind?: RecipientKind;
  /** The unit there whom it is for, or the unit of the sender itself. */
  readonly unit?: string;
  readonly unitId?: string;
  readonly address?: string;
  /** The name on the document, where that agency has been merged into this one. */
  readonly insteadOf?: string;
  /** Whether it can be sent to electronically; everybody else gets paper. */
  readonly electronic: boolean;
  /** How the national document axis knows it, where that reaches it too, or *alone*. */
  readonly axis?: { readonly code: string; readonly alone: boolean };
}

/**
 * Who gets a document of an agency for each of its recipients at a moment, in their order: agencies hosted here or by other deployments, or
 * whoever the directory puts in their place; those that the national document axis lists; for all others nothing is known but the name.
 */
export async function addresseesOf(
  recipients: readonly RecipientOf[],
  at: Date,
  senderId: string,
): Promise<Addressee[]> {
  const codeOfRow = await codesOfRows(recipients.flatMap(({ agencyId }) => agencyId ?? []));
  const codeOf = ({ agencyId, code }: Recipient) => (agencyId === null ? code : codeOfRow.get(agencyId)) ?? '';
  const codes = recipients.map(codeOf).filter((code) => code !== '');
  const listed = await addressedListed(codes, at);
  const here = await rowsHere(
    codes.map((code) => listed.get(code)?.standing.id ?? code),
    at,
  );
  const axis = await reachedByAxis(senderId, [...codes, ...[...listed.values()].flatMap(namesOf)]);
  return recipients.map((recipient) => addresseeOf(recipient, codeOf(recipient), { at, listed, here, axis }));
}

/** The same at this moment; documents of one agency that go out together share the questions. */
export async function addresseesNow(
  recipients: readonly RecipientOf[],
  senderId: string,
): Promise<readonly Addressee[]> {
  return (await ofDocuments({ recipients, senderId })).get(recipients) ?? [];
}

const ofDocuments = togetherByKind(
  ({ senderId }: { readonly recipients: readonly RecipientOf[]; readonly senderId: string }) => senderId,
  async (asked) => {
    const [{ senderId }] = asked;
    const all = asked.flatMap(({ recipients }) => recipients);
    const found = await addresseesOf(all, currentTime(), senderId);
    return new Map(asked.map(({ recipients }) => [recipients, found.splice(0, recipients.length)]));
  },
);

/** All codes by which the axis may know an agency of the directory. */
function namesOf({ standing: { id, aliases } }: Addressed): string[] {
  return [id, ...aliases.map(({ code }) => code)];
}

/** Whether an agency can be sent to that another deployment hosts, which is reached somewhere or collects: a key could sign its receipts. */
export function isReachedAfar({ certificates }: DirectoryEntry, at: Date): boolean {
  return inForceAt(certificates, at).some(({ purpose }) => purpose === 'signing');
}

interface Known {
  readonly at: Date;
  readonly listed: ReadonlyMap<string, Addressed>;
  readonly here: ReadonlyMap<string, RowHere>;
  readonly axis: OnAxis;
}

interface RowHere {
  readonly id: string;
  readonly isReached: boolean;
}

function addresseeOf(recipient: RecipientOf, asked: string, known: Known): Addressee {
  const { at, listed, here } = known;
  const { name, kind, unit, unitId, address, paperCopies, paperReason, added } = recipient;
  const { meant, standing, hosting } = listed.get(asked) ?? {};
  const code = standing?.id ?? asked;
  const row = here.get(code);
  const isDirect = standing && hosting === 'elsewhere' ? isReachedAfar(standing, at) : row?.isReached === true;
  const isHere = hosting === 'here' || (row !== undefined && hosting === undefined);
  const axisCode = isHere ? undefined : axisCodeOf(asked, known);
  const merged = standing !== meant;
  const agencyId = row?.id ?? (merged ? null : recipient.agencyId);
  return {
    ...(merged && standing ? { name: standing.name, insteadOf: name } : { name }),
    ...{ paperCopies, paperReason, ...(added && { added }) },
    ...{ ...(kind && { kind }), ...(unit && { unit }), ...(unitId && { unitId }), ...(address && { address }) },
    ...(code !== '' && { code }),
    ...(agencyId !== null && { agencyId }),
    electronic: isDirect || axisCode !== undefined,
    ...(axisCode !== undefined && { axis: { code: axisCode, alone: !isDirect } }),
  };
}

function axisCodeOf(asked: string, { listed, axis }: Known): string | undefined {
  const addressed = listed.get(asked);
  return (addressed ? namesOf(addressed) : [asked]).find((code) => axis.has(code));
}

async function codesOfRows(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await readAll(agencies, { _id: oneOf(ids), active: true });
  return new Map(rows.map(({ id, code }) => [id, code]));
}

async function rowsHere(codes: readonly string[], at: Date): Promise<ReadonlyMap<string, RowHere>> {
  const rows = await readAll(agencies, { code: oneOf(codes), active: true });
  const ids = rows.map(({ id }) => id);
  const reached = await electronicAgencies(at, ids);
  return new Map(rows.map(({ id, code }) => [code, { id, isReached: reached.has(id) }]));
}
