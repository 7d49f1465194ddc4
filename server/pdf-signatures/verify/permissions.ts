import { isFilledByNumbering } from '../pdf/field-names.ts';
import type { RevisionView } from '../pdf/reader/pdf-file.ts';
import {
  isArray,
  isDictionary,
  isInteger,
  isName,
  isString,
  type PdfDictionary,
  textOf,
} from '../pdf/reader/pdf-objects.ts';
import type { Form } from '../pdf/reader/signature-fields.ts';
import type { Change, LockedFields, ReasonCode } from '../verification.ts';

/** What a signer allows to happen after the signature: certification level (DocMDP) and locked fields (FieldMDP). */
export interface Permissions {
  readonly certification: 1 | 2 | 3 | undefined;
  readonly locks: (field: string) => boolean;
  /** The locked fields in words, if any. */
  readonly locked: LockedFields | undefined;
}

/** Reads the permissions of a signature from its dictionary and from the lock of its field (ISO 32000-2 §12.8.2). */
export function readPermissions(
  view: RevisionView,
  dictionary: PdfDictionary,
  field: PdfDictionary | undefined,
): Permissions {
  const references = view.get(dictionary, 'Reference');
  let certification: Permissions['certification'];
  const locks: FieldLock[] = [];
  for (const item of isArray(references) ? references : []) {
    const reference = view.resolve(item);
    if (!isDictionary(reference)) continue;
    const method = view.get(reference, 'TransformMethod');
    const parameters = view.dictionary(reference, 'TransformParams');
    if (isName(method, 'DocMDP')) certification = strictest(certification, level(view, parameters) ?? 2);
    else if (isName(method, 'FieldMDP') && parameters !== undefined) locks.push(readLock(view, parameters));
  }
  const lock = view.dictionary(field, 'Lock');
  if (lock !== undefined) {
    locks.push(readLock(view, lock));
    certification = strictest(certification, level(view, lock));
  }
  return { certification, locks: (name) => locks.some((one) => one.locks(name)), locked: lockedWords(locks) };
}

interface FieldLock {
  readonly all: boolean;
  readonly names: readonly string[];
  /** The fields that stay open, where all others are locked. */
  readonly allBut?: readonly string[];
  readonly locks: (field: string) => boolean;
}

const level = (view: RevisionView, parameters: PdfDictionary | undefined): 1 | 2 | 3 | undefined => {
  const p = view.get(parameters, 'P');
  return p === 1 || p === 2 || p === 3 ? p : isInteger(p) ? 1 : undefined;
};

const strictest = (a: 1 | 2 | 3 | undefined, b: 1 | 2 | 3 | undefined): 1 | 2 | 3 | undefined =>
  a === undefined ? b : b === undefined || a < b ? a : b;

function readLock(view: RevisionView, parameters: PdfDictionary): FieldLock {
  const action = view.get(parameters, 'Action');
  const list = view.get(parameters, 'Fields');
  const names = (isArray(list) ? list : [])
    .map((item) => view.resolve(item))
    .filter(isString)
    .map(textOf);
  const named = (field: string): boolean => names.some((name) => field === name || field.startsWith(`${name}.`));
  if (isName(action, 'Include')) return { all: false, names, locks: named };
  if (isName(action, 'Exclude')) return { all: false, names: [], allBut: names, locks: (field) => !named(field) };
  return { all: true, names: [], locks: () => true }; // `All`, or an action nobody knows: the strictest reading
}

function lockedWords(locks: readonly FieldLock[]): LockedFields | undefined {
  if (locks.length === 0) return undefined;
  if (locks.some(({ all }) => all)) return 'all';
  const named = [...new Set(locks.flatMap(({ names }) => names))];
  const [first, ...others] = locks.flatMap(({ allBut }) => (allBut === undefined ? [] : [allBut]));
  if (first === undefined) return named;
  return { allBut: first.filter((name) => !named.includes(name) && others.every((open) => open.includes(name))) };
}

/** What one signature is judged by when later changes are weighed. */
export interface ChangeContext {
  readonly permissions: Permissions;
  /** The form as the signer saw it. */
  readonly form: Form;
  /** Number of the last revision that an intact signature covers. */
  readonly lastCovered: number;
  readonly changes: 'prepared' | 'permitted';
}

/** What a later change means for a signature; the weight of each reason is fixed in `verdict.ts`. */
export function judgeChange(change: Change, context: ChangeContext): ReasonCode {
  const { certification, locks } = context.permissions;
  switch (change.kind) {
    case 'validation-data-added':
    case 'validation-data-lost':
      return change.kind;
    case 'timestamp-added':
      // Anybody can get a timestamp: one that shows something on a page is no mere evidence.
      if (change.rect === undefined || context.form.fields.has(change.field ?? '')) return 'validation-data-added';
      return certification === 1 ? 'changed-after-signing' : 'fields-added';
    case 'metadata-changed':
    case 'extensions-changed':
      return 'metadata-changed';
    case 'signature-added':
      return judgeSignature(change, context);
    case 'field-added':
      if (change.detail !== 'Sig' || certification === 1 || locks(change.field ?? '')) return 'changed-after-signing';
      return 'fields-added';
    case 'field-filled':
      return locks(change.field ?? '') || certification === 1 ? 'changed-after-signing' : judgeFilling(change, context);
    case 'field-altered':
      return locks(change.field ?? '') || certification === 1 ? 'changed-after-signing' : 'unexplained-change';
    case 'annotation-added':
    case 'annotation-changed':
      return certification === 1 || certification === 2 ? 'changed-after-signing' : 'annotation-added';
    case 'structure-odd':
      return 'unexplained-change';
    default:
      return 'changed-after-signing';
  }
}

/** A later signature: expected in a field that stood empty when this one was made, notable in a new one. */
function judgeSignature(change: Change, { permissions, form, changes }: ChangeContext): ReasonCode {
  const { certification } = permissions;
  if (certification === 1 || permissions.locks(change.field ?? '')) return 'changed-after-signing';
  if (form.fields.has(change.field ?? '')) return 'signature-added';
  if (certification !== undefined && change.rect !== undefined) return 'fields-added-after-certification';
  return changes === 'permitted' ? 'signature-added' : 'fields-added';
}

/**
 * A filled field: expected when it is a prepared one, was empty, and a later signature covers it. Any other filling that the signer did
 * not forbid leaves the signature in force, but nobody may take it for what the signer signed.
 */
function judgeFilling(change: Change, { form, lastCovered }: ChangeContext): ReasonCode {
  const field = change.field ?? '';
  const isCovered = change.revision <= lastCovered;
  const isPrepared = isFilledByNumbering(field) && form.fields.has(field);
  if (isPrepared && isCovered && change.before === '') return 'prepared-fields-filled';
  return change.misleading === true && !isCovered ? 'field-shows-otherwise' : 'fields-filled-as-permitted';
}
