import { fold } from '../../../../../server/platform/text/fold.ts';
import type { Recipient } from '../../../../../server/registry/outgoing/contract.ts';

/** An agency of the directory. */
export interface DirectoryAgency {
  readonly agencyId: string;
  readonly code: string;
  readonly name: string;
}

/** An agency of the directory, reached electronically if somebody there can receive so. */
export function electronically({ agencyId, name }: DirectoryAgency): Recipient {
  return { agencyId, name, paperCopies: 0, paperReason: null };
}

/** A name outside the directory, reached on paper. */
export function onPaper(name: string): Recipient {
  return { agencyId: null, name, paperCopies: 1, paperReason: null };
}

/** What makes two recipients the same. */
export function keyOfRecipient({ agencyId, name }: Recipient): string {
  return agencyId ?? fold(name);
}

/** The recipients with more of them; who is there already is not named twice. */
export function withMore(recipients: readonly Recipient[], more: readonly Recipient[]): Recipient[] {
  const byKey = new Map([...recipients, ...more].toReversed().map((one) => [keyOfRecipient(one), one]));
  return [...byKey.values()].toReversed();
}

/**
 * The recipients named in a pasted list – *Nơi nhận* as it stands on a document: one a line or between semicolons, hyphens before and
 * stops after them. Names and codes of the directory are those agencies, whatever the diacritics; all others are reached on paper.
 */
export function namedIn(text: string, directory: readonly DirectoryAgency[]): Recipient[] {
  return text
    .split(/[\n;]/)
    .map((line) => line.replace(/^[-–•+\s]+|[.,\s]+$/g, '').slice(0, 200))
    .filter((name) => name !== '')
    .map((name) => {
      const agency = directory.find((one) => fold(one.name) === fold(name) || one.code === name);
      return agency ? electronically(agency) : onPaper(name);
    });
}

/** Whether paper goes beside the electronic document without a reason, which the server refuses: it is what keeps a document from counting as fully electronic. */
export function lacksPaperReason(recipients: readonly Recipient[]): boolean {
  return recipients.some(
    ({ agencyId, paperCopies, paperReason }) => agencyId !== null && paperCopies > 0 && !paperReason?.trim(),
  );
}
