import { createHash } from 'node:crypto';
import type { PdfFile, RevisionView } from '../pdf/reader/pdf-file.ts';
import { decodeStream } from '../pdf/reader/pdf-filters.ts';
import {
  isArray,
  isDictionary,
  isReference,
  isStream,
  type PdfValue,
  tooComplex,
  visitReferences,
} from '../pdf/reader/pdf-objects.ts';

/** Validation data that a store holds: under each of its lists, the hashes of what stands there. */
type Contents = ReadonlyMap<string, ReadonlySet<string>>;

const lists = ['Certs', 'CRLs', 'OCSPs'];
const listsOfOne = ['Cert', 'CRL', 'OCSP', 'TS'];
const mostItems = 10_000;

/**
 * Whether an update left everything in the document security store that stood there (EN 319 142-1 §5.4.2), under whatever object numbers:
 * writers give the grown lists new objects, or copy the certificates. What is lost shows no page otherwise, but may be what a
 * signature needs one day.
 */
export function keepsStore(file: PdfFile, before: RevisionView, after: RevisionView): boolean {
  const now = contentsOf(file, after);
  return [...contentsOf(file, before)].every(([list, hashes]) => [...hashes].every((hash) => now.get(list)?.has(hash)));
}

function contentsOf(file: PdfFile, view: RevisionView): Contents {
  const contents = new Map<string, Set<string>>();
  const store = view.dictionary(view.catalog, 'DSS');
  let items = 0;
  const take = (under: string, list: PdfValue): void => {
    const hashes = new Set<string>();
    for (const item of isArray(list) ? list : list === null ? [] : [list]) {
      items += 1;
      if (items > mostItems) throw tooComplex('The security store holds too much');
      const stream = view.resolve(item);
      hashes.add(isStream(stream) ? hashOf(file, stream) : 'no stream');
    }
    contents.set(under, hashes);
  };
  for (const list of lists) take(list, view.get(store, list));
  const perSignature = view.dictionary(store, 'VRI');
  for (const key of perSignature?.entries.keys() ?? []) {
    const one = view.dictionary(perSignature, key);
    contents.set(`VRI ${key}`, new Set(['']));
    for (const list of listsOfOne) take(`VRI ${key} ${list}`, view.get(one, list));
  }
  return contents;
}

function hashOf(file: PdfFile, stream: Parameters<typeof decodeStream>[0]): string {
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  try {
    return sha256(decodeStream(stream, file.budget));
  } catch (error) {
    file.broken(error);
    return `encoded ${sha256(stream.bytes)}`;
  }
}

/** The objects that only the security store of a revision leads to: nothing that a page shows can be among them. */
export function storeObjects(view: RevisionView, holdersOf: (number: number) => ReadonlySet<number>): Set<number> {
  const { catalog } = view;
  const store = new Set<number>();
  const waiting: number[] = [];
  const follow = (value: PdfValue): void =>
    visitReferences(value, (number) => {
      if (store.has(number)) return;
      store.add(number);
      waiting.push(number);
    });
  follow(catalog?.entries.get('DSS') ?? null);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    view.work(1);
    follow(view.object(next));
  }
  // What the catalog names elsewhere too, or any object outside the store, is not the store's own.
  const named = new Set<number>();
  for (const [key, value] of catalog?.entries ?? []) {
    if (key !== 'DSS') visitReferences(value, (number) => named.add(number));
  }
  const root = view.trailer.entries.get('Root');
  const within = (holder: number): boolean => store.has(holder) || (isReference(root) && holder === root.number);
  let shared: number[];
  do {
    view.work(store.size);
    shared = [...store].filter((number) => named.has(number) || ![...holdersOf(number)].every(within));
    for (const number of shared) store.delete(number);
  } while (shared.length > 0);
  return store;
}

/** Whether a dictionary of the store names a key twice, so that readers take different values. */
export function isTwofold(view: RevisionView): boolean {
  const store = view.dictionary(view.catalog, 'DSS');
  const perSignature = view.dictionary(store, 'VRI');
  const each = [...(perSignature?.entries.values() ?? [])].map((value) => view.resolve(value)).filter(isDictionary);
  return [store, perSignature, ...each].some((one) => (one?.duplicateKeys.length ?? 0) > 0);
}
