import { DomainError } from '../../platform/errors.ts';
import { type CertificateChain, signedAttributes } from '../crypto/cms.ts';
import type { RsaScheme } from '../crypto/cms-algorithms.ts';
import { digest, suiteFor } from '../crypto/signature-suite.ts';
import type { FieldLock } from '../pdf/field-names.ts';
import { type FormField, formFields } from '../pdf/pdf-fields.ts';
import {
  type PDFContext,
  type PDFDict,
  PDFHexString,
  type PDFObject,
  type PDFRef,
  PDFString,
} from '../pdf/pdf-lib.cjs';
import { catalogOf, name, openUpdate, type PdfUpdate } from '../pdf/pdf-update.ts';
import { drawAppearance } from './appearance.ts';
import type { BoxPlace } from './find-places.ts';
import { addSignatureField, certificationOf } from './new-field.ts';
import { coveredDigest, placeholderEntries, writeWithPlaceholder } from './signature-placeholder.ts';
import type { BegunSignature } from './signature-value.ts';
import type { Appearance } from './signer-text.ts';

/** What one signature needs: the field it goes into, whose certificate, and what it shows and allows. */
export interface SignatureRequest extends CertificateChain {
  /** An empty signature field of the file, or with `newField` the name of one that is made. */
  readonly field: string;
  /** Makes the field in a file that nobody prepared; visible when it has a place. */
  readonly newField?: { readonly place?: BoxPlace };
  /** The claimed time, written to `/M`. */
  readonly signingTime: Date;
  /** Makes it the certifying signature (DocMDP level); only the first signature of a file may be one. */
  readonly certify?: 1 | 2 | 3;
  /** Fields this signature locks. */
  readonly lock?: FieldLock;
  readonly appearance?: Appearance;
  readonly reason?: string;
  /** How an RSA key signs; PKCS#1 v1.5 unless told. */
  readonly scheme?: RsaScheme;
  /** Leaves room for a timestamp over the value (PAdES B-T). */
  readonly timestamped?: boolean;
}

/** First phase: appends the signature dictionary with an empty value and says what must be signed, so that the key may be elsewhere. */
export async function beginSignature(pdf: Uint8Array, request: SignatureRequest): Promise<BegunSignature> {
  return beginInUpdate(await openUpdate(pdf), request);
}

/** The same inside an update that changes other things as well, such as filling fields. */
export async function beginInUpdate(update: PdfUpdate, request: SignatureRequest): Promise<BegunSignature> {
  const { context, original } = update;
  const fields = formFields(context);
  const isFirst = !fields.some(({ signed }) => signed);
  if (request.certify !== undefined && !isFirst) {
    throw new DomainError('conflict', 'already-signed', 'Only the first signature of a file can certify it');
  }
  if (certificationOf(update) === 1) {
    throw new DomainError('conflict', 'file-final', 'The file is certified so that nothing may be added to it');
  }
  const suite = suiteFor(request.certificate, request.scheme);
  const field =
    request.newField === undefined
      ? emptySignatureField(fields, request.field)
      : addSignatureField(update, request.field, request.newField.place);
  const signature = update.add(signatureDictionary(context, request));
  field.dict.set(name('V'), signature);
  update.change(field.ref);
  if (request.certify !== undefined) grantPermissions(update, signature);
  if (request.appearance !== undefined) {
    const mayDrawOnPage = isFirst && request.newField === undefined;
    await drawAppearance(update, field, request.appearance, { mayDrawOnPage });
  }
  const placeholder = writeWithPlaceholder(update, signature);
  const documentDigest = coveredDigest(suite.hash, original, placeholder);
  const attributes = signedAttributes(documentDigest, request.certificate);
  return {
    ...placeholder,
    base: { sha256: digest('sha256', original).toString('hex'), length: original.length },
    scheme: request.scheme ?? 'pkcs1',
    signedAttributes: attributes,
    hashAlgorithm: suite.hash,
    hash: digest(suite.hash, attributes),
    certificate: request.certificate,
    chain: request.chain,
  };
}

function emptySignatureField(fields: readonly FormField[], wanted: string): FormField {
  const field = fields.find((candidate) => candidate.name === wanted);
  if (field === undefined || field.kind !== 'signature') {
    throw new DomainError('invalid', 'field-missing', `The file has no signature field "${wanted}"`);
  }
  if (field.signed)
    throw new DomainError('conflict', 'field-signed', `The field "${wanted}" already holds a signature`);
  return field;
}

/** DER of one signature with its chain is about 4 KB. */
const reservedBytes = ({ certificate, chain, timestamped }: SignatureRequest): number =>
  2048 + [certificate, ...chain].reduce((sum, der) => sum + der.length, 0) + (timestamped === true ? timestampRoom : 0);

/** A token with the authority's chain is 3 to 8 KB. */
export const timestampRoom = 12_000;

function signatureDictionary(context: PDFContext, request: SignatureRequest): PDFDict {
  const entries: Record<string, PDFObject | string> = {
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ...placeholderEntries(context, reservedBytes(request)),
    M: PDFString.of(pdfDate(request.signingTime)),
  };
  if (request.reason !== undefined) entries.Reason = PDFHexString.fromText(request.reason);
  const references = signatureReferences(context, request);
  if (references.length > 0) entries.Reference = context.obj(references);
  return context.obj(entries);
}

/** A lock as a signature's parameters or a field's dictionary name it. */
export const lockEntries = (
  context: PDFContext,
  { action, fields }: FieldLock,
): Record<string, PDFObject | string> => ({
  Action: action === 'include' ? 'Include' : 'Exclude',
  Fields: context.obj(fields.map((field) => PDFString.of(field))),
});

function signatureReferences(context: PDFContext, request: SignatureRequest): PDFDict[] {
  const reference = (method: string, parameters: Record<string, PDFObject | string | number>): PDFDict =>
    context.obj({
      Type: 'SigRef',
      TransformMethod: method,
      TransformParams: { Type: 'TransformParams', V: '1.2', ...parameters },
      ...(method === 'FieldMDP' ? { Data: catalogOf(context).ref } : {}),
    });
  const result: PDFDict[] = [];
  if (request.certify !== undefined) result.push(reference('DocMDP', { P: request.certify }));
  if (request.lock !== undefined) result.push(reference('FieldMDP', lockEntries(context, request.lock)));
  return result;
}

function grantPermissions(update: PdfUpdate, signature: PDFRef): void {
  const catalog = catalogOf(update.context);
  catalog.dict.set(name('Perms'), update.context.obj({ DocMDP: signature }));
  update.change(catalog.ref);
}

/** PDF date in Vietnam's time, the claimed time of signing: `D:20261122183000+07'00'`. */
function pdfDate(time: Date): string {
  const vietnam = new Date(time.getTime() + 7 * 3600_000).toISOString();
  return `D:${vietnam.slice(0, 19).replaceAll(/[-:T]/g, '')}+07'00'`;
}
