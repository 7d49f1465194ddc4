import { timestampField } from '../pdf/field-names.ts';
import { formFields } from '../pdf/pdf-fields.ts';
import { PDFName } from '../pdf/pdf-lib.cjs';
import { name, openUpdate } from '../pdf/pdf-update.ts';
import type { Timestamper } from './authority/timestamp-client.ts';
import { addSignatureField, freeFieldName } from './new-field.ts';
import { timestampRoom } from './sign-pdf.ts';
import { coveredDigest, placeholderEntries, writeWithPlaceholder } from './signature-placeholder.ts';
import { embedValue, type Placeholder } from './signature-value.ts';

/**
 * Appends a document timestamp (*dấu thời gian của văn bản*, EN 319 142-1 §5.4.3): proof that everything before it existed then, its
 * signatures and their validation data too. An invisible field of its own; every signature allows it.
 */
export async function addDocumentTimestamp(pdf: Uint8Array, timestamp: Timestamper): Promise<Buffer> {
  const begun = await beginDocumentTimestamp(pdf);
  return Buffer.concat([pdf, embedValue(begun, pdf.length, await timestamp(begun.digest))]);
}

/** A document timestamp that waits for its token, which is over `digest`. */
export interface BegunTimestamp extends Placeholder {
  readonly baseLength: number;
  readonly digest: Uint8Array;
}

/** The first half of it: everything but what the authority says. */
export async function beginDocumentTimestamp(pdf: Uint8Array): Promise<BegunTimestamp> {
  const update = await openUpdate(pdf);
  const { context } = update;
  const field = addSignatureField(update, freeFieldName(formFields(context), timestampField), undefined);
  const dictionary = context.obj({
    Type: 'DocTimeStamp',
    Filter: 'Adobe.PPKLite',
    SubFilter: PDFName.of('ETSI.RFC3161'),
    ...placeholderEntries(context, timestampRoom),
  });
  const ref = update.add(dictionary);
  field.dict.set(name('V'), ref);
  const placeholder = writeWithPlaceholder(update, ref);
  return { ...placeholder, baseLength: pdf.length, digest: coveredDigest('sha256', pdf, placeholder) };
}
