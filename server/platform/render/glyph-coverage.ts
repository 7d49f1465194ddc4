import { readFileSync } from 'node:fs';
import { create } from '@cantoo/fontkit';
import { DomainError } from '../errors.ts';
import { fontFiles } from './fonts.ts';

let printable: ReadonlySet<number> | undefined;

/** Code points that every face of the document font draws; a character outside makes the PDF/A export fail as a whole. */
function printableCodePoints(): ReadonlySet<number> {
  if (printable !== undefined) return printable;
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

/** The first character that cannot be printed, after NFC; line breaks can. */
export function findUnprintable(text: string): string | undefined {
  const codes = printableCodePoints();
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0;
    if (!codes.has(code) && character !== '\n' && character !== '\r') return character;
  }
  return undefined;
}

/** Refuses data that holds a character the font lacks, and names the character and the field (as a JSON pointer). */
export function refuseUnprintable(data: unknown, pointer = ''): void {
  if (typeof data === 'string') {
    const character = findUnprintable(data);
    if (character === undefined) return;
    const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    const detail = `The character ${character} (${codePoint}) cannot be printed`;
    throw new DomainError('invalid', 'unprintable-character', `${detail}: ${pointer}`, {
      fields: [{ pointer, code: 'unprintable-character', detail }],
      extra: { character, codePoint },
    });
  }
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) refuseUnprintable(value, `${pointer}/${key}`);
  }
}
