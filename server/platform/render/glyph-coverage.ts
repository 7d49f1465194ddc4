import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DomainError } from '../errors.ts';
import { type CharacterPlace, placeOf } from '../text/character-place.ts';
import { fontFiles } from './fonts.ts';

let printable: ReadonlySet<number> | undefined;

/** Code points that every face of the document font draws; a character outside makes the PDF/A export fail as a whole. */
function printableCodePoints(): ReadonlySet<number> {
  if (printable !== undefined) return printable;
  // With what it decodes fonts by, a megabyte that no start need wait for.
  const { create }: typeof import('@cantoo/fontkit') = createRequire(import.meta.url)('@cantoo/fontkit');
  const faces = fontFiles.map((file) => {
    const font = create(readFileSync(file));
    if (!('characterSet' in font)) throw new Error(`${file} is not a single font`);
    return new Set(font.characterSet);
  });
  const shared = [...(faces[0] ?? [])].filter((code) => code >= 0x20 && faces.every((face) => face.has(code)));
  // Controls, and the marks that turn the direction of text: what is read must be what is printed. What Unicode says is no character
  // or nobody's but the font's own stands in tables of fonts too; PDF/A forbids it.
  const withheld = (code: number): boolean =>
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xe000 && code <= 0xf8ff) ||
    code === 0xfeff ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe;
  printable = new Set(shared.filter((code) => !withheld(code)));
  return printable;
}

/** A tab, and the spaces of word processors that the font lacks, print as a space. */
const printsAsSpace = /(?![ \u00a0])[\t\p{Zs}]/gu;

/** A text as it is printed: NFC, one kind of line end, spaces for what only sets letters apart. */
export function printed(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(printsAsSpace, ' ');
}

function isPrintable(character: string): boolean {
  return character === '\n' || printableCodePoints().has(character.codePointAt(0) ?? 0);
}

/** The first character that cannot be printed, and its line; line breaks, tabs and spaces of any kind can. */
export function findUnprintable(text: string): CharacterPlace | undefined {
  const plain = printed(text);
  let index = 0;
  for (const character of plain) {
    if (!isPrintable(character)) return placeOf(plain, index);
    index += character.length;
  }
  return undefined;
}

/** Data with every text as it is printed. */
export function asPrinted(data: unknown): unknown {
  return withTexts(data, printed);
}

/**
 * The same, and every character that cannot be printed stands as its number in Unicode, `[U+4E2D]`: for lists of what others wrote, of which
 * one sign must not keep the rest from paper.
 */
export function withCharactersNamed(data: unknown): unknown {
  const named = (character: string) => (isPrintable(character) ? character : `[${placeOf(character, 0).codePoint}]`);
  return withTexts(data, (text) => Array.from(printed(text), named).join(''));
}

function withTexts(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data);
  if (Array.isArray(data)) return data.map((value) => withTexts(value, change));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withTexts(value, change)]));
}

/** Refuses data that holds a character the font lacks, and names the character, its line and the field (as a JSON pointer). */
export function refuseUnprintable(data: unknown, pointer = ''): void {
  if (typeof data === 'string') {
    const found = findUnprintable(data);
    if (found === undefined) return;
    const { character, codePoint, line } = found;
    const detail = `The character ${character} (${codePoint}) in line ${line} cannot be printed`;
    throw new DomainError('invalid', 'unprintable-character', `${detail}: ${pointer}`, {
      fields: [{ pointer, code: 'unprintable-character', detail }],
      extra: { ...found },
    });
  }
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) refuseUnprintable(value, `${pointer}/${key}`);
  }
}
