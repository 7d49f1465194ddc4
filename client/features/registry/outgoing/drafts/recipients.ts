import type { RecipientView } from '../../../../../server/exchange/contract.ts';
import { fold } from '../../../../../server/platform/text/fold.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/contract.ts';

/** An agency of the directory, as one can send to it. */
export type DirectoryAgency = RecipientView;

/** An agency of the directory, reached electronically if somebody there can receive so: by its row where it has one, else by its code. */
export function electronically({ agencyId, code, name }: DirectoryAgency): Recipient {
  return { agencyId, code: agencyId === null ? code : null, name, paperCopies: 0, paperReason: null };
}

/** A name outside the directory, reached on paper. */
export function onPaper(name: string): Recipient {
  return { agencyId: null, code: null, name, paperCopies: 1, paperReason: null };
}

/** What makes two recipients the same. */
export function keyOfRecipient({ agencyId, code, name }: Recipient): string {
  return agencyId ?? code ?? fold(name);
}

/** What makes two agencies of the directory the same, and is the key of the recipient that one becomes. */
export function keyOfAgency({ agencyId, code }: DirectoryAgency): string {
  return agencyId ?? code;
}

/** Whether it is an agency of the directory. */
export function isListed({ agencyId, code }: Pick<Recipient, 'agencyId' | 'code'>): boolean {
  return agencyId !== null || code !== null;
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
export function withMore(recipients: readonly Recipient[], more: readonly Recipient[]): Recipient[] {
  const byKey = new Map([...recipients, ...more].toReversed().map((one) => [keyOfRecipient(one), one]));
  return [...byKey.values()].toReversed();
}

/**
 * The recipients named in a pasted list – *Nơi nhận* as it stands on a document: one a line or between semicolons, hyphens before and
 * stops after them. Names and codes of the directory, former ones too, are those agencies, whatever the diacritics; all others are reached
 * on paper.
 */
export function namedIn(text: string, directory: readonly DirectoryAgency[]): Recipient[] {
  return text
    .split(/[\n;]/)
    .map((line) => line.replace(/^[-–•+\s]+|[.,\s]+$/g, '').slice(0, 200))
    .filter((name) => name !== '')
    .map((name) => {
      const isMeant = (other: string) => fold(other) === fold(name);
      const agency =
        directory.find((one) => isMeant(one.name) || one.code === name) ??
        directory.find(({ otherNames }) => otherNames.some(isMeant));
      return agency ? electronically(agency) : onPaper(name);
    });
}

/** Whether paper goes beside the electronic document without a reason, which the server refuses: it is what keeps a document from counting as fully electronic. */
export function lacksPaperReason(recipients: readonly Recipient[]): boolean {
  return recipients.some(
    ({ paperCopies, paperReason, ...one }) => isListed(one) && paperCopies > 0 && !paperReason?.trim(),
  );
}
