import { drawOver } from '../../pdf-signatures/pdf/page-content.ts';
import {
  decodePDFRawStream,
  degrees,
  type PDFContext,
  type PDFDocument,
  type PDFObject,
  PDFRawStream,
} from '../../pdf-signatures/pdf/pdf-lib.cjs';
import { number } from '../../pdf-signatures/produce/appearance.ts';
import { DomainError } from '../../platform/errors.ts';
import { turnOf } from './photo-turn.ts';
import { onSheet } from './sheet.ts';
import { notJoinable, type TiffPicture, tiffPictures, unreadable } from './tiff.ts';

/** A part of a picture as a PDF holds it, from top to bottom so many rows. */
interface Part {
  readonly rows: number;
  readonly image: PDFObject;
}

/** Ways of packing that are unpacked here, so that what was written in many strips becomes one picture. */
const unpacked: Readonly<Record<number, string | null>> = {
  1: null,
  5: 'LZWDecode',
  8: 'FlateDecode',
  32946: 'FlateDecode',
  32773: 'RunLengthDecode',
};
const FAX4 = 4;
const JPEG = 7;
/** An A3 sheet in colour at 300 dots an inch has 52 million bytes. */
const mostBytes = 200_000_000;

/**
 * Adds a sheet for each picture of a TIFF, or for those that are named (1 = first), as a scanner writes it: packed as a fax or a photograph it
 * is taken over as it is, for PDF knows both. Refuses as `tiffPictures` does, and other ways of packing.
 */
export function addTiff(joined: PDFDocument, file: Buffer, wanted: readonly number[] | undefined): void {
  const pictures = tiffPictures(file);
  for (const page of wanted ?? [...pictures.keys()].map((at) => at + 1)) {
    const picture = pictures[page - 1];
    if (!picture) throw new DomainError('invalid', 'page-missing', `The TIFF has ${pictures.length} pages`);
    addPicture(joined, picture);
  }
}

function addPicture(joined: PDFDocument, picture: TiffPicture): void {
  const { width, height, dotHeight, orientation } = picture;
  const sheet = onSheet({ width, height: height * dotHeight });
  const page = joined.addPage([sheet.width, sheet.height]);
  const parts = partsOf(joined.context, picture);
  const { context } = joined;
  drawOver(
    page.node,
    (nameOf) => {
      let top = sheet.y + sheet.shownHeight;
      return parts
        .map(({ rows, image }) => {
          const tall = (sheet.shownHeight * rows) / height;
          top -= tall;
          const box = [sheet.shownWidth, 0, 0, tall, sheet.x, top].map(number).join(' ');
          return `q ${box} cm /${nameOf(context.register(image))} Do Q\n`;
        })
        .join('');
    },
    (object) => context.register(object),
  );
  page.setRotation(degrees(turnOf[orientation] ?? 0));
}

function partsOf(context: PDFContext, picture: TiffPicture): Part[] {
  const { compression, strips, height } = picture;
  if (compression === FAX4 || compression === JPEG) {
    return strips.map(({ rows, bytes }) => ({ rows, image: asItIs(context, picture, { rows, bytes }) }));
  }
  return [{ rows: height, image: asOne(context, picture) }];
}

/** A strip packed as a fax (ITU-T T.6) or a photograph, as it is. */
function asItIs(context: PDFContext, picture: TiffPicture, { rows, bytes }: TiffPicture['strips'][number]): PDFObject {
  const { width, samples, photometric, compression, jpegTables, bits } = picture;
  const common = { ...imageDict(picture, rows), BitsPerComponent: compression === FAX4 ? 1 : 8 };
  if (compression === FAX4) {
    if (bits !== 1 || samples !== 1) throw notJoinable();
    const parameters = { K: -1, Columns: width, Rows: rows, BlackIs1: photometric === 1 };
    return PDFRawStream.of(context.obj({ ...common, Filter: 'CCITTFaxDecode', DecodeParms: parameters }), bytes);
  }
  const isWhole = jpegTables.length === 0;
  const whole = isWhole ? bytes : Buffer.concat([jpegTables.subarray(0, -2), bytes.subarray(2)]);
  const parameters = samples === 3 ? { DecodeParms: { ColorTransform: photometric === 6 ? 1 : 0 } } : {};
  return PDFRawStream.of(context.obj({ ...common, Filter: 'DCTDecode', ...parameters }), whole);
}

/** All strips as one picture, packed anew. */
function asOne(context: PDFContext, picture: TiffPicture): PDFObject {
  const { width, height, bits, samples, compression, predictor, photometric } = picture;
  const filter = unpacked[compression];
  const isKnown = filter !== undefined && [1, 2].includes(predictor) && [1, 8].includes(bits) && photometric !== 6;
  const row = Math.ceil((width * bits * samples) / 8);
  if (!isKnown || row * height > mostBytes) throw notJoinable();
  const rows = picture.strips.map((strip) => {
    const bytes = filter === null ? strip.bytes : unpack(context, filter, strip.bytes);
    if (bytes.length < row * strip.rows) throw unreadable();
    return bytes.subarray(0, row * strip.rows);
  });
  const shown = { BitsPerComponent: bits, ...(photometric === 0 && { Decode: [1, 0] }) };
  const differences = { Predictor: 2, Colors: samples, BitsPerComponent: bits, Columns: width };
  const parameters = predictor === 2 ? { DecodeParms: differences } : {};
  return context.flateStream(Buffer.concat(rows), { ...imageDict(picture, height), ...shown, ...parameters });
}

function unpack(context: PDFContext, filter: string, bytes: Buffer): Uint8Array {
  try {
    return decodePDFRawStream(PDFRawStream.of(context.obj({ Filter: filter }), bytes)).decode();
  } catch (cause) {
    throw unreadable(cause);
  }
}

function imageDict({ width, samples }: TiffPicture, rows: number) {
  return {
    ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: rows },
    ColorSpace: samples === 3 ? 'DeviceRGB' : 'DeviceGray',
  };
}
