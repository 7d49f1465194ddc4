import { DomainError } from '../errors.ts';
import { fold } from './fold.ts';

const wayOut =
  'Trong Excel chọn Lưu thành (Save As) › “CSV UTF-8 (Comma delimited)” rồi nhập lại; phông VNI, TCVN3 (ABC) phải chuyển sang Unicode trước.';

/**
 * The text of a table as programs save it: UTF-8, UTF-16, or the code page of Vietnamese Windows (1258) where every word it gives is
 * Vietnamese. Refuses any other bytes, and what was garbled before, with the line and the way to save it right: a book is kept for good.
 */
export function tableText(bytes: Uint8Array): string {
  const unicode = decoded(bytes, unicodeOf(bytes));
  if (unicode !== undefined) {
    if (/[\0]/.test(unicode)) throw notText('Tệp không phải là văn bản.');
    if (isGarbled(unicode)) throw notText('Chữ trong tệp viết bằng bảng mã cũ (VNI, TCVN3…) hoặc đã bị đổi mã sai.');
    return unicode.normalize('NFC');
  }
  const windows = decoded(bytes, 'windows-1258')?.normalize('NFC');
  if (windows !== undefined && isSurelyVietnamese(windows)) return windows;
  throw notText(`Tệp không phải UTF-8 (dòng ${lineOfFirstFault(bytes)}).`);
}

const notText = (what: string): DomainError => new DomainError('invalid', 'csv-not-utf8', `${what} ${wayOut}`);

/** By the byte order mark; without one by where the zero bytes stand, since half of UTF-16 of Latin letters are such. */
function unicodeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const sample = bytes.subarray(0, 2_000);
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < sample.length / 8) return 'utf-8';
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined; // these bytes are not in this encoding
    throw error;
  }
}

/** The line of the first bytes that are not UTF-8. */
function lineOfFirstFault(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .split(/\r\n?|\n/);
  return lines.findIndex((line) => line.includes('\ufffd')) + 1;
}

/** Old encodings give words that no Vietnamese spells, and most of them do; a foreign name here and there is none of that. */
function isGarbled(text: string): boolean {
  const { right, wrong } = markedWords(text);
  return wrong >= 2 && wrong > (right + wrong) * 0.4;
}

function isSurelyVietnamese(text: string): boolean {
  const { right, wrong } = markedWords(text);
  return (
    right > 0 && wrong <= (right + wrong) * 0.05 && !/[\0\ufffd]/.test(text) && /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/.test(text)
  );
}

const betweenWords = /[\s!-/:-@[-`{-~“”‘’–—…•]+/u;
const initials = 'b|c|ch|d|đ|g|gh|gi|h|k|kh|kr|l|m|n|ng|ngh|nh|p|ph|pl|q|r|s|t|th|tr|v|x|w|z|f|j|';
const nuclei = 'a|e|i|o|u|y|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oao|oay|oe|oeo|oi|oo';
const fromU = 'ua|uai|uay|uao|uau|ue|ueo|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|ye|yeu';
const syllable = new RegExp(`^(?:${initials})(?:${nuclei}|${fromU})(?:c|ch|k|l|m|n|ng|nh|p|r|t|)$`);
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const vietnameseMarks = /[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]/gu;

/** How many words with letters beyond ASCII are Vietnamese syllables, and how many are not; symbols of codes do not count. */
function markedWords(text: string): { right: number; wrong: number } {
  let [right, wrong] = [0, 0];
  for (const token of text.split(betweenWords)) {
    const word = token.replace(/^[«»·°]+|[«»·°]+$/gu, '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the letters of ASCII are meant
    if (!/[^\x00-\x7f]/.test(word) || !/\p{L}/u.test(word) || /\p{N}/u.test(word) || /^[A-ZĐ&]+$/.test(word)) continue;
    if (isSyllable(word)) right += 1;
    else wrong += 1;
  }
  return { right, wrong };
}

function isSyllable(word: string): boolean {
  const plain = word.normalize('NFD');
  const foreign = plain.replace(vietnameseMarks, '').replace(/[a-zđ]/giu, '');
  return foreign === '' && (plain.match(tones)?.length ?? 0) <= 1 && syllable.test(fold(word));
}
