import { parsePdf } from '../../pdf/pdf-update.ts';
import { isRefused, type PreflightBounds, type PreflightFinding, preflightBounds } from './preflight-finding.ts';
import { lyingFonts } from './preflight-fonts.ts';
import { structureFindings } from './preflight-structure.ts';
import { unseenText } from './preflight-text.ts';

/**
 * Looks for what would make a signer sign something else than what is on the screen (*thấy gì ký nấy*): scripts, layers that can be
 * switched, text nobody sees, files inside, fields over each other, fonts whose letters are not what they look like, and
 * updates planted before; and names whatever a bound kept it from looking at. Refuses what cannot be read; an empty list promises no
 * more than that these were not found.
 */
export async function preflight(
  pdf: Uint8Array,
  bounds: PreflightBounds = preflightBounds,
): Promise<PreflightFinding[]> {
  const context = await parsePdf(pdf);
  const structure = structureFindings(pdf, context, bounds);
  const all = [...structure, ...lyingFonts(context, bounds), ...(await unseenText(pdf, bounds))];
  const seen = new Set<string>();
  const findings = all.filter(({ code, page, detail }) => {
    const key = `${code} ${page ?? ''} ${detail ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
  const more = findings.length - bounds.findings;
  if (more <= 0) return findings;
  // What nobody may sign, and what was not looked at, is named before all else.
  const weight = (finding: PreflightFinding): number =>
    isRefused(finding) || finding.code.endsWith('-looked-at') ? 0 : 1;
  const weightiest = findings.toSorted((one, other) => weight(one) - weight(other)).slice(0, bounds.findings);
  return [...weightiest, { code: 'more-findings', detail: String(more) }];
}
