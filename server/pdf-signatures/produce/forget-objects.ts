import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRef, PDFStream } from '../pdf/pdf-lib.cjs';
import { name } from '../pdf/pdf-update.ts';

/**
 * Takes objects out of a file that is to be rewritten, with whatever leads to them: entries of lists and dictionaries, and the references
 * by which the structure of a tagged file names them.
 */
export function forget(context: PDFContext, gone: ReadonlySet<PDFRef>): void {
  if (gone.size === 0) return;
  const namings = new Set<PDFRef>(gone);
  for (const [ref, object] of context.enumerateIndirectObjects()) if (names(object, gone)) namings.add(ref);
  const leads = (value: PDFObject): boolean => (value instanceof PDFRef ? namings.has(value) : names(value, gone));
  for (const [, object] of context.enumerateIndirectObjects()) clean(object, leads);
  for (const ref of namings) context.delete(ref);
}

/** A reference of the structure tree to one of the objects (`/OBJR`, ISO 32000-2 §14.7.5.3). */
const names = (object: PDFObject, gone: ReadonlySet<PDFRef>): boolean => {
  if (!(object instanceof PDFDict) || object.lookup(name('Type')) !== name('OBJR')) return false;
  const named = object.get(name('Obj'));
  return named instanceof PDFRef && gone.has(named);
};

function clean(object: PDFObject, leads: (value: PDFObject) => boolean): void {
  const waiting: PDFObject[] = [object];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next instanceof PDFStream) waiting.push(next.dict);
    else if (next instanceof PDFDict) {
      for (const [key, value] of next.entries()) {
        if (leads(value)) next.delete(key);
        else waiting.push(value);
      }
    } else if (next instanceof PDFArray) {
      for (let index = next.size() - 1; index >= 0; index -= 1) if (leads(next.get(index))) next.remove(index);
      for (const value of next.asArray()) waiting.push(value);
    }
  }
}
