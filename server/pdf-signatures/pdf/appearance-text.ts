import { type FontText, fontText } from './font-text.ts';
import { PlainLetters } from './plain-letters.ts';
import type { RevisionView } from './reader/pdf-file.ts';
import { decodeStream } from './reader/pdf-filters.ts';
import {
  isArray,
  isDictionary,
  isName,
  isStream,
  isString,
  malformed,
  type PdfDictionary,
  type PdfStream,
  type PdfValue,
} from './reader/pdf-objects.ts';
import { PdfReader } from './reader/pdf-reader.ts';

/** More pieces of a path than a background, a border and its bevels need: with so many one can draw letters. */
const mostLines = 60;
const deepestForm = 3;

/**
 * What the appearance of a field shows (ISO 32000-2 §12.5.5), as text: the letters in the order they are drawn, without the gaps between
 * them. Undefined where that cannot be told – letters whose meaning no font says, pictures, curves, paint over the text – and where letters
 * are not plain to see: outside, in the colour of the paper, too small, drawn in another order than one reads them.
 */
export function appearanceText(
  view: RevisionView,
  look: PdfStream,
  form: PdfDictionary | undefined,
  { runsOver = false }: { readonly runsOver?: boolean } = {},
): string | undefined {
  const reading = new LookReading(view, view.dictionary(form, 'DR'), runsOver);
  try {
    reading.draw(look, deepestForm);
    return reading.text;
  } catch (error) {
    if (error instanceof Untold) return undefined;
    view.broken(error);
    return undefined;
  }
}

/** Thrown within this file where an appearance shows something that cannot be told as text. */
class Untold extends Error {}

interface Shown {
  readonly value: PdfValue;
}

class LookReading {
  text = '';
  #lines = 0;
  readonly #letters: PlainLetters;
  readonly #view: RevisionView;
  readonly #defaults: PdfDictionary | undefined;

  constructor(view: RevisionView, defaults: PdfDictionary | undefined, runsOver: boolean) {
    this.#letters = new PlainLetters({ runsOver });
    this.#view = view;
    this.#defaults = defaults;
  }

  /** Draws a form within its box, and leaves everything as it was. */
  draw(look: PdfStream, depth: number): void {
    const numbersAt = (key: string): number[] => numbersIn(this.#view, this.#view.get(look.dictionary, key));
    if (look.dictionary.entries.has('OC')) throw new Untold();
    if (!this.#letters.enter(depth === deepestForm ? [] : numbersAt('Matrix'), numbersAt('BBox'))) throw new Untold();
    this.#read(look, depth);
    this.#letters.operate('Q', []);
  }

  #read(look: PdfStream, depth: number): void {
    const resources = this.#view.dictionary(look.dictionary, 'Resources');
    const reader = new PdfReader(decodeStream(look, this.#view.budget), 0, this.#view.budget);
    let operands: PdfValue[] = [];
    let font: FontText | undefined;
    const kept: (FontText | undefined)[] = [];
    for (let step = nextOf(reader); step !== undefined; step = nextOf(reader)) {
      if (typeof step !== 'string') {
        operands.push(step.value);
        continue;
      }
      // What was not kept is not brought back: a form leaves the state of whoever draws it alone.
      if (step === 'Q' && kept.length === 0) continue;
      if (!this.#letters.operate(step, numbersIn(this.#view, operands))) throw new Untold();
      if (step === 'Tf') font = this.#font(operands.at(-2), resources);
      else if (step === 'q') kept.push(font);
      else if (step === 'Q') font = kept.pop();
      else this.#operate(step, operands, font, { resources, depth });
      operands = [];
    }
    for (const _ of kept) this.#letters.operate('Q', []);
  }

  #operate(
    operator: string,
    operands: readonly PdfValue[],
    font: FontText | undefined,
    within: { readonly resources: PdfDictionary | undefined; readonly depth: number },
  ): void {
    if (['Tj', "'", '"', 'TJ'].includes(operator)) this.#show(operands.at(-1) ?? null, font);
    else if (operator === 'Do') this.#draw(operands.at(-1), within);
    else if (['c', 'v', 'y', 'sh', 'BI', 'ID', 'EI'].includes(operator)) throw new Untold();
    else if (operator === 'Tr' && operands.at(-1) !== 0) throw new Untold();
    else if (operator === 'cs') this.#letters.useSpace(this.#isToldSpace(operands.at(-1), within.resources));
    else if (operator === 'gs' && !this.#isOpaque(operands.at(-1), within.resources)) throw new Untold();
    else if (operator === 'BDC' && isName(operands.at(-2) ?? null, 'OC')) throw new Untold();
    else if (operator === 'l' || operator === 're') this.#lines += operator === 're' ? 4 : 1;
    else if (['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's'].includes(operator) && this.text !== '')
      throw new Untold();
    if (this.#lines > mostLines) throw new Untold();
  }

  #show(value: PdfValue, font: FontText | undefined): void {
    if (font === undefined) throw new Untold();
    for (const item of isArray(value) ? value : [value]) {
      if (typeof item === 'number') {
        this.#letters.shift(item);
        continue;
      }
      const said = isString(item) ? font(item.bytes) : undefined;
      if (said === undefined || !this.#letters.show(said)) throw new Untold();
      this.text += said;
    }
  }

  #draw(
    name: PdfValue | undefined,
    { resources, depth }: { resources: PdfDictionary | undefined; depth: number },
  ): void {
    const objects = this.#view.dictionary(resources, 'XObject');
    const object = isName(name) ? this.#view.get(objects, name.name) : null;
    const isForm = isStream(object) && isName(this.#view.get(object.dictionary, 'Subtype'), 'Form');
    if (!isForm || depth === 0) throw new Untold();
    this.draw(object, depth - 1);
  }

  #isToldSpace(given: PdfValue | undefined, resources: PdfDictionary | undefined): boolean {
    if (!isName(given)) return false;
    const space = this.#view.get(this.#view.dictionary(resources, 'ColorSpace'), given.name) ?? given;
    const kind = isArray(space) ? this.#view.resolve(space[0] ?? null) : space;
    return isName(kind) && /^(?:Device|Cal)(?:Gray|RGB|CMYK)$|^ICCBased$/.test(kind.name);
  }

  /** Whether what is drawn after `gs` covers what is below it. */
  #isOpaque(given: PdfValue | undefined, resources: PdfDictionary | undefined): boolean {
    const states = this.#view.dictionary(resources, 'ExtGState');
    const state = isName(given) ? this.#view.dictionary(states, given.name) : undefined;
    const [alpha, mask, mode] = ['ca', 'SMask', 'BM'].map((key) => this.#view.get(state, key));
    const isPlain = (value: PdfValue | undefined, usual: string): boolean =>
      value === null || isName(value ?? null, usual);
    return (
      (alpha === null || Number(alpha) > 0.5) &&
      isPlain(mask, 'None') &&
      isPlain(mode, 'Normal') &&
      !state?.entries.has('Font')
    );
  }

  /** A font of the appearance, or of the form: fillers leave the resources to it. */
  #font(name: PdfValue | undefined, resources: PdfDictionary | undefined): FontText | undefined {
    if (!isName(name)) return undefined;
    for (const holder of [resources, this.#defaults]) {
      const font = this.#view.get(this.#view.dictionary(holder, 'Font'), name.name);
      if (isDictionary(font)) return fontText(this.#view, font);
    }
    return undefined;
  }
}

function numbersIn(view: RevisionView, value: PdfValue | readonly PdfValue[]): number[] {
  const items: readonly PdfValue[] = isArray(value) ? value : [];
  return items.map((item) => view.resolve(item)).filter((item) => typeof item === 'number');
}

const beginsOperand = new Uint8Array(256);
for (const byte of Buffer.from('/<([+-.0123456789')) beginsOperand[byte] = 1;

/** The next operand, or operator, of a content stream. */
function nextOf(reader: PdfReader): Shown | string | undefined {
  reader.skipSpace();
  const byte = reader.bytes[reader.position];
  if (byte === undefined) return undefined;
  if (beginsOperand[byte] === 1) return { value: reader.value() };
  const operator = /^[A-Za-z'"*\d]{1,8}/.exec(
    reader.bytes.toString('latin1', reader.position, reader.position + 9),
  )?.[0];
  if (operator === undefined) throw malformed('No operator where one should be');
  reader.position += operator.length;
  return operator;
}
