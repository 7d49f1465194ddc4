import type { PDFiumDocument, PDFiumLibrary, PDFiumPageRender } from '@hyzyla/pdfium';
import type { PdfFile } from '../pdf/reader/pdf-file.ts';
import { readPages } from '../pdf/reader/pdf-pages.ts';
import { readForm } from '../pdf/reader/signature-fields.ts';
import type { Change, ReasonCode, SignatureVerdict, VerificationReport } from '../verification.ts';
import { sortedReasons, wordForFile, wordWith } from './verdict.ts';

/** Pixels per point: letters are told from their ground, and a page takes milliseconds. */
const wantedScale = 1.5;
/** Of one picture; a larger page is drawn smaller. */
const pixelsOfPicture = 4_000_000;
/** More pages than any document has with later signatures; what lies beyond is not looked at, and counts as hidden. */
const mostLooks = 50;
/** Darker than this is ink, 0 to 255; it is gone when its place is so much brighter. A seal over black letters leaves them dark. */
const ink = 110;
const brightening = 120;
/** So many pixels of ink may be gone by smoothing alone; a comma has more. */
const smoothedAway = 3;

type Judged = Pick<VerificationReport, 'signatures' | 'verdict' | 'reasons'>;

/**
 * Leaves the verdict open of each signature, valid so far, after which a signature was added that hides what stood on a page: ink of the
 * page as it looked before is gone, so that it reads otherwise than when it was signed. What cannot be drawn counts as hidden. The pages
 * are drawn by PDFium, which is no part of the reader that judges everything else.
 */
export async function withHiddenContent<T extends Judged>(report: T, open: () => PdfFile): Promise<T> {
  const added = report.signatures.filter(isGood).flatMap(({ changesAfter }) => changesAfter.filter(isVisible));
  if (added.length === 0) return report;
  const hiding = await hidingOf(open(), new Map(added.map((change) => [nameOf(change), change])));
  const signatures = report.signatures.map((signature): SignatureVerdict => {
    const isHiding = (change: Change): boolean => isVisible(change) && hiding.has(nameOf(change));
    if (!isGood(signature) || !signature.changesAfter.some(isHiding)) return signature;
    return {
      ...signature,
      verdict: wordWith(signature.verdict, reason),
      reasons: sortedReasons([...signature.reasons, reason]),
      changesAfter: signature.changesAfter.map((change) => (isHiding(change) ? { ...change, reason } : change)),
    };
  });
  return { ...report, signatures, verdict: wordForFile(signatures, report.reasons) };
}

const reason: ReasonCode = 'signature-hides-content';
const isGood = ({ verdict }: SignatureVerdict): boolean => verdict === 'valid' || verdict === 'filled';
const isVisible = ({ kind, rect }: Change): boolean => kind === 'signature-added' && rect !== undefined;
const nameOf = ({ revision, field }: Change): string => `${revision} ${field}`;

/** The names of those of these signatures that hide something. */
async function hidingOf(file: PdfFile, added: ReadonlyMap<string, Change>): Promise<ReadonlySet<string>> {
  // Few files need a picture, and whoever verifies one of the others does not wait for it.
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library = await PDFiumLibrary.init();
  const upTo = (revision: number): Buffer => file.bytes.subarray(0, file.revisions[revision - 1]?.end);
  const looks = [...added].flatMap(([name, change]) => pagesWith(file, change).map((page) => ({ name, change, page })));
  const hiding = new Set(looks.slice(mostLooks).map(({ name }) => name));
  try {
    for (const { name, change, page } of looks.slice(0, mostLooks)) {
      const before = await picture(library, upTo(change.revision - 1), page - 1);
      const after = await picture(library, upTo(change.revision), page - 1);
      if (before === undefined || after === undefined || isInkGone(before, after)) hiding.add(name);
    }
    return hiding;
  } finally {
    library.destroy();
  }
}

/** The pages (1 = first) on which a signature's widgets lie: a field may have several, and one may lie on several pages. */
function pagesWith(file: PdfFile, { revision, field = '' }: Change): number[] {
  const view = file.view(revision - 1);
  const widgets = readForm(view, true).fields.get(field)?.widgets ?? [];
  const pages = [...readPages(view).values()];
  return pages.filter(({ annotated }) => widgets.some((widget) => annotated.has(widget))).map(({ index }) => index);
}

/** A page as it looks with everything that lies on it, or nothing when PDFium cannot draw it. */
async function picture(library: PDFiumLibrary, file: Buffer, index: number): Promise<PDFiumPageRender | undefined> {
  let document: PDFiumDocument | undefined;
  try {
    document = await library.loadDocument(file);
    const page = document.getPage(index);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = Math.min(wantedScale, Math.sqrt(pixelsOfPicture / (originalWidth * originalHeight)));
    return await page.render({ scale, render: 'bitmap', renderFormFields: true });
  } catch {
    // A file that PDFium does not take, or a page that is not there: nobody knows how it looks, which the caller says.
    return undefined;
  } finally {
    document?.destroy();
  }
}

function isInkGone(old: PDFiumPageRender, now: PDFiumPageRender): boolean {
  if (old.width !== now.width || old.height !== now.height) return true;
  let gone = 0;
  for (let at = 0; at < old.data.length; at += 4) {
    const was = brightness(old.data, at);
    if (was < ink && brightness(now.data, at) > was + brightening) gone += 1;
  }
  return gone > smoothedAway;
}

/** As the eye weighs red, green and blue (ITU-R BT.601). */
const brightness = (data: Uint8Array, at: number): number =>
  0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
