import type { PdfFile, RevisionView } from '../pdf/reader/pdf-file.ts';
import {
  isArray,
  isDictionary,
  isName,
  isReference,
  isStream,
  type PdfDictionary,
  type PdfValue,
  sameValue,
} from '../pdf/reader/pdf-objects.ts';
import { pageHolding, readPages } from '../pdf/reader/pdf-pages.ts';
import type { ReferenceIndex } from '../pdf/reader/reference-index.ts';
import { unaccountedBytes } from '../pdf/reader/revision-bytes.ts';
import type { Form } from '../pdf/reader/signature-fields.ts';
import type { Change } from '../verification.ts';
import {
  type Comparison,
  compareAnnotations,
  compareCatalog,
  compareField,
  compareForm,
  compareFormDictionary,
  comparePage,
  comparePermissions,
  isAdditive,
  isFilled,
} from './difference-rules.ts';
import { isTwofold, keepsStore, storeObjects } from './store-difference.ts';

interface ChangedObject {
  readonly number: number;
  readonly before: PdfValue;
  readonly after: PdfValue;
}

/**
 * Explains what one revision did to the file, object by object. New objects can only be reached through changed ones,
 * so it is enough that every *changed* object is explained by the one role it has – catalog, form, field, page, security
 * store, metadata – and that inside it only the parts differ that this role may change. Whatever remains is reported as
 * a change of the document.
 */
export function changesIn(file: PdfFile, forms: readonly Form[], index: number, references: ReferenceIndex): Change[] {
  const [formBefore, formAfter] = [forms[index - 1], forms[index]];
  if (formBefore === undefined || formAfter === undefined) return [];
  const [before, after] = [file.view(index - 1), file.view(index)];
  const changes: Change[] = [];
  const report = (change: Omit<Change, 'revision'>): void => void changes.push({ ...change, revision: index + 1 });
  references.extendTo(index - 1);
  const comparison: Comparison = { before, after, formBefore, formAfter, report, pages: () => readPages(before) };

  compareTrailer(comparison);
  const stray = unaccountedBytes(file, index);
  if (stray !== undefined) {
    const overrides = stray.object !== undefined && before.place(stray.object) !== undefined;
    report({ kind: overrides ? 'object-changed' : 'structure-odd', ...stray });
  }
  const store = storeObjects(before, (number) => references.holders(number));
  const isContainer = (number: number): boolean => file.isContainer(number, index - 1);
  const changed = changedObjects(comparison, references, { isContainer, isOfStore: (number) => store.has(number) });
  compareStore(comparison, file, store);
  for (const object of changed)
    if (!explain(comparison, object, references)) reportRemaining(comparison, object, references);
  compareForm(comparison);
  return changes;
}

/** Objects that existed and are different now, and numbers that were only mentioned and are defined now. */
function changedObjects(
  { before, after, report }: Comparison,
  references: ReferenceIndex,
  { isContainer, isOfStore }: Readonly<Record<'isContainer' | 'isOfStore', (number: number) => boolean>>,
): ChangedObject[] {
  const changed: ChangedObject[] = [];
  const { revision } = after;
  for (const [number, entry] of revision.entries) {
    const [oldPlace, newPlace] = [before.place(number), after.place(number)];
    if (oldPlace === newPlace) continue;
    if (entry.type === 'offset' && (entry.offset < revision.start || entry.offset >= revision.end)) {
      report({ kind: 'structure-odd', object: number, detail: 'its entry points outside the revision' });
    }
    if (isOfStore(number) && !isContainer(number)) continue; // compareStore tells by what it holds
    const value = { number, before: before.object(number), after: after.object(number) };
    if (isContainer(number)) {
      report({ kind: 'object-changed', object: number, detail: 'an object stream was overwritten' });
    } else if (newPlace === undefined) {
      if (value.before !== null) report({ kind: 'object-freed', object: number });
    } else if (oldPlace === undefined) {
      if (references.holders(number).size > 0) changed.push(value);
    } else if (!sameValue(value.before, value.after)) changed.push(value);
  }
  return changed;
}

/** The document security store: it may grow, and be written anew under other numbers, but nothing in it may be lost. */
function compareStore({ before, after, report }: Comparison, file: PdfFile, own: ReadonlySet<number>): void {
  const [old, now] = [before, after].map((view) => view.catalog?.entries.get('DSS'));
  const touched = [...own].some((number) => before.place(number) !== after.place(number));
  if (!touched && sameValue(old, now)) return;
  const kept = keepsStore(file, before, after) && !isTwofold(after);
  report({ kind: kept ? 'validation-data-added' : 'validation-data-lost' });
}

function compareTrailer({ before, after, report }: Comparison): void {
  const [old, now] = [before.trailer.entries, after.trailer.entries];
  if (!sameValue(old.get('Root'), now.get('Root'))) report({ kind: 'document-changed', detail: 'Root' });
  if (!sameValue(old.get('Encrypt'), now.get('Encrypt'))) report({ kind: 'document-changed', detail: 'Encrypt' });
  if (!sameValue(old.get('Info'), now.get('Info'))) report({ kind: 'metadata-changed', detail: 'Info' });
  if (after.trailer.duplicateKeys.length > 0)
    report({ kind: 'document-changed', detail: 'a key of the trailer stands twice' });
  if (after.revision.sections.length > 1)
    report({ kind: 'structure-odd', detail: 'an update with two cross-references' });
  if (after.revision.sections.some(({ kind }) => kind === 'hybrid')) {
    report({ kind: 'structure-odd', detail: 'a hybrid cross-reference was added' });
  }
}

/** Compares an object under the rule of its role; false when it has none. */
function explain(
  comparison: Comparison,
  { number, before: old, after: now }: ChangedObject,
  references: ReferenceIndex,
): boolean {
  const { before, formBefore } = comparison;
  const numberOf = (value: PdfValue | undefined): number => (isReference(value) ? value.number : -1);
  const { catalog } = before;
  const form = catalog?.entries.get('AcroForm');
  const formDictionary = before.dictionary(catalog, 'AcroForm');
  if (isDictionary(old) && isDictionary(now)) {
    if (number === numberOf(before.trailer.entries.get('Root'))) compareCatalog(comparison, old, now);
    else if (number === numberOf(form)) compareFormDictionary(comparison, old, now);
    else if (number === numberOf(catalog?.entries.get('Perms'))) comparePermissions(comparison, old, now);
    else if (isFormResource(comparison, number, references)) return isAdditive(old, now);
    else if (formBefore.objects.has(number)) compareField(comparison, number, old, now);
    else if (number === numberOf(before.trailer.entries.get('Info')))
      return compareInfo(comparison, number, now, references);
    else if (isPage(comparison, number)) comparePage(comparison, number, old, now);
    else return false;
    return true;
  }
  if (isArray(old) && isArray(now)) {
    // The field list is judged as a whole by compareForm, from the fields it leads to.
    if (number === numberOf(formDictionary?.entries.get('Fields')))
      return old.every((item) => now.some((kept) => sameValue(item, kept)));
    const page = [...comparison.pages().values()].find(({ annotations }) => numberOf(annotations) === number);
    if (page === undefined) return false;
    compareAnnotations(comparison, page.index, old, now);
    return true;
  }
  return false;
}

/** A dictionary of the form's default resources that nothing but the form leads to: fonts may be added to it. */
function isFormResource({ before }: Comparison, number: number, references: ReferenceIndex): boolean {
  const numberOf = (value: PdfValue | undefined): number[] => (isReference(value) ? [value.number] : []);
  const { catalog } = before;
  const form = before.dictionary(catalog, 'AcroForm');
  const resources = before.dictionary(form, 'DR');
  const own = [...numberOf(form?.entries.get('DR')), ...[...(resources?.entries.values() ?? [])].flatMap(numberOf)];
  const holders = [rootNumber(before), ...numberOf(catalog?.entries.get('AcroForm')), ...own];
  return own.includes(number) && [...references.holders(number)].every((holder) => holders.includes(holder));
}

const isPage = ({ pages }: Comparison, number: number): boolean => pages().has(number);

/** The document information: plain texts, nothing that another object could use. */
function compareInfo(comparison: Comparison, number: number, now: PdfDictionary, references: ReferenceIndex): boolean {
  const { after, report } = comparison;
  const values = [...now.entries.values()].map((value) => after.resolve(value));
  const plain = values.every((value) => !isDictionary(value) && !isArray(value) && !isStream(value));
  const alone = [...references.holders(number)].every((holder) => holder === 0);
  if (!alone || !plain) return false;
  report({ kind: 'metadata-changed', object: number });
  return true;
}

/** A changed object without a role: harmless when nothing leads to it, else named by what it belongs to. */
function reportRemaining(
  comparison: Comparison,
  { number, before: old, after: now }: ChangedObject,
  references: ReferenceIndex,
): void {
  const { before, report } = comparison;
  const holders = references.holders(number);
  if (holders.size === 0) return;
  if (isMetadata(before, number) && [...holders].every((holder) => holder === rootNumber(before)) && isStream(now)) {
    report({ kind: 'metadata-changed', object: number });
    return;
  }
  const fields = fieldsHolding(comparison, number, references);
  if (fields === undefined) {
    const annotated = pageHolding(before, number);
    if (annotated !== undefined && isDictionary(old)) {
      report({ kind: 'annotation-changed', object: number, page: annotated.index });
    } else report({ kind: 'object-changed', object: number, detail: describe(old) });
    return;
  }
  if (isStream(now) && fields.size > 0 && [...fields].every((field) => isLookOfFilled(comparison, field, number)))
    return;
  for (const field of fields) {
    const signed = comparison.formBefore.fields.get(field)?.type === 'Sig';
    report({
      kind: signed ? 'signature-altered' : 'field-altered',
      field,
      object: number,
      detail: 'its appearance or value',
    });
  }
}

/** An appearance that was drawn again in its place, because its field got a value; compareForm tells whether it shows it. */
function isLookOfFilled({ before, formBefore, ...rest }: Comparison, name: string, number: number): boolean {
  const field = formBefore.fields.get(name);
  if (field === undefined || (field.type !== 'Tx' && field.type !== 'Ch')) return false;
  const isLook = field.widgets.some((widget) => {
    const dictionary = before.object(widget);
    const looks = isDictionary(dictionary) ? before.dictionary(dictionary, 'AP') : undefined;
    const normal = looks?.entries.get('N');
    return isReference(normal) && normal.number === number;
  });
  return isLook && isFilled({ before, formBefore, ...rest }, field);
}

const rootNumber = (view: RevisionView): number => {
  const root = view.trailer.entries.get('Root');
  return isReference(root) ? root.number : -1;
};

const isMetadata = (view: RevisionView, number: number): boolean => {
  const metadata = view.catalog?.entries.get('Metadata');
  return isReference(metadata) && metadata.number === number;
};

/** The fields that alone lead to an object, through appearances and values; undefined when anything else leads to it. */
function fieldsHolding(
  { formBefore }: Comparison,
  number: number,
  references: ReferenceIndex,
): Set<string> | undefined {
  const names = new Set<string>();
  const visited = new Set<number>();
  const waiting = [number];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (visited.has(next)) continue;
    visited.add(next);
    if (visited.size > 200) return undefined;
    if (formBefore.objects.has(next)) {
      const owner = formBefore.owners.get(next);
      if (owner === undefined) return undefined;
      names.add(owner.name);
      continue;
    }
    const holders = references.holders(next);
    if (holders.has(0) || holders.size === 0) return undefined;
    waiting.push(...holders);
  }
  return names;
}

function describe(value: PdfValue): string {
  const dictionary = isStream(value) ? value.dictionary : value;
  if (!isDictionary(dictionary)) return value === null ? 'was mentioned but did not exist' : 'a value';
  const words = ['Type', 'Subtype', 'S'].map((key) => dictionary.entries.get(key));
  const names = words.flatMap((word) => (isName(word) ? [word.name] : []));
  return [isStream(value) ? 'stream' : 'dictionary', ...names].join(' ');
}
