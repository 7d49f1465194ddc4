import type { Rectangle } from '../pdf/pdf-fields.ts';
import { parsePdf } from '../pdf/pdf-update.ts';
import { lyingFonts } from './preflight-fonts.ts';
import { structureFindings } from './preflight-structure.ts';
import { unseenText } from './preflight-text.ts';

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
  | 'annotation'
  | 'font-lies'
  | 'earlier-revisions';

/** One thing found, on a page (1 = first) where it has one, with the words or names that show what is meant. */
export interface PreflightFinding {
  readonly code: PreflightCode;
  readonly page?: number;
  readonly detail?: string;
  /** Where on the page, in its points, when it can be pointed at. */
  readonly rectangle?: Rectangle;
}

const mostFindings = 100;

/**
 * Looks for what would make a signer sign something else than what is on the screen (*thấy gì ký nấy*): scripts, layers that can be
 * switched, text nobody sees, files inside, fields over each other, fonts whose letters are not what they look like, and
 * updates planted before. Refuses what cannot be read; an empty list promises no more than that these were not found.
 */
export async function preflight(pdf: Uint8Array): Promise<PreflightFinding[]> {
  const context = await parsePdf(pdf);
  const findings = [...structureFindings(pdf, context), ...lyingFonts(context), ...(await unseenText(pdf))];
  const seen = new Set<string>();
  return findings
    .filter(({ code, page, detail }) => {
      const key = `${code} ${page ?? ''} ${detail ?? ''}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, mostFindings);
}
