import { appearanceText } from '../pdf/appearance-text.ts';
import type { RevisionView } from '../pdf/reader/pdf-file.ts';
import {
  isArray,
  isDictionary,
  isInteger,
  isName,
  isStream,
  isString,
  type PdfDictionary,
  type PdfStream,
  type PdfValue,
  sameValue,
  textOf,
  visitReferences,
} from '../pdf/reader/pdf-objects.ts';
import type { Field } from '../pdf/reader/signature-fields.ts';

const deepestParent = 32;
/** Bits of `/Ff` (ISO 32000-2 §12.7.5). */
const flags = { multiline: 1 << 12, password: 1 << 13, combo: 1 << 17 };

/**
 * Whether what a field shows on its pages is what its value says: the letters of its appearances are those of the value. A look that
 * readers make themselves is the value; one that cannot be read does not show it. Widgets that look as they did when they were
 * signed show nothing new, whatever the value says.
 */
export function showsValue(
  view: RevisionView,
  field: Field,
  isAsSigned: (widget: number) => boolean = () => false,
): boolean {
  const widgets = field.widgets.filter((widget) => !isAsSigned(widget));
  if (field.type === 'Btn') return widgets.every((widget) => isSwitchedAsValue(view, widget, field.value));
  const form = view.dictionary(view.catalog, 'AcroForm');
  const wanted = wordsOf(view, field);
  if (wanted === undefined) return false;
  if (view.get(form, 'NeedAppearances') === true) return true;
  const bits = inherited(view, field, 'Ff');
  const runsOver = field.type === 'Tx' && isInteger(bits) && (bits & flags.multiline) !== 0;
  return widgets.every((widget) => {
    const look = normalLook(view, widget);
    if (!isStream(look)) return true;
    const shown = isInScale(view, widget, look) ? appearanceText(view, look, form, { runsOver }) : undefined;
    return shown !== undefined && isSaid(view, field, shown, wanted);
  });
}

/** Whether a look is drawn about as large as it is: its box is fitted into the place of the widget (ISO 32000-2 §12.5.5). */
function isInScale(view: RevisionView, widget: number, look: PdfStream): boolean {
  const place = view.object(widget);
  const sides = (value: PdfValue): number[] => {
    const [x1, y1, x2, y2] = (isArray(value) ? value : []).map((item) => Number(view.resolve(item)));
    return [Math.abs(Number(x2) - Number(x1)), Math.abs(Number(y2) - Number(y1))].toSorted((one, other) => one - other);
  };
  const given = isDictionary(place) ? sides(view.get(place, 'Rect')) : [];
  return sides(view.get(look.dictionary, 'BBox')).every((side, index) => Number(given[index]) >= side / 2);
}

/** The texts by which a value may be shown: as it is, and for a choice as its options are called. */
function wordsOf(view: RevisionView, field: Field): readonly string[] | undefined {
  const value = view.resolve(field.value);
  const chosen = isArray(value) ? value.map((item) => view.resolve(item)) : value === null ? [] : [value];
  const texts = chosen.map((item) => (isString(item) ? textOf(item) : isName(item) ? item.name : undefined));
  if (!texts.every((text) => text !== undefined)) return undefined;
  return texts.length === 0 ? [''] : texts;
}

function isSaid(view: RevisionView, field: Field, shown: string, wanted: readonly string[]): boolean {
  const bits = inherited(view, field, 'Ff');
  const has = (bit: number): boolean => isInteger(bits) && (bits & bit) !== 0;
  const letters = lettersOf(shown);
  if (field.type === 'Ch') {
    const names = optionNames(view, field);
    const called = wanted.map((text) => [text, names.get(text) ?? text].map(lettersOf));
    if (!has(flags.combo)) return called.every((either) => either.some((name) => letters.includes(name)));
    return called.every((either) => either.includes(letters));
  }
  const said = wanted.map(lettersOf).join('');
  if (letters === said) return true;
  if (has(flags.password)) return /^[*•●]*$/u.test(letters);
  return isFormatted(view, field) && digitsOf(said) !== '' && digitsOf(said) === digitsOf(letters);
}

/** Gaps and line ends are the layout's. */
const lettersOf = (text: string): string => text.normalize('NFKC').replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, '');
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Numbers and dates are shown by a script of the field: the digits are those of the value. */
function isFormatted(view: RevisionView, field: Field): boolean {
  const actions = inherited(view, field, 'AA');
  return isDictionary(actions) && (actions.entries.has('F') || actions.entries.has('K'));
}

function optionNames(view: RevisionView, field: Field): Map<string, string> {
  const names = new Map<string, string>();
  const options = inherited(view, field, 'Opt');
  for (const item of isArray(options) ? options : []) {
    const option = view.resolve(item);
    if (!isArray(option)) continue;
    const [value, name] = option.map((part) => view.resolve(part));
    if (isString(value ?? null) && isString(name ?? null)) names.set(textAt(value), textAt(name));
  }
  return names;
}

const textAt = (value: PdfValue | undefined): string => (isString(value) ? textOf(value) : '');

/** A box or a button of a group is on exactly when the value names its state. */
function isSwitchedAsValue(view: RevisionView, widget: number, value: PdfValue): boolean {
  const dictionary = view.object(widget);
  if (!isDictionary(dictionary)) return false;
  const looks = view.get(view.dictionary(dictionary, 'AP'), 'N');
  const states = isDictionary(looks) ? [...looks.entries.keys()].filter((state) => state !== 'Off') : [];
  const wanted = view.resolve(value);
  const on = isName(wanted) ? wanted.name : 'Off';
  const state = view.get(dictionary, 'AS');
  const shown = isName(state) ? state.name : 'Off';
  return shown === (states.includes(on) ? on : 'Off');
}

/** Whether a widget has the same looks in two revisions, and the same one of them is shown. */
export function looksAlike(before: RevisionView, after: RevisionView, widget: number): boolean {
  const [old, now] = [before.object(widget), after.object(widget)];
  if (!isDictionary(old) || !isDictionary(now)) return false;
  if (!['AP', 'AS', 'F', 'MK'].every((key) => sameValue(old.entries.get(key), now.entries.get(key)))) return false;
  let alike = true;
  visitReferences(old.entries.get('AP') ?? null, (number) => {
    if (before.place(number) !== after.place(number)) alike = false;
  });
  return alike;
}

/** The normal appearance of a widget. */
function normalLook(view: RevisionView, widget: number): PdfValue {
  const dictionary = view.object(widget);
  return isDictionary(dictionary) ? view.get(view.dictionary(dictionary, 'AP'), 'N') : null;
}

/** An entry of a field, its own or one of the fields above it (ISO 32000-2 §12.7.4.1). */
function inherited(view: RevisionView, { dictionary }: Field, key: string): PdfValue {
  let holder: PdfDictionary | undefined = dictionary;
  for (let depth = 0; holder !== undefined && depth <= deepestParent; depth += 1) {
    const value = view.get(holder, key);
    if (value !== null) return value;
    holder = view.dictionary(holder, 'Parent');
  }
  return null;
}
