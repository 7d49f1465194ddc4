import type { z } from 'zod';
import type { RecipientView } from '../../../../../server/exchange/recipients/contract.ts';
import { agencyCode, oldAgencyCode, type UnitView } from '../../../../../server/identity/contract.ts';
import { fold } from '../../../../../server/platform/text/fold.ts';
import type { namedRecipient, Recipient } from '../../../../../server/registry/outgoing/recipients/contract.ts';
import { kindOf } from '../../../../../server/registry/outgoing/recipients/recipient.ts';

/** An agency of the directory, as one can send to it. */
export type DirectoryAgency = RecipientView;

/** Whom one can choose: the agencies of the directory, and the units of one’s own. */
export interface Choosable {
  readonly agencies: readonly DirectoryAgency[];
  readonly units: readonly Pick<UnitView, 'id' | 'name'>[];
}

const nobody: Recipient = {
  ...{ kind: null, agencyId: null, code: null, name: '', unit: null, unitId: null, address: null },
  ...{ paperCopies: 0, paperReason: null },
};

/** Who is in a group: a recipient without what one document says of paper. */
export type Member = z.output<typeof namedRecipient>;

/** A recipient as a group keeps it. */
export function memberOf({ paperCopies: _, paperReason: __, ...member }: Recipient): Member {
  return member;
}

/** A member of a group as the recipient of a document: on paper where nothing else reaches it. */
export function asRecipient(member: Member): Recipient {
  const kind = kindOf(member);
  return { ...member, paperCopies: kind === 'organisation' || kind === 'person' ? 1 : 0, paperReason: null };
}

/** An agency of the directory, reached electronically if somebody there can receive so: by its row where it has one, else by its code. */
export function electronically({ agencyId, code, name }: NamedAgency): Recipient {
  return { ...nobody, kind: 'agency', agencyId, code: agencyId === null ? code : null, name };
}

type NamedAgency = Pick<DirectoryAgency, 'agencyId' | 'code' | 'name'>;

/** A name outside the directory, reached on paper: a person by how one is called, else an organisation. */
export function onPaper(name: string): Recipient {
  const kind = /^(các )?(ông|bà|đồng chí)[ ,]/iu.test(name) ? 'person' : 'organisation';
  return { ...nobody, kind, name, paperCopies: 1 };
}

/** Who issued an incoming document, as the recipient of its answer. */
export function issuing({ agencyId, code, name }: Pick<Recipient, 'agencyId' | 'code' | 'name'>): Recipient {
  return (agencyId ?? code) === null ? onPaper(name) : { ...nobody, kind: 'agency', agencyId, code, name };
}

/** An organisation or a person, as somebody typed who it is. */
export function outside(said: Pick<Recipient, 'kind' | 'name' | 'address' | 'code'>): Recipient {
  return { ...nobody, ...said, paperCopies: 1 };
}

/** A unit of one’s own agency, which reads the document where it is. */
export function ownUnit({ id, name }: Choosable['units'][number]): Recipient {
  return { ...nobody, kind: 'unit', unitId: id, name };
}

/** What makes two recipients the same. */
export function keyOfRecipient({ agencyId, code, unitId, name, address }: KeyedRecipient): string {
  return agencyId ?? code ?? unitId ?? fold(address === null ? name : `${name} ${address}`);
}

type KeyedRecipient = Pick<Recipient, 'agencyId' | 'code' | 'unitId' | 'name' | 'address'>;

/** What makes two agencies of the directory the same, and is the key of the recipient that one becomes. */
export function keyOfAgency({ agencyId, code }: DirectoryAgency): string {
  return agencyId ?? code;
}

/** Whether it is an agency of the directory. */
export function isListed(recipient: Pick<Recipient, 'kind' | 'agencyId' | 'code'>): boolean {
  return kindOf(recipient) === 'agency';
}

/** How a document gets to an agency: to its system here or elsewhere, over the national document axis, or on paper while it has none or nobody can receive there. */
export function wayTo({
  hosting,
  electronic,
  overAxis,
}: DirectoryAgency): 'electronic' | 'elsewhere' | 'overAxis' | 'paperOnly' | 'noSystem' {
  if (overAxis) return 'overAxis';
  if (electronic) return hosting === 'elsewhere' ? 'elsewhere' : 'electronic';
  return hosting === 'none' ? 'noSystem' : 'paperOnly';
}

type Way = ReturnType<typeof wayTo> | 'organisation' | 'person' | 'unit';

/** How a document gets to a recipient, by what the directory says of the agency that it names, once that is known. */
export function wayOf(recipient: Recipient, agency: DirectoryAgency | undefined): Way {
  const kind = kindOf(recipient);
  if (kind !== 'agency') return kind;
  return agency ? wayTo(agency) : 'electronic';
}

/** What the ways are summed up by. */
export const sums = ['electronic', 'paper', 'internal'] as const;

/** How many recipients are reached how. */
export function summedUp(
  recipients: readonly Recipient[],
  agencyOf: (recipient: Recipient) => DirectoryAgency | undefined,
): Readonly<Record<(typeof sums)[number], number>> {
  const count = { electronic: 0, paper: 0, internal: 0 };
  for (const recipient of recipients) count[sumOf(wayOf(recipient, agencyOf(recipient)))] += 1;
  return count;
}

function sumOf(way: Way): (typeof sums)[number] {
  if (way === 'unit') return 'internal';
  return way === 'electronic' || way === 'elsewhere' || way === 'overAxis' ? 'electronic' : 'paper';
}

/** The files of a draft, as far as somebody's limits ask of them. */
export interface FilesToSend {
  readonly main: readonly SizedFile[];
  readonly beside: readonly SizedFile[];
}

interface SizedFile {
  readonly name: string;
  readonly size: number;
}

/** The names of the files that are longer than an agency takes by the directory; none where that says nothing. */
export function tooLongFor({ limits }: Pick<DirectoryAgency, 'limits'>, { main, beside }: FilesToSend): string[] {
  if (!limits) return [];
  const beyond = (files: readonly SizedFile[], most: number) => files.filter(({ size }) => size > most);
  return [...beyond(main, limits.mainFileBytes), ...beyond(beside, limits.attachmentBytes)].map(({ name }) => name);
}

/** The recipients with more of them; who is there already is not named twice. */
export function withMore<One extends KeyedRecipient>(recipients: readonly One[], more: readonly One[]): One[] {
  const byKey = new Map([...recipients, ...more].toReversed().map((one) => [keyOfRecipient(one), one]));
  return [...byKey.values()].toReversed();
}

/**
 * The recipients named in a pasted list – *Nơi nhận* as it stands on a document: one a line or between semicolons, hyphens before and
 * stops after them. Names and codes of the directory, former ones too, are those agencies, names of own units those, whatever the diacritics;
 * all others are reached on paper.
 */
export function namedIn(text: string, { agencies, units }: Choosable): Recipient[] {
  return text
    .split(/[\n;]/)
    .map((line) => line.replace(/^[-–•+\s]+|[.,\s]+$/g, '').slice(0, 200))
    .filter((name) => name !== '')
    .map((name) => {
      const isMeant = (other: string) => fold(other) === fold(name);
      const agency =
        agencies.find((one) => isMeant(one.name) || one.code === name) ??
        agencies.find(({ otherNames }) => otherNames.some(isMeant));
      if (agency) return electronically(agency);
      const unit = units.find((one) => isMeant(one.name));
      return unit ? ownUnit(unit) : onPaper(name);
    });
}

/** Those of a pasted list that are written as codes of agencies, and are no agency’s: paper would go to nobody. */
export function unknownCodes(found: readonly Recipient[]): string[] {
  return found
    .filter((one) => !isListed(one))
    .map(({ name }) => name)
    .filter((name) => [agencyCode, oldAgencyCode].some((code) => code.safeParse(name.toUpperCase()).success));
}

/** Whether paper goes beside the electronic document without a reason, which the server refuses: it is what keeps a document from counting as fully electronic. */
export function lacksPaperReason(recipients: readonly Recipient[]): boolean {
  return recipients.some(
    ({ paperCopies, paperReason, ...one }) => isListed(one) && paperCopies > 0 && !paperReason?.trim(),
  );
}
