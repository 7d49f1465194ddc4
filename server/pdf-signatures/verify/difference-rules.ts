import type { RevisionView } from '../pdf/reader/pdf-file.ts';
import {
  isArray,
  isDictionary,
  isName,
  isReference,
  isStream,
  isString,
  type PdfArray,
  type PdfDictionary,
  type PdfValue,
  sameValue,
  textOf,
} from '../pdf/reader/pdf-objects.ts';
import { type Page, pageHolding } from '../pdf/reader/pdf-pages.ts';
import type { Field, Form } from '../pdf/reader/signature-fields.ts';
import type { Change } from '../verification.ts';
import { looksAlike, showsValue } from './field-look.ts';
import { differInUsageRights } from './usage-rights.ts';

/** Two revisions side by side, and where to put what differs. */
export interface Comparison {
  readonly before: RevisionView;
  readonly after: RevisionView;
  readonly formBefore: Form;
  readonly formAfter: Form;
  readonly report: (change: Omit<Change, 'revision'>) => void;
  readonly pages: () => ReadonlyMap<number, Page>;
}

function differingKeys(old: PdfDictionary, now: PdfDictionary): string[] {
  const keys = new Set([...old.entries.keys(), ...now.entries.keys()]);
  return [...keys].filter((key) => !sameValue(old.entries.get(key), now.entries.get(key)));
}

/** The document catalog: form, security store, extensions, version and metadata may change. */
export function compareCatalog(comparison: Comparison, old: PdfDictionary, now: PdfDictionary): void {
  const { before, after, report } = comparison;
  if (now.duplicateKeys.length > 0) report({ kind: 'document-changed', detail: 'a key of the catalog stands twice' });
  for (const key of differingKeys(old, now)) {
    if (key === 'AcroForm') {
      const [oldForm, newForm] = [before.dictionary(old, key), after.dictionary(now, key)];
      if (newForm === undefined) report({ kind: 'document-changed', detail: key });
      else compareFormDictionary(comparison, oldForm ?? emptyDictionary, newForm);
    } else if (key === 'DSS')
      continue; // told by what it holds: store-difference.ts
    else if (key === 'Extensions' || key === 'Version') report({ kind: 'extensions-changed', detail: key });
    else if (key === 'Metadata' && isStream(after.get(now, key))) report({ kind: 'metadata-changed' });
    else if (key === 'Perms') comparePermissions(comparison, before.dictionary(old, key), after.dictionary(now, key));
    else report({ kind: 'document-changed', detail: key });
  }
}

/** The permissions: a program's usage rights may come and go, a certification that comes later is odd. */
export function comparePermissions(
  { report }: Comparison,
  old: PdfDictionary | undefined,
  now: PdfDictionary | undefined,
): void {
  if (differInUsageRights(old, now)) report({ kind: 'extensions-changed', detail: 'usage rights' });
  else report({ kind: 'structure-odd', detail: 'a certification was added later' });
}

const emptyDictionary: PdfDictionary = { kind: 'dictionary', entries: new Map(), duplicateKeys: [] };

/** The form: fields may be added, flags set, default resources added; the fields themselves are judged by compareForm. */
export function compareFormDictionary(comparison: Comparison, old: PdfDictionary, now: PdfDictionary): void {
  const { before, after, report } = comparison;
  if (now.duplicateKeys.length > 0) report({ kind: 'document-changed', detail: 'a key of the form stands twice' });
  for (const key of differingKeys(old, now)) {
    if (key === 'Fields' || key === 'SigFlags') continue;
    if ((key === 'DA' || key === 'Q') && !old.entries.has(key)) continue;
    if (key === 'DR' && isAdditive(before.get(old, key), after.get(now, key))) continue;
    if (key === 'NeedAppearances' && (after.get(now, key) !== true || mayBeDrawnAnew(comparison))) continue;
    report({ kind: 'document-changed', detail: `AcroForm ${key}` });
  }
}

/**
 * Whether readers may make the looks of all fields anew (`/NeedAppearances`), as fillers ask for that draw none themselves: fields were
 * filled, and whatever else has a value shows it already.
 */
function mayBeDrawnAnew({ before, after, formBefore, formAfter, ...rest }: Comparison): boolean {
  const comparison = { before, after, formBefore, formAfter, ...rest };
  const fields = [...formBefore.fields.values()].filter(({ type }) => type === 'Tx' || type === 'Ch');
  const [filled, kept] = [true, false].map((wanted) =>
    fields.filter((field) => isFilled(comparison, field) === wanted),
  );
  return filled !== undefined && filled.length > 0 && kept?.every((field) => showsValue(before, field)) === true;
}

/** Whether nothing was taken away or replaced: lists and dictionaries may only grow. */
export function isAdditive(old: PdfValue, now: PdfValue): boolean {
  if (old === null || sameValue(old, now)) return true;
  if (isArray(old)) return isArray(now) && old.every((item) => now.some((kept) => sameValue(item, kept)));
  if (!isDictionary(old) || !isDictionary(now) || now.duplicateKeys.length > 0) return false;
  return [...old.entries].every(([key, value]) => isAdditive(value, now.entries.get(key) ?? false));
}

/** `I`, `TI` and `RV` say a chosen or rich value once more. */
const fillKeys = new Set(['V', 'AP', 'AS', 'F', 'DA', 'Q', 'Ff', 'M', 'I', 'TI', 'RV']);
const signingKeys = new Set(['DR', 'MK', 'P', 'Type', 'NM']);

/**
 * A field or widget that was rewritten. When the field gets a value, its appearance may change with it; a field that
 * keeps its value keeps its look, and a signed field does not change at all.
 */
export function compareField(comparison: Comparison, number: number, old: PdfDictionary, now: PdfDictionary): void {
  const { formBefore, formAfter, report } = comparison;
  const field = formBefore.owners.get(number);
  const keys = differingKeys(old, now);
  const name = field === undefined ? {} : { field: field.name };
  if (now.duplicateKeys.length > 0) keys.push('a key that stands twice');
  if (field?.type === 'Sig' && field.value !== null) {
    report({ kind: 'signature-altered', ...name, object: number, detail: keys.join(' ') });
    return;
  }
  const filled = field !== undefined && isFilled(comparison, field);
  const allowed = (key: string): boolean => {
    if (key === 'Kids') return onlyFieldsAdded(old.entries.get(key), now.entries.get(key), formAfter);
    if (!filled || (key === 'AP' && field.type === 'Btn' && old.entries.has(key))) return false;
    if (changesLook(comparison, key, old, now)) return false;
    return fillKeys.has(key) || (field.type === 'Sig' && signingKeys.has(key) && !old.entries.has(key));
  };
  const wrong = keys.filter((key) => !allowed(key));
  if (wrong.length > 0) report({ kind: 'field-altered', ...name, object: number, detail: wrong.join(' ') });
}

/** Bits of `/Ff` and `/F` (ISO 32000-2 §12.7.4.1, §12.5.3): what fillers set when they are done, and what takes a field out of sight. */
const doneFlags = 0b111;
const outOfSight = (1 << 1) | (1 << 5);

/** Whether filling also changes how the field is looked at: as a password or of several lines, hidden, or the colour readers draw it in. */
function changesLook({ before, after }: Comparison, key: string, old: PdfDictionary, now: PdfDictionary): boolean {
  const [was, is] = [Number(before.get(old, key)), Number(after.get(now, key))];
  if (key === 'Ff') return (was ^ is) >>> 0 > doneFlags;
  if (key === 'F') return (is & ~was & outOfSight) !== 0;
  return key === 'DA' && after.get(after.dictionary(after.catalog, 'AcroForm'), 'NeedAppearances') === true;
}

/** Whether a field has another value after the update than before. */
export function isFilled({ before, after, formAfter }: Comparison, field: Field): boolean {
  const now = formAfter.fields.get(field.name);
  return (
    now !== undefined &&
    !(sameValue(field.value, now.value) && sameValue(before.resolve(field.value), after.resolve(now.value)))
  );
}

function onlyFieldsAdded(old: PdfValue | undefined, now: PdfValue | undefined, form: Form): boolean {
  if (!isArray(now)) return false;
  const oldItems = isArray(old) ? old : [];
  const added = now.filter((item) => !oldItems.some((kept) => sameValue(item, kept)));
  return (
    oldItems.every((item) => now.some((kept) => sameValue(item, kept))) &&
    added.every((item) => isReference(item) && form.objects.has(item.number))
  );
}

/** A page: only annotations may be added to its list. */
export function comparePage(comparison: Comparison, number: number, old: PdfDictionary, now: PdfDictionary): void {
  const { before, after, report } = comparison;
  const page = comparison.pages().get(number)?.index ?? 0;
  if (now.duplicateKeys.length > 0)
    report({ kind: 'page-changed', page, object: number, detail: 'a key stands twice' });
  for (const key of differingKeys(old, now)) {
    const [oldList, newList] = [before.get(old, key), after.get(now, key)];
    if (key === 'Annots' && isArray(newList))
      compareAnnotations(comparison, page, isArray(oldList) ? oldList : [], newList);
    else report({ kind: 'page-changed', page, object: number, detail: key });
  }
}

/** A page's annotations: the old ones stay, in their order; widgets of signature fields may follow, anything else is named. */
export function compareAnnotations(comparison: Comparison, page: number, old: PdfArray, now: PdfArray): void {
  const { after, formAfter, report } = comparison;
  if (!old.every((item, index) => sameValue(item, now[index]))) {
    report({ kind: 'annotation-changed', page, detail: 'removed or put in another order' });
  }
  for (const item of now) {
    if (old.some((kept) => sameValue(item, kept))) continue;
    const annotation = after.resolve(item);
    const subtype = isDictionary(annotation) ? after.get(annotation, 'Subtype') : null;
    if (isName(subtype, 'Widget') && isReference(item) && isSignatureWidget(formAfter, item.number)) continue;
    report({ kind: 'annotation-added', page, detail: isName(subtype) ? subtype.name : 'unknown' });
  }
}

const isSignatureWidget = (form: Form, number: number): boolean =>
  form.owners.get(number)?.type === 'Sig' && form.owners.get(number)?.widgets.includes(number) === true;

/** The fields before and after: what was added, removed, filled or signed, in the words of the form. */
export function compareForm(comparison: Comparison): void {
  const { formBefore, formAfter, report } = comparison;
  for (const field of formBefore.fields.values()) {
    const now = formAfter.fields.get(field.name);
    const isGone = now === undefined || (now.stray && !field.stray);
    if (isGone || now.number !== field.number || now.type !== field.type) {
      report({ kind: 'field-removed', field: field.name });
    } else if (
      !field.widgets.every((widget) => now.widgets.includes(widget)) ||
      now.widgets.length !== field.widgets.length
    ) {
      report({ kind: 'field-altered', field: field.name, detail: 'its places on the pages' });
    } else compareValue(comparison, field, now);
  }
  for (const field of formAfter.fields.values()) if (!formBefore.fields.has(field.name)) reportAdded(comparison, field);
}

function compareValue(comparison: Comparison, old: Field, now: Field): void {
  if (!isFilled(comparison, old)) return;
  const { before, after, report } = comparison;
  const [oldValue, newValue] = [before.resolve(old.value), after.resolve(now.value)];
  if (old.type === 'Sig') {
    if (old.value !== null) report({ kind: 'signature-removed', field: old.name });
    else report({ kind: signatureKind(after, newValue), field: old.name, ...whereIs(comparison, now) });
  } else {
    report({
      kind: 'field-filled',
      field: old.name,
      before: shown(oldValue),
      value: shown(newValue),
      ...(showsValue(after, now, (widget) => looksAlike(before, after, widget)) ? {} : { misleading: true as const }),
      ...whereIs(comparison, now),
    });
  }
}

function reportAdded(comparison: Comparison, field: Field): void {
  const place = whereIs(comparison, field);
  if (field.type !== 'Sig') comparison.report({ kind: 'field-added', field: field.name, detail: field.type, ...place });
  else if (field.value === null) comparison.report({ kind: 'field-added', field: field.name, detail: 'Sig', ...place });
  else
    comparison.report({
      kind: signatureKind(comparison.after, comparison.after.resolve(field.value)),
      field: field.name,
      detail: 'new field',
      ...place,
    });
}

const signatureKind = (view: RevisionView, value: PdfValue): 'signature-added' | 'timestamp-added' =>
  isDictionary(value) && isName(view.get(value, 'SubFilter'), 'ETSI.RFC3161') ? 'timestamp-added' : 'signature-added';

/** Page and rectangle of a field's first visible widget; none for an invisible field. */
export function whereIs({ after }: Pick<Comparison, 'after'>, field: Field): { page?: number; rect?: number[] } {
  for (const widget of field.widgets) {
    const dictionary = after.object(widget);
    const rect = isDictionary(dictionary) ? after.get(dictionary, 'Rect') : null;
    const numbers = (isArray(rect) ? rect : [])
      .map((item) => after.resolve(item))
      .filter((item) => typeof item === 'number');
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers;
    if (numbers.length !== 4 || x1 === x2 || y1 === y2) continue;
    const page = pageHolding(after, widget);
    return page === undefined ? { rect: numbers } : { page: page.index, rect: numbers };
  }
  return {};
}

function shown(value: PdfValue): string {
  if (isString(value)) return textOf(value);
  if (isName(value)) return value.name;
  if (isArray(value)) return value.map(shown).join(', ');
  return value === null ? '' : '?';
}
