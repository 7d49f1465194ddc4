import type { RevisionView } from './pdf-file.ts';
import {
  isArray,
  isDictionary,
  isName,
  isReference,
  isString,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
  sameValue,
  textOf,
  tooComplex,
} from './pdf-objects.ts';
import { readPages } from './pdf-pages.ts';

const mostFields = 10_000;
const deepestField = 32;
const mostSignatures = 100;
/** Steps of one field in one revision: it is kept, and compared with the one before. */
const fieldSteps = 40;

/** A terminal field of the form with its widgets, as one revision sees it. */
export interface Field {
  readonly name: string;
  readonly type: string;
  /** Object numbers of the field and of its widgets (often the same one object). */
  readonly number: number;
  readonly widgets: readonly number[];
  readonly dictionary: PdfDictionary;
  /** The value as written: for a signature a reference to its dictionary. */
  readonly value: PdfValue;
  /** It stands on a page and in no form. */
  readonly stray: boolean;
}

/** The form as one revision sees it. */
export interface Form {
  readonly fields: ReadonlyMap<string, Field>;
  /** The field that an object is, or is a widget of. */
  readonly owners: ReadonlyMap<number, Field>;
  /** Every object of the field tree: fields, their parents, their widgets. */
  readonly objects: ReadonlySet<number>;
  /** Full names that stand twice, at which readers disagree. */
  readonly duplicates: readonly string[];
}

interface Inherited {
  readonly name: string;
  readonly type: string;
  readonly value: PdfValue | undefined;
}

/**
 * Walks the field tree of a revision; what loops is visited once, what nests or multiplies absurdly is refused. With
 * `strays`, signed fields count as well that stand on a page but in no form: software that saves a file anew loses the
 * form, and what was signed must not look as if it never had been.
 */
export function readForm(view: RevisionView, strays = false): Form {
  const fields = new Map<string, Field>();
  const owners = new Map<number, Field>();
  const objects = new Set<number>();
  const duplicates: string[] = [];
  let stray = false;

  const visit = (reference: PdfReference, inherited: Inherited, depth: number): void => {
    if (objects.has(reference.number)) return;
    if (depth > deepestField || objects.size > mostFields) throw tooComplex('The form has too many fields');
    objects.add(reference.number);
    view.work(fieldSteps + (inherited.name.length >> 5));
    const dictionary = view.object(reference.number);
    if (!isDictionary(dictionary)) return;
    const own = inheriting(view, dictionary, inherited);
    const kids = kidsOf(view, dictionary);
    const named = kids.filter((kid) => isString(fieldEntry(view, kid, 'T')));
    for (const kid of named) visit(kid, own, depth + 1);
    if (named.length > 0 || own.type === '') return;
    for (const kid of kids) objects.add(kid.number);
    if (fields.has(own.name)) duplicates.push(own.name);
    else {
      const widgets = kids.length > 0 ? kids.map(({ number }) => number) : [reference.number];
      const field = { ...own, number: reference.number, widgets, dictionary, value: own.value ?? null, stray };
      fields.set(own.name, field);
      for (const number of [reference.number, ...widgets]) if (!owners.has(number)) owners.set(number, field);
    }
  };

  const form = view.dictionary(view.catalog, 'AcroForm');
  const roots = view.get(form, 'Fields');
  for (const root of isArray(roots) ? roots : []) {
    if (isReference(root)) visit(root, { name: '', type: '', value: undefined }, 0);
  }
  stray = true;
  for (const reference of strays ? signedStrays(view, objects) : [])
    visit(reference, { name: '', type: '', value: undefined }, 0);
  return { fields, owners, objects, duplicates };
}

function signedStrays(view: RevisionView, objects: ReadonlySet<number>): PdfReference[] {
  const annotated = [...readPages(view).values()].flatMap((page) => [...page.annotated]);
  return annotated
    .map((number): PdfReference => ({ kind: 'reference', number, generation: 0 }))
    .filter((reference) => {
      const { number } = reference;
      return (
        !objects.has(number) &&
        isName(fieldEntry(view, reference, 'FT'), 'Sig') &&
        isDictionary(fieldEntry(view, reference, 'V'))
      );
    });
}

function inheriting(view: RevisionView, dictionary: PdfDictionary, inherited: Inherited): Inherited {
  const partial = view.get(dictionary, 'T');
  const type = view.get(dictionary, 'FT');
  return {
    name: isString(partial) ? [inherited.name, textOf(partial)].filter(Boolean).join('.') : inherited.name,
    type: isName(type) ? type.name : inherited.type,
    value: dictionary.entries.get('V') ?? inherited.value,
  };
}

function kidsOf(view: RevisionView, dictionary: PdfDictionary): PdfReference[] {
  const kids = view.get(dictionary, 'Kids');
  return isArray(kids) ? kids.filter(isReference) : [];
}

const fieldEntry = (view: RevisionView, reference: PdfReference, key: string): PdfValue => {
  const dictionary = view.object(reference.number);
  return isDictionary(dictionary) ? view.get(dictionary, key) : null;
};

/** A signature as it entered the file: its field, its dictionary, the revision that brought it. */
export interface FoundSignature {
  readonly field: string;
  readonly fieldNumber: number;
  readonly widgets: readonly number[];
  /** Index of the revision in which the field first holds this value. */
  readonly revision: number;
  readonly value: PdfValue;
  readonly dictionary: PdfDictionary | undefined;
  /** Index of the revision in which the field, its value or the signature dictionary is gone or another one. */
  readonly removedIn: number | undefined;
}

/** All signatures that any revision ever held, oldest first: one that a later revision removes is still found. */
export function findSignatures(views: readonly RevisionView[], forms: readonly Form[]): FoundSignature[] {
  const found: FoundSignature[] = [];
  const current = new Map<string, number>();
  for (const [revision, view] of views.entries()) {
    const fields = forms[revision]?.fields ?? new Map<string, Field>();
    for (const [name, at] of current) {
      const signature = found[at];
      const field = fields.get(name);
      if (signature !== undefined && !isSameSignature(views, view, signature, field)) {
        found[at] = { ...signature, removedIn: revision };
        current.delete(name);
      }
    }
    for (const field of fields.values()) {
      if (field.type !== 'Sig' || field.value === null || current.has(field.name)) continue;
      if (found.length >= mostSignatures) throw tooComplex('The file has too many signatures');
      const dictionary = view.resolve(field.value);
      current.set(field.name, found.length);
      found.push({
        field: field.name,
        fieldNumber: field.number,
        widgets: field.widgets,
        revision,
        value: field.value,
        dictionary: isDictionary(dictionary) ? dictionary : undefined,
        removedIn: undefined,
      });
    }
  }
  return found;
}

function isSameSignature(
  views: readonly RevisionView[],
  view: RevisionView,
  signature: FoundSignature,
  field: Field | undefined,
): boolean {
  if (field === undefined || field.type !== 'Sig') return false;
  const { value } = signature;
  if (!isReference(value)) return sameValue(field.value, value);
  return (
    isReference(field.value) &&
    field.value.number === value.number &&
    view.place(value.number) === views[signature.revision]?.place(value.number)
  );
}
