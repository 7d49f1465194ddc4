import type { CertificateChain } from '../../pdf-signatures/crypto/cms.ts';
import { textWidth } from '../../pdf-signatures/pdf/form-font.ts';
import { toPage } from '../../pdf-signatures/pdf/page-geometry.ts';
import { pageView } from '../../pdf-signatures/pdf/page-view.ts';
import { formFields, pagesOf } from '../../pdf-signatures/pdf/pdf-fields.ts';
import { openUpdate } from '../../pdf-signatures/pdf/pdf-update.ts';
import { freeFieldName } from '../../pdf-signatures/produce/new-field.ts';
import { readyToSign } from '../../pdf-signatures/produce/rewrite-pdf.ts';
import { beginInUpdate } from '../../pdf-signatures/produce/sign-pdf.ts';
import { completeSignature } from '../../pdf-signatures/produce/signature-value.ts';
import { type Appearance, vietnameseMoment } from '../../pdf-signatures/produce/signer-text.ts';

/** The forms of a certified copy (*sao y, sao lục, trích sao*: NĐ 30/2020 Điều 25). */
export type CopyForm = 'SAO Y' | 'SAO LỤC' | 'TRÍCH SAO';

/** What the agency's mark says: whose attachment a file is (NĐ 30/2020 Phụ lục I.II.8), or what kind of copy by whom. */
export type Mark =
  | { readonly kind: 'attachment'; readonly notation: string }
  | { readonly kind: 'copy'; readonly form: CopyForm; readonly agency: string };

export interface MarkRequest extends CertificateChain {
  readonly mark: Mark;
  readonly signingTime: Date;
  /** Signs the bytes with the agency's key; the key stays behind its port. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** Size 10, black, Times New Roman; the image of the seal is not shown (NĐ 30/2020 Phụ lục I). */
const fontSize = 10;
const leading = fontSize * 1.25;
const margin = 14;

/**
 * Signs a file of its own beside a document – a separate attachment, a certified copy – with the agency's key and its mark in the upper
 * right corner of page 1. A signed file is only appended to; refuses a mark on one that is certified.
 */
export async function markFile(pdf: Uint8Array, request: MarkRequest): Promise<Uint8Array> {
  const { mark, signingTime, certificate, chain } = request;
  const base = await readyToSign(pdf);
  const update = await openUpdate(base);
  const lines = linesOf(mark, signingTime);
  const [first] = pagesOf(update.context);
  const place = first === undefined ? {} : { place: { page: 0, rectangle: cornerOf(first.dict, lines) } };
  const appearance: Appearance = { kind: 'mark', lines, fontSize };
  const field = freeFieldName(formFields(update.context), mark.kind);
  const begun = await beginInUpdate(update, { field, newField: place, certificate, chain, signingTime, appearance });
  return completeSignature(base, begun, await request.sign(begun.signedAttributes));
}

function linesOf(mark: Mark, time: Date): string[] {
  const moment = vietnameseMoment(time);
  return mark.kind === 'attachment' ? [mark.notation, moment] : [mark.form, mark.agency, moment];
}

function cornerOf(page: Parameters<typeof pageView>[0], lines: readonly string[]) {
  const view = pageView(page);
  const width = Math.max(...lines.map((line) => textWidth(line, fontSize))) + 4;
  const height = lines.length * leading + 4;
  return toPage(view, { x: view.width - margin - width, y: view.height - margin - height, width, height });
}
