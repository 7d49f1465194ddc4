import { degrees, PDFDocument, type PDFImage } from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { parsePdf } from '../../pdf-signatures/pdf/pdf-update.ts';
import { isSigned } from '../../pdf-signatures/produce/rewrite-pdf.ts';
import { DomainError } from '../../platform/errors.ts';
import { photoTurn } from './photo-turn.ts';
import { onSheet } from './sheet.ts';
import { notJoinable } from './tiff.ts';
import { addTiff } from './tiff-sheets.ts';

/** A file whose pages go into another one. */
export interface JoinedPart {
  readonly mediaType: string;
  /** Which of its pages (1 = first), in the order they are to have; all unless told. A picture is one page, a TIFF as many as it has. */
  readonly pages?: readonly number[] | undefined;
  /** Which of these, by their place among them (1 = first), are turned clockwise by how much beyond how they lie. */
  readonly turned?: readonly { readonly at: number; readonly turn: number }[] | undefined;
}

const mostJoined = 500;

/**
 * Makes one PDF of pages of PDFs and of pictures, in the order named. Refuses what is signed: its pages alone would be a copy without what
 * proves them; a page that is not there; and what no page can be made of. Runs in a worker process.
 */
export async function joinPages(parts: readonly JoinedPart[], ...files: readonly Uint8Array[]): Promise<Uint8Array> {
  const joined = await PDFDocument.create({ updateMetadata: false });
  for (const [index, part] of parts.entries()) {
    const bytes = files[index];
    if (bytes === undefined) throw new Error('Each part has its file');
    if (part.mediaType === 'application/pdf') await addPages(joined, bytes, part);
    else if (part.mediaType === 'image/tiff') addTiff(joined, Buffer.from(bytes), part.pages);
    else
      addSheet(
        joined,
        await pictureOf(joined, part, bytes),
        part.mediaType === 'image/jpeg' ? photoTurn(Buffer.from(bytes)) : 0,
      );
    if (joined.getPageCount() > mostJoined) {
      throw new DomainError('invalid', 'too-many-pages', `A file is joined of at most ${mostJoined} pages`);
    }
  }
  return await joined.save();
}

async function addPages(joined: PDFDocument, bytes: Uint8Array, { pages, turned = [] }: JoinedPart): Promise<void> {
  if (isSigned(await parsePdf(bytes))) {
    throw new DomainError('conflict', 'already-signed', 'A signed PDF is one document by itself');
  }
  const source = await PDFDocument.load(bytes, { updateMetadata: false });
  const wanted = pages?.map((page) => page - 1) ?? source.getPageIndices();
  if (wanted.some((page) => page >= source.getPageCount())) {
    throw new DomainError('invalid', 'page-missing', `The PDF has ${source.getPageCount()} pages`);
  }
  for (const [index, page] of (await joined.copyPages(source, wanted)).entries()) {
    const turn = turned.find(({ at }) => at === index + 1)?.turn ?? 0;
    page.setRotation(degrees((page.getRotation().angle + turn) % 360));
    joined.addPage(page);
  }
}

async function pictureOf(joined: PDFDocument, { mediaType }: JoinedPart, bytes: Uint8Array): Promise<PDFImage> {
  try {
    if (mediaType === 'image/jpeg') return await joined.embedJpg(bytes);
    if (mediaType === 'image/png') return await joined.embedPng(bytes);
  } catch (cause) {
    throw new DomainError('invalid', 'image-unreadable', 'The picture cannot be read', { cause });
  }
  throw notJoinable();
}

function addSheet(joined: PDFDocument, picture: PDFImage, turn: number): void {
  const { width, height, x, y, shownWidth, shownHeight } = onSheet(picture);
  const page = joined.addPage([width, height]);
  page.drawImage(picture, { x, y, width: shownWidth, height: shownHeight });
  page.setRotation(degrees(turn));
}
