import { relativeWidth } from './text-lines.ts';

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
type Point = readonly [x: number, y: number];
type Box = readonly [left: number, bottom: number, right: number, top: number];

const everywhere: Box = [-Infinity, -Infinity, Infinity, Infinity];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** What of the graphics state (ISO 32000-2 §8.4) decides whether letters are seen. */
interface Graphics {
  readonly matrix: Matrix;
  readonly region: Box;
  /** How light the ink is, from 0 to 1; not a number where that is not told. */
  readonly ink: number;
  /** Whether the colours of the space in use are grey, red-green-blue or the four inks. */
  readonly isToldSpace: boolean;
  readonly size: number;
  readonly stretch: number;
  readonly rise: number;
  readonly leading: number;
  readonly spacing: number;
  readonly gap: number;
}

/** Letters differ so much from what is below them, and are at least so high. */
const leastContrast = 0.25;
const leastSize = 2;
/** Letters of narrow fonts take at least these parts of the room they have in Times, and of their height. */
const narrow = 0.7;
const narrowest = 0.2;

/**
 * Follows the operators of an appearance and tells of each piece of text whether it is plain to see where it is drawn: inside, in an ink
 * that stands out, upright, of some size, and behind what was drawn before it, so that it is read in that order. It may take plain
 * letters for odd ones, but no odd ones for plain.
 */
export class PlainLetters {
  #now: Graphics;
  readonly #kept: Graphics[] = [];
  readonly #grounds = [1];
  #line = identity;
  #text = identity;
  /** The corners of the path so far, each part by itself. */
  #path: Point[][] = [];
  #clips = false;
  #before: { readonly along: Point; readonly up: number; readonly end: number; readonly size: number } | undefined;
  readonly #runsOver: boolean;

  /** Without bounds at first; in a field of several lines those that find no room run over below, as in every form. */
  constructor({ runsOver }: { readonly runsOver: boolean }) {
    this.#runsOver = runsOver;
    const size = { size: 0, stretch: 1, rise: 0, leading: 0, spacing: 0, gap: 0 };
    this.#now = { matrix: identity, region: everywhere, ink: 0, isToldSpace: true, ...size };
  }

  /** Takes an operator with its numbers; false where what it does to letters cannot be told. */
  operate(operator: string, numbers: readonly number[]): boolean {
    const [first = 0, second = 0, third = 0, fourth = 0] = numbers;
    switch (operator) {
      case 'q':
        this.#kept.push(this.#now);
        return this.#kept.length < 64;
      case 'Q':
        this.#now = this.#kept.pop() ?? this.#now;
        return true;
      case 'cm':
        return this.#set({ matrix: product(matrixOf(numbers), this.#now.matrix) });
      case 'g':
      case 'rg':
      case 'k':
        return this.#set({ ink: lightness(numbers), isToldSpace: true });
      case 'sc':
      case 'scn':
        return this.#set({ ink: this.#now.isToldSpace ? lightness(numbers) : Number.NaN });
      case 'BT':
        return this.#startLine(identity);
      case 'Tf':
        return this.#set({ size: numbers.at(-1) ?? 0 });
      case 'Tz':
        return this.#set({ stretch: first / 100 });
      case 'Ts':
        return this.#set({ rise: first });
      case 'TL':
        return this.#set({ leading: first });
      case 'Tc':
        return this.#set({ spacing: first });
      case 'Tw':
        return this.#set({ gap: first });
      case 'Tm':
        return this.#startLine(matrixOf(numbers));
      case 'TD':
        return this.#set({ leading: -second }) && this.#startLine(product([1, 0, 0, 1, first, second], this.#line));
      case 'Td':
        return this.#startLine(product([1, 0, 0, 1, first, second], this.#line));
      case '"':
        return this.#set({ gap: first, spacing: second }) && this.operate('T*', []);
      case "'":
      case 'T*':
        return this.#startLine(product([1, 0, 0, 1, 0, -this.#now.leading], this.#line));
      case 're': {
        const [right, top] = [first + third, second + fourth];
        this.#path.push([]);
        for (const corner of [
          [first, second],
          [right, second],
          [right, top],
          [first, top],
        ] as const)
          this.#corner(corner);
        return true;
      }
      case 'm':
        this.#path.push([]);
        return this.#corner([first, second]);
      case 'l':
        return this.#corner([first, second]);
      case 'W':
      case 'W*':
        this.#clips = true;
        return true;
      default:
        return !/^(?:[fF]|f\*|[bB]\*?|[sSn])$/.test(operator) || this.#paint(/^[fFbB]/.test(operator));
    }
  }

  /** Takes another space of colours, in which one begins with black; what others mean by their numbers is not told. */
  useSpace(isTold: boolean): void {
    this.#set({ isToldSpace: isTold, ink: isTold ? 0 : Number.NaN });
  }

  /** Goes into a form that is drawn, and comes back by `Q`. */
  enter(matrix: readonly number[], box: readonly number[]): boolean {
    return (
      this.operate('q', []) &&
      this.operate('cm', matrix) &&
      this.operate('re', sidesOf(box)) &&
      this.operate('W', []) &&
      this.operate('n', [])
    );
  }

  /** Moves on by a number of `TJ`, in thousandths of the size. */
  shift(thousandths: number): void {
    const { size, stretch } = this.#now;
    this.#text = product([1, 0, 0, 1, (-thousandths / 1000) * size * stretch, 0], this.#text);
  }

  /** Whether a piece of text that is shown now is plain to see. */
  show(said: string): boolean {
    const { matrix, size, stretch, rise, spacing, gap } = this.#now;
    const letters = [...said];
    const wide = letters.reduce((sum, letter) => sum + relativeWidth(letter), 0) * narrow;
    const [a, b, c, d, x, y] = product(product([size * stretch, 0, 0, size, 0, rise], this.#text), matrix);
    this.#text = product([1, 0, 0, 1, (wide * size + spacing * letters.length) * stretch, 0], this.#text);
    if (said.trim() === '') return true;
    const [width, height] = [Math.hypot(a, b), Math.hypot(c, d)];
    const isOfSize = height >= leastSize && width >= height / 2 && a * d - b * c > 0;
    const isSpread = spacing >= -0.1 * Math.abs(size) && gap >= -0.2 * Math.abs(size);
    const isInked = this.#grounds.every((ground) => Math.abs(ground - this.#now.ink) >= leastContrast);
    if (!isOfSize || !isSpread || !isInked) return false;
    const along: Point = [a / width, b / width];
    const [start, up] = [x * along[0] + y * along[1], y * along[0] - x * along[1]];
    const before = this.#before;
    this.#before = { along, up, end: start + narrowest * width * letters.length, size: height };
    const middle: Point = [x + 0.3 * c, y + 0.3 * d];
    const end: Point = [middle[0] + wide * a, middle[1] + wide * b];
    return (
      this.#isInside(middle) && this.#isInside(end) && (before === undefined || follows({ along, start, up }, before))
    );
  }

  #isInside([x, y]: Point): boolean {
    const [left, bottom, right, top] = this.#now.region;
    return (
      x >= left - 1 &&
      x <= right + 1 &&
      (y >= bottom - 1 || (this.#runsOver && this.#before !== undefined)) &&
      y <= top + 1
    );
  }

  #corner([x, y]: Point): boolean {
    const [a, b, c, d, e, f] = this.#now.matrix;
    this.#path.at(-1)?.push([a * x + c * y + e, b * x + d * y + f]);
    return true;
  }

  #set(change: Partial<Graphics>): boolean {
    this.#now = { ...this.#now, ...change };
    return true;
  }

  #startLine(matrix: Matrix): boolean {
    this.#line = matrix;
    this.#text = matrix;
    return true;
  }

  /** Ends a path; what is painted is a ground for letters, and what cuts must be one upright box. */
  #paint(isFilled: boolean): boolean {
    if (isFilled) this.#grounds.push(this.#now.ink);
    const [path, clips] = [this.#path, this.#clips];
    this.#path = [];
    this.#clips = false;
    if (!clips) return true;
    const [part, ...more] = path;
    const cut = part === undefined || more.length > 0 ? undefined : boxOf(part);
    if (cut === undefined) return false;
    const [left, bottom, right, top] = this.#now.region;
    const [l, b, r, t] = cut;
    return this.#set({ region: [Math.max(left, l), Math.max(bottom, b), Math.min(right, r), Math.min(top, t)] });
  }
}

const matrixOf = ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix => [a, b, c, d, e, f];

function product([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}

/** Grey, red-green-blue or the four inks; anything else is not told. */
function lightness(numbers: readonly number[]): number {
  const [first = 0, second = 0, third = 0, black = 0] = numbers;
  if (numbers.length === 1) return first;
  const isInk = numbers.length === 4;
  if (numbers.length !== 3 && !isInk) return Number.NaN;
  const [red, green, blue] = [first, second, third].map((part) => (isInk ? 1 - Math.min(1, part + black) : part));
  return 0.3 * (red ?? 0) + 0.59 * (green ?? 0) + 0.11 * (blue ?? 0);
}

/** The upright box that a path goes round; nothing when it goes round anything else. */
function boxOf(corners: readonly Point[]): Box | undefined {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const isUpright = corners.every(([x, y], index) => {
    const [nextX = x, nextY = y] = corners[(index + 1) % corners.length] ?? [];
    return isNear(x, nextX) || isNear(y, nextY);
  });
  if (corners.length < 4 || corners.length > 5 || !isUpright) return undefined;
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const isNear = (one: number, other: number): boolean => Math.abs(one - other) < 0.01;

/** The corner, width and height of a box, as `re` takes them. */
const sidesOf = ([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): number[] => [x1, y1, x2 - x1, y2 - y1];

interface Placed {
  readonly along: Point;
  readonly start: number;
  readonly up: number;
}

/** Whether letters stand behind those before on their line, or on a lower one, and run the same way. */
function follows(
  { along, start, up }: Placed,
  before: { along: Point; up: number; end: number; size: number },
): boolean {
  if (along[0] * before.along[0] + along[1] * before.along[1] < 0.99) return false;
  return Math.abs(up - before.up) < 0.3 * before.size ? start >= before.end : up < before.up;
}
