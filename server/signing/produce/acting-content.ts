import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRef, PDFStream } from 'pdf-lib';
import { DomainError } from '../../platform/errors.ts';
import { name } from '../pdf/pdf-update.ts';
import type { PreflightCode, PreflightFinding } from './preflight-finding.ts';

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

/** The dictionaries directly inside an object; references are visited where they stand themselves. */
export function* insideOf(object: PDFObject, depth = 0): Generator<PDFDict> {
  if (depth > 20) return;
  if (object instanceof PDFStream) yield* insideOf(object.dict, depth);
  else if (object instanceof PDFDict) {
    yield object;
    for (const value of object.values()) yield* insideOf(value, depth + 1);
  } else if (object instanceof PDFArray) for (const value of object.asArray()) yield* insideOf(value, depth + 1);
}

/**
 * Takes out of a file that is to be rewritten whatever acts by itself: scripts, triggers, actions that start programs or send. A letter
 * is read, not run; says whether anything was there.
 */
export function removeActingContent(context: PDFContext): boolean {
  let removed = false;
  for (const [, object] of context.enumerateIndirectObjects()) {
    for (const dict of insideOf(object)) {
      for (const [key, value] of dict.entries()) {
        if (!isTrigger(key) && !isActing(context, value)) continue;
        dict.delete(key);
        removed = true;
      }
    }
  }
  return removed;
}

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

/** What nobody may sign, whatever they have seen: preparing takes it out, so a file that holds it was not prepared. */
const refusedCodes: readonly PreflightCode[] = ['script', 'active-content', 'earlier-revisions'];

/** Whether a finding keeps a document from being signed at all; every other one is for its signer to look at. */
export const isRefused = ({ code }: Pick<PreflightFinding, 'code'>): boolean => refusedCodes.includes(code);

/** Refuses to have a file signed that acts by itself, or under whose pages earlier ones are hidden. */
export function refuseToSign(findings: readonly PreflightFinding[]): void {
  const found = findings.filter(isRefused).map(({ code }) => code);
  if (found.length === 0) return;
  throw new DomainError('invalid', 'not-fit-to-sign', `The file holds what nobody can sign: ${found.join(', ')}`);
}
