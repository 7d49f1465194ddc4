import { PDFName } from 'pdf-lib';
import { formFields } from '../pdf/pdf-fields.ts';
import { name, openUpdate } from '../pdf/pdf-update.ts';
import { addSignatureField, freeFieldName } from './new-field.ts';
import { timestampRoom } from './sign-pdf.ts';
import { coveredDigest, embedValue, placeholderEntries, writeWithPlaceholder } from './signature-placeholder.ts';
import type { Timestamper } from './timestamp-client.ts';

/**
 * Appends a document timestamp (*dấu thời gian của văn bản*, EN 319 142-1 §5.4.3): proof that everything before it existed then, its
 * signatures and their validation data too. An invisible field of its own; every signature allows it.
 */
export async function addDocumentTimestamp(pdf: Uint8Array, timestamp: Timestamper): Promise<Buffer> {
  const update = await openUpdate(pdf);
  const { context } = update;
  const field = addSignatureField(update, freeFieldName(formFields(context), 'Timestamp'), undefined);
  const dictionary = context.obj({
    Type: 'DocTimeStamp',
    Filter: 'Adobe.PPKLite',
    SubFilter: PDFName.of('ETSI.RFC3161'),
    ...placeholderEntries(context, timestampRoom),
  });
  const ref = update.add(dictionary);
  field.dict.set(name('V'), ref);
  const placeholder = writeWithPlaceholder(update, ref);
  const token = await timestamp(coveredDigest('sha256', pdf, placeholder));
  return embedValue(pdf, placeholder, token);
}
