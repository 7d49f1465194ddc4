import { linesOf, type PageText, type TextLine, type TextPiece } from '../page-text.ts';

/** The stamp stands at the head of the page, beside or below number and subject. */
const headPart = 0.4;
/** A gap that no line has between two words, in letter sizes: what stands beyond is something else. */
const wideGap = 2;
/** What the frame of a stamp is read as. */
const frame = /^[^\p{L}]+|[^\p{L}]+$/gu;

/** The degrees as a stamp bears them (Luật Bảo vệ bí mật nhà nước 2018 Điều 8), and as a stamp pressed askew is recognised. */
const stamped = /^(?:TUY[ỆỀÊ]T M[ẬÂẠ]T|T[ỐÔ]I M[ẬÂẠ]T|M[ẬÂ]T)$/u;
const named = /^Độ mật\s*:?\s*(?:tuyệt mật|tối mật|mật)$/iu;

/**
 * Whether a page bears a degree of secrecy: as a stamp does, in capitals and by itself at its head, or by name – *Độ mật: Tối mật*. A word in a
 * sentence or a name is none.
 */
export function bearsSecretMark(page: PageText): boolean {
  const head = linesOf(page).filter(({ y }) => y > page.height * (1 - headPart));
  return head.flatMap(apart).some(isSecretMark);
}

/** Whether what stands on a line by itself is a degree of secrecy. */
export function isSecretMark(text: string): boolean {
  return stamped.test(text) || named.test(text);
}

/** What stands on a line by itself. */
function apart({ pieces }: TextLine): string[] {
  const parts: string[] = [];
  let before: TextPiece | undefined;
  for (const piece of pieces) {
    const isNew = before === undefined || piece.x - (before.x + before.width) > piece.size * wideGap;
    if (isNew) parts.push(piece.text);
    else parts.push(`${parts.pop()} ${piece.text}`);
    before = piece;
  }
  return parts.map((part) => part.replace(frame, '').replace(/\s+/g, ' '));
}
