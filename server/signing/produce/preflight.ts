import { parsePdf } from '../pdf/pdf-update.ts';
import type { PreflightFinding } from './preflight-finding.ts';
import { lyingFonts } from './preflight-fonts.ts';
import { structureFindings } from './preflight-structure.ts';
import { unseenText } from './preflight-text.ts';

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
