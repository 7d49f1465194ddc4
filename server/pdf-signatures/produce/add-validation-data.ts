import type { RevocationData } from '../crypto/certificates/revocation.ts';
import { PDFArray, PDFDict, PDFRawStream, PDFRef } from '../pdf/pdf-lib.cjs';
import { catalogOf, name, openUpdate } from '../pdf/pdf-update.ts';

/** What the file is to bring along, so that its signatures can be judged with no network; all DER. */
export interface ValidationData extends RevocationData {
  readonly certificates: readonly Uint8Array[];
}

/**
 * Appends validation data to the document security store (`/DSS`, EN 319 142-1 §5.4.2) as one update; what the store holds stays, and
 * no `/VRI` is written, which validators do not need. A file that has everything already is given back as it is.
 */
export async function addValidationData(
  pdf: Uint8Array,
  present: ValidationData,
  wanted: ValidationData,
): Promise<Uint8Array> {
  const missing = {
    Certs: without(wanted.certificates, present.certificates),
    CRLs: without(wanted.crls, present.crls),
    OCSPs: without(wanted.ocsps, present.ocsps),
  };
  if (Object.values(missing).every((list) => list.length === 0)) return pdf;
  const update = await openUpdate(pdf);
  const { context } = update;
  const catalog = catalogOf(context);
  const old = catalog.dict.lookup(name('DSS'));
  const store = context.obj({ Type: 'DSS' });
  if (old instanceof PDFDict) for (const [key, value] of old.entries()) store.set(key, value);
  for (const [key, list] of Object.entries(missing)) {
    if (list.length === 0) continue;
    const kept = store.lookup(name(key));
    const added = list.map((der) => update.add(PDFRawStream.of(context.obj({ Length: der.length }), der)));
    store.set(name(key), context.obj([...(kept instanceof PDFArray ? kept.asArray() : []), ...added]));
  }
  const entry = catalog.dict.get(name('DSS'));
  if (entry instanceof PDFRef) {
    context.assign(entry, store);
    update.change(entry);
  } else {
    catalog.dict.set(name('DSS'), update.add(store));
    update.change(catalog.ref);
  }
  return Buffer.concat([pdf, update.write().increment]);
}

function without(wanted: readonly Uint8Array[], present: readonly Uint8Array[]): Uint8Array[] {
  const seen = new Set(present.map(keyOf));
  return wanted.filter((der) => !seen.has(keyOf(der)) && seen.add(keyOf(der)));
}

const keyOf = (der: Uint8Array): string => Buffer.from(der).toString('base64');
