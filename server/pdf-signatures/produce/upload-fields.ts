import { annotationBits } from '../pdf/annotation-look.ts';
import type { Rectangle } from '../pdf/page-geometry.ts';
import { rectangleOf } from '../pdf/pdf-fields.ts';
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '../pdf/pdf-lib.cjs';
import { name } from '../pdf/pdf-update.ts';
import { tooComplex } from '../pdf/reader/pdf-objects.ts';

/** Bits of `/Ff` of a field (ISO 32000-2 §12.7.5). */
const fieldBits = {
  multiline: 1 << 12,
  password: 1 << 13,
  radio: 1 << 15,
  push: 1 << 16,
  combo: 1 << 17,
  comb: 1 << 24,
};

/** A widget of an upload's form as it lies on its page, with what it takes from the fields above it. */
export interface UploadWidget {
  readonly ref: PDFRef | undefined;
  readonly dict: PDFDict;
  /** Full name of its field. */
  readonly field: string;
  readonly kind: 'text' | 'choice' | 'box' | 'push' | 'signature' | 'none';
  readonly value: PDFObject | undefined;
  readonly rectangle: Rectangle;
  /** Nobody sees it on a screen: hidden, or shown in print only. */
  readonly hidden: boolean;
  readonly printed: boolean;
  has(flag: keyof typeof fieldBits): boolean;
  /** An entry of the widget or of one of its fields. */
  entry(key: string): PDFObject | undefined;
}

const deepestParent = 100;

/** Reads a widget; an annotation that is none is undefined. */
export function uploadWidget(entry: PDFObject, lookup: (ref: PDFRef) => unknown): UploadWidget | undefined {
  const dict = entry instanceof PDFRef ? lookup(entry) : entry;
  if (!(dict instanceof PDFDict) || dict.lookup(name('Subtype')) !== name('Widget')) return undefined;
  const lineage = lineageOf(dict);
  const found = (key: string): PDFObject | undefined => {
    for (const one of lineage) {
      const value = one.lookup(name(key));
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const bits = numberAt(dict, 'F');
  const flags = found('Ff');
  const fieldFlags = flags instanceof PDFNumber ? flags.asNumber() : 0;
  const has = (flag: keyof typeof fieldBits): boolean => (fieldFlags & fieldBits[flag]) !== 0;
  const names = lineage.toReversed().map((one) => textOf(one.lookup(name('T'))) ?? '');
  return {
    ref: entry instanceof PDFRef ? entry : undefined,
    dict,
    field: names.filter(Boolean).join('.'),
    kind: kindOf(found('FT'), has('push')),
    value: found('V'),
    rectangle: rectangleOf({ dict }),
    hidden: (bits & (annotationBits.hidden | annotationBits.noView)) !== 0,
    printed: (bits & annotationBits.print) !== 0,
    has,
    entry: found,
  };
}

function lineageOf(dict: PDFDict): PDFDict[] {
  const lineage: PDFDict[] = [];
  for (let one: unknown = dict; one instanceof PDFDict && !lineage.includes(one); one = one.lookup(name('Parent'))) {
    if (lineage.length >= deepestParent) throw tooComplex('The fields of the PDF are nested too deep');
    lineage.push(one);
  }
  return lineage;
}

function kindOf(type: PDFObject | undefined, push: boolean): UploadWidget['kind'] {
  if (!(type instanceof PDFName)) return 'none';
  const kinds: Readonly<Record<string, UploadWidget['kind']>> = {
    Tx: 'text',
    Ch: 'choice',
    Btn: push ? 'push' : 'box',
    Sig: 'signature',
  };
  return kinds[type.decodeText()] ?? 'none';
}

const numberAt = (dict: PDFDict, key: string): number => {
  const value = dict.lookup(name(key));
  return value instanceof PDFNumber ? value.asNumber() : 0;
};

/** Text of a string object, in whichever way it is written; undefined for what is no text. */
export function textOf(value: unknown): string | undefined {
  if (value instanceof PDFName) return value.decodeText();
  if (value instanceof PDFRawStream) return Buffer.from(value.getContents()).toString('latin1');
  if (!(value instanceof PDFString || value instanceof PDFHexString)) return undefined;
  const bytes = Buffer.from(value.asBytes());
  const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isUtf8 ? bytes.subarray(3).toString('utf8') : value.decodeText();
}

/** What a text or a choice says: its lines, or the names of the options that were chosen. */
export function saidBy(widget: UploadWidget): readonly string[] {
  const { value } = widget;
  const items = value instanceof PDFArray ? lookupAll(value) : value === undefined ? [] : [value];
  const texts = items.map((item) => textOf(item) ?? '').filter((text) => text !== '');
  const names = new Map(optionsOf(widget).map(({ value: said, shown }) => [said, shown]));
  return texts.map((text) => names.get(text) ?? text);
}

/** The options of a choice: what each is worth, and what it is called. */
export function optionsOf(widget: UploadWidget): readonly { readonly value: string; readonly shown: string }[] {
  const options = widget.entry('Opt');
  return (options instanceof PDFArray ? lookupAll(options) : []).map((option) => {
    const [value, shown] = (option instanceof PDFArray ? lookupAll(option) : [option, option]).map(textOf);
    return { value: value ?? '', shown: shown ?? value ?? '' };
  });
}

const lookupAll = (array: PDFArray): (PDFObject | undefined)[] =>
  Array.from({ length: array.size() }, (_, index) => array.lookup(index));

/** The states that a box has looks for, off aside. */
export function statesOf(widget: UploadWidget): string[] {
  const looks = widget.dict.lookup(name('AP'));
  const normal = looks instanceof PDFDict ? looks.lookup(name('N')) : undefined;
  return normal instanceof PDFDict
    ? normal
        .keys()
        .map((key) => key.decodeText())
        .filter((key) => key !== 'Off')
    : [];
}
