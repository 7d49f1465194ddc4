import { DomainError } from '../../../platform/errors.ts';
import type { Rectangle } from '../../pdf/page-geometry.ts';

/** What a document may hold that its signer does not see; the words are in `preflight-texts.ts`. */
export type PreflightCode =
  | 'script'
  | 'active-content'
  | 'hidden-layer'
  | 'changing-layer'
  | 'text-unseen'
  | 'text-off-page'
  | 'embedded-file'
  | 'fields-overlap'
  | 'open-field'
  | 'annotation'
  | 'font-lies'
  | 'earlier-revisions'
  // what nobody looked at, because a bound was reached
  | 'pages-not-looked-at'
  | 'font-not-looked-at'
  | 'objects-not-looked-at'
  | 'more-findings';

/** How far preflight looks. Reaching a bound is a finding of its own: what was not looked at is never called clear. */
export const preflightBounds = {
  /** Pages whose text is looked for on the rendered page, and for how long altogether. */
  pages: 500,
  milliseconds: 30_000,
  /** Of one page; a larger one is looked at with fewer pixels for a letter, up to `leastScale`. */
  pixels: 16_000_000,
  fontBytes: 20 * 1024 * 1024,
  /** Dictionaries and lists inside one another, within one object. */
  depth: 20,
  findings: 100,
};

export type PreflightBounds = Readonly<typeof preflightBounds>;

/** One thing found, on a page (1 = first) where it has one, with the words or names that show what is meant. */
export interface PreflightFinding {
  readonly code: PreflightCode;
  readonly page?: number;
  readonly detail?: string;
  /** Where on the page, in its points, when it can be pointed at. */
  readonly rectangle?: Rectangle;
}

/** What nobody may sign, whatever they have seen: preparing takes it out, so a file that holds it was not prepared. */
const refusedCodes: readonly PreflightCode[] = ['script', 'active-content', 'earlier-revisions', 'open-field'];

/** Whether a finding keeps a document from being signed at all; every other one is for its signer to look at. */
export const isRefused = ({ code }: Pick<PreflightFinding, 'code'>): boolean => refusedCodes.includes(code);

/** Refuses to have a file signed that acts by itself, or under whose pages earlier ones are hidden. */
export function refuseToSign(findings: readonly PreflightFinding[]): void {
  const found = findings.filter(isRefused).map(({ code }) => code);
  if (found.length === 0) return;
  throw new DomainError('invalid', 'not-fit-to-sign', `The file holds what nobody can sign: ${found.join(', ')}`);
}
