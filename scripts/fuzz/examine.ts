import { createHash } from 'node:crypto';
import { PdfFile, type RevisionView } from '../../server/pdf-signatures/pdf/reader/pdf-file.ts';
import {
  isArray,
  isDictionary,
  isName,
  isReference,
  isStream,
  type PdfValue,
} from '../../server/pdf-signatures/pdf/reader/pdf-objects.ts';
import type { Verdict, VerifyOptions } from '../../server/pdf-signatures/verification.ts';
import { explain } from '../../server/pdf-signatures/verify/explain.ts';
import { verifyFile, verifyPdf } from '../../server/pdf-signatures/verify/verify-pdf.ts';
import { DomainError } from '../../server/platform/errors.ts';

/** What the verifier made of one file, and what nobody foresaw. */
export interface Examination {
  readonly verdict: Verdict;
  /** An exception inside that is no refusal of ours: a bug, even though the verdict hides it. */
  readonly unforeseen?: string;
  /** Digest of all that the pages of a file called valid show; empty otherwise. */
  readonly pages: string;
  readonly ms: number;
  /** Highest memory of the process so far, in MB. */
  readonly peakMb: number;
}

/** Verifies and explains a file as the product does; runs in a worker process or in place. */
export async function examine(given: Uint8Array, options: VerifyOptions): Promise<Examination> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const began = performance.now();
  const report = await verifyPdf(bytes, options);
  const ms = performance.now() - began;
  explain(report, 'vi');
  const refused = report.reasons.some((reason) =>
    ['unreadable-structure', 'not-a-pdf', 'damaged-file'].includes(reason),
  );
  const unforeseen = refused ? unforeseenError(bytes, options) : undefined;
  return {
    verdict: report.verdict,
    ...(unforeseen === undefined ? {} : { unforeseen }),
    pages: report.verdict === 'valid' ? shownPages(bytes) : '',
    ms,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

function unforeseenError(bytes: Buffer, options: VerifyOptions): string | undefined {
  try {
    verifyFile(new PdfFile(bytes), options);
  } catch (error) {
    if (!(error instanceof DomainError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  return undefined;
}

/** Digest of everything the newest page tree leads to, but the widgets of fields, which may change by themselves. */
export function shownPages(bytes: Buffer): string {
  const file = new PdfFile(bytes);
  const view = file.view(file.revisions.length - 1);
  const hash = createHash('sha256');
  const visited = new Set<number>();
  const take = (value: PdfValue): void => {
    if (isReference(value)) {
      if (visited.has(value.number) || isWidget(view, value)) return;
      visited.add(value.number);
      take(view.object(value.number));
    } else if (isArray(value)) {
      const shown = value.filter((item) => !isWidget(view, item));
      hash.update(`[${shown.length}`);
      for (const item of shown) take(item);
    } else if (isDictionary(value)) {
      for (const [key, item] of [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (key === 'Parent' || key === 'P' || (key === 'Annots' && isEmptyOfShown(view, item))) continue;
        hash.update(`/${key}`);
        take(item);
      }
    } else if (isStream(value)) {
      take(value.dictionary);
      hash.update(value.bytes);
    } else hash.update(JSON.stringify(value, (key, item: unknown) => (key === 'start' || key === 'end' ? 0 : item)));
  };
  take(view.catalog?.entries.get('Pages') ?? null);
  return hash.digest('hex');
}

function isWidget(view: RevisionView, value: PdfValue): boolean {
  const annotation = isReference(value) ? view.object(value.number) : null;
  return isDictionary(annotation) && isName(annotation.entries.get('Subtype'), 'Widget');
}

function isEmptyOfShown(view: RevisionView, value: PdfValue): boolean {
  const list = view.resolve(value);
  return isArray(list) && list.every((item) => isWidget(view, item));
}
