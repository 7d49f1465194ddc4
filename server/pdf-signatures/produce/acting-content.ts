import { DomainError } from '../../platform/errors.ts';
import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRef, PDFStream } from '../pdf/pdf-lib.cjs';
import { name } from '../pdf/pdf-update.ts';
import type { PreflightCode } from './preflight/preflight-finding.ts';

/** Actions that run code or reach out of the document (ISO 32000-2 §12.6.4); links to pages and addresses are harmless. */
const actions: Readonly<Record<string, PreflightCode>> = {
  JavaScript: 'script',
  Rendition: 'script',
  Launch: 'active-content',
  SubmitForm: 'active-content',
  ImportData: 'active-content',
  ResetForm: 'active-content',
  Hide: 'active-content',
  SetOCGState: 'changing-layer',
  GoToE: 'embedded-file',
};

/** What an action does that a letter must not do; nothing for any other dictionary. */
export function actingCode(dict: PDFDict): PreflightCode | undefined {
  if (dict.has(name('JS'))) return 'script';
  const action = dict.lookup(name('S'));
  return action instanceof PDFName ? actions[action.decodeText()] : undefined;
}

/** The dictionaries directly inside an object; references are visited where they stand themselves. What nests deeper is told. */
export function* insideOf(
  object: PDFObject,
  { depth, tooDeep }: { readonly depth: number; readonly tooDeep: () => void },
): Generator<PDFDict> {
  if (object instanceof PDFStream) yield* insideOf(object.dict, { depth, tooDeep });
  else if (object instanceof PDFDict || object instanceof PDFArray) {
    if (object instanceof PDFDict) yield object;
    const values = object instanceof PDFDict ? object.values() : object.asArray();
    if (depth <= 0) {
      if (values.some((value) => value instanceof PDFDict || value instanceof PDFArray)) tooDeep();
      return;
    }
    for (const value of values) yield* insideOf(value, { depth: depth - 1, tooDeep });
  }
}

/**
 * Takes out of a file that is to be rewritten whatever acts by itself: scripts, triggers, actions that start programs or send. A letter
 * is read, not run; says whether anything was there.
 */
export function removeActingContent(context: PDFContext): boolean {
  let removed = false;
  for (const [, object] of context.enumerateIndirectObjects()) {
    for (const dict of insideOf(object, { depth: deepest, tooDeep: refuseTooDeep })) {
      for (const [key, value] of dict.entries()) {
        if (!isTrigger(key) && !isActing(context, value)) continue;
        dict.delete(key);
        removed = true;
      }
    }
  }
  return removed;
}

/** What nests deeper is no letter: it is refused, since nobody could say that nothing in it acts. */
const deepest = 100;
const refuseTooDeep = (): never => {
  throw new DomainError('invalid', 'too-complex', 'The objects of the PDF are nested too deep');
};

/** Additional actions and the scripts of the document (ISO 32000-2 §12.6.3, §7.7.4), or a script itself. */
const isTrigger = (key: PDFName): boolean => ['AA', 'JavaScript', 'JS'].includes(key.decodeText());

/** An action, or a list that holds one. */
function isActing(context: PDFContext, value: PDFObject): boolean {
  const target = value instanceof PDFRef ? context.lookup(value) : value;
  if (target instanceof PDFArray) {
    const entries = target.asArray().map((entry) => (entry instanceof PDFRef ? context.lookup(entry) : entry));
    return entries.some((entry) => entry instanceof PDFDict && actingCode(entry) !== undefined);
  }
  return target instanceof PDFDict && actingCode(target) !== undefined;
}
