import type { PageText, TextPiece } from '../../server/intake/page-text.ts';
import type { Dice } from '../fuzz/dice.ts';

/*
 * One page comes in other pieces from each program that makes PDFs: word by word, in the middle of words, all of a line with both columns, or with
 * the sheet laid askew under a scanner that wrote its own text layer.
 */
type Converter = (piece: TextPiece, dice: Dice) => TextPiece[];

const byWords: Converter = (piece) => split(piece, /(?<=\s)(?=\S)/u);
const withinWords: Converter = (piece, dice) =>
  split(piece, dice.oneIn(2) ? /(?<=..)(?=\p{Lu})/u : /(?<=\p{L}{3})(?=\p{L}{2})/u);
const whole: Converter = (piece) => [piece];

function split(piece: TextPiece, at: RegExp): TextPiece[] {
  const parts = piece.text.split(at);
  const perLetter = piece.width / Math.max(piece.text.length, 1);
  let before = 0;
  return parts.map((text) => {
    const part = { ...piece, text, x: piece.x + before * perLetter, width: text.trimEnd().length * perLetter };
    before += text.length;
    return part;
  });
}

/** A page as another program would have given it. */
export function converted(page: PageText, dice: Dice): PageText {
  const convert = dice.pick([whole, byWords, withinWords]);
  const askew = dice.pick([0, 0, 0.004, -0.008, 0.012]);
  const onlyFace = dice.oneIn(4);
  const pieces = page.pieces.flatMap((piece) => convert(piece, dice));
  return {
    ...page,
    pieces: pieces.map((piece) => ({
      ...piece,
      y: piece.y + askew * piece.x,
      font: onlyFace ? 'one' : piece.font,
    })),
  };
}
