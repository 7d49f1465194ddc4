import type { PdfFile, RevisionView } from '../pdf/reader/pdf-file.ts';
import { isArray, isDictionary, isInteger, isName, type PdfDictionary, sameValue } from '../pdf/reader/pdf-objects.ts';

/** Keys of the permissions under which a program's usage rights stand (ISO 32000-1 §12.8.2.3; deprecated, and met in forms). */
const usageKeys = ['UR', 'UR3'];

/** The transform methods by which a signature dictionary says that it grants usage rights and signs for nobody. */
const usageMethods = ['UR', 'UR2', 'UR3'];

/**
 * Whether two permission dictionaries differ in usage rights alone (*quyền sử dụng của Acrobat*): a program's licence to fill and save
 * a form, put there by whoever made it, which binds no signer and shows nothing.
 */
export function differInUsageRights(old: PdfDictionary | undefined, now: PdfDictionary | undefined): boolean {
  if (now !== undefined && now.duplicateKeys.length > 0) return false;
  const keys = new Set([...(old?.entries.keys() ?? []), ...(now?.entries.keys() ?? [])]);
  return [...keys].every((key) => usageKeys.includes(key) || sameValue(old?.entries.get(key), now?.entries.get(key)));
}

/**
 * Whether the bytes hold the range of a signature to which no revision leads any more: one that was taken out. The range of usage
 * rights is none: nobody signed with it.
 */
export function bearsLostSignature(file: PdfFile): boolean {
  const ranges = file.bytes.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(0\s+\d+\s+\d+\s+\d+)\s*\]/g);
  const granted = new Set(file.revisions.flatMap((_, index) => usageRanges(file.view(index))));
  return [...ranges].some(([, range = '']) => !granted.has(range.split(/\s+/).join(' ')));
}

/** The ranges of the usage rights of a revision, as `0 a b c`. */
function usageRanges(view: RevisionView): string[] {
  const permissions = view.dictionary(view.catalog, 'Perms');
  return usageKeys.flatMap((key) => {
    const rights = view.dictionary(permissions, key);
    const range = view.get(rights, 'ByteRange');
    if (rights === undefined || !isArray(range) || !grantsUsage(view, rights)) return [];
    return [range.filter(isInteger).join(' ')];
  });
}

/** A dictionary that also certifies or locks is a signature, wherever it stands. */
function grantsUsage(view: RevisionView, rights: PdfDictionary): boolean {
  const references = view.get(rights, 'Reference');
  const methods = (isArray(references) ? references : []).map((item) => {
    const reference = view.resolve(item);
    return isDictionary(reference) ? view.get(reference, 'TransformMethod') : null;
  });
  return methods.length > 0 && methods.every((method) => usageMethods.some((known) => isName(method, known)));
}
