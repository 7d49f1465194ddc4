/** How one recipient outside the agency was reached, as far as the two shares care. */
export interface ReachedRecipient {
  readonly name: string;
  readonly electronic: boolean;
  readonly paperCopies: number;
  readonly refused: boolean;
  /** The recipient’s verdict in its signed receipt; undefined while there is none. */
  readonly verdict?: string;
}

/** What of an issued document decides about it: how it was signed, and how all its recipients outside the agency were reached. */
export interface Issued {
  readonly inInk: boolean;
  readonly recalled: boolean;
  readonly recipients: readonly ReachedRecipient[];
}

/** One issued document of the period with all its recipients outside the agency. */
export interface IssuedDocument extends Issued {
  readonly documentId: string;
  readonly code: string;
  readonly subject: string;
  readonly issuedOn: string;
}

export type Missing =
  | 'paper-only'
  | 'paper-parallel'
  | 'no-receipt'
  | 'verdict-not-valid'
  | 'refused'
  | 'signed-in-ink';

export interface Judged<D extends Issued = IssuedDocument> {
  readonly document: D;
  readonly counted: boolean;
  readonly missing: readonly { readonly recipient: string; readonly reason: Missing }[];
}

export type Definition = 'e-exchange@1' | 'fully-electronic@1';
export const definitions: readonly Definition[] = ['e-exchange@1', 'fully-electronic@1'];

export interface ShareFigureOf {
  readonly definition: Definition;
  readonly numerator: number;
  readonly denominator: number;
  readonly percent: number | null;
}

/**
 * Judges every document that counts at all: issued to at least one recipient outside the agency and not recalled.
 * *e-exchange@1*: sent electronically to every recipient. *fully-electronic@1*: besides, no paper beside it and every recipient’s
 * receipt calls both signatures valid; without a receipt it is sent, but not fully electronic (both signatures: NĐ 30/2020 Điều 5).
 */
export function judge<D extends Issued>(definition: Definition, issued: readonly D[]): readonly Judged<D>[] {
  return issued
    .filter((document) => !document.recalled && document.recipients.length > 0)
    .map((document) => {
      const missing = document.recipients.flatMap((recipient) => {
        const reason = shortcoming(definition, document, recipient);
        return reason ? [{ recipient: recipient.name, reason }] : [];
      });
      return { document, counted: missing.length === 0, missing };
    });
}

function shortcoming(definition: Definition, document: Issued, recipient: ReachedRecipient): Missing | undefined {
  if (document.inInk) return 'signed-in-ink';
  if (!recipient.electronic) return 'paper-only';
  if (definition === 'e-exchange@1') return undefined;
  if (recipient.paperCopies > 0) return 'paper-parallel';
  if (recipient.refused) return 'refused';
  if (recipient.verdict === undefined || recipient.verdict === 'pending') return 'no-receipt';
  return recipient.verdict === 'valid' ? undefined : 'verdict-not-valid';
}

/**
 * The figure of a definition: how many of how many, and per cent with one decimal, null when nothing was sent. One document may stand for
 * `many` that are alike in all that decides.
 */
export function share(definition: Definition, issued: readonly (Issued & { readonly many?: number })[]): ShareFigureOf {
  const judged = judge(definition, issued);
  const sum = (some: typeof judged) => some.reduce((total, { document: { many = 1 } }) => total + many, 0);
  const numerator = sum(judged.filter(({ counted }) => counted));
  const denominator = sum(judged);
  const percent = denominator === 0 ? null : Math.round((numerator * 1_000) / denominator) / 10;
  return { definition, numerator, denominator, percent };
}
