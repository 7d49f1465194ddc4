import { type PDFContext, type PDFDict, PDFHexString, type PDFObject, type PDFRef, PDFString } from 'pdf-lib';
import { DomainError } from '../platform/errors.ts';
import { type Appearance, drawAppearance } from './appearance.ts';
import { type CertificateChain, detachedCms, signedAttributes } from './cms.ts';
import { type FormField, formFields } from './pdf-fields.ts';
import { catalogOf, name, openUpdate, type PdfUpdate } from './pdf-update.ts';
import { digest, suiteFor, verifiesWith } from './signature-suite.ts';

/** What one signature needs: the field it goes into, whose certificate, and what it shows and allows. */
export interface SignatureRequest extends CertificateChain {
  readonly field: string;
  /** The claimed time, written to `/M`. */
  readonly signingTime: Date;
  /** Makes it the certifying signature (DocMDP level); only the first signature of a file may be one. */
  readonly certify?: 1 | 2 | 3;
  /** Fields this signature locks (FieldMDP, action Include). */
  readonly lock?: readonly string[];
  readonly appearance?: Appearance;
  readonly reason?: string;
}

/**
 * A signature that waits for its value: plain bytes and numbers, so that it can be stored between the two phases.
 * `increment` follows the base file; `signedAttributes` is what the key signs, `hash` its digest.
 */
export interface BegunSignature extends CertificateChain {
  readonly base: { readonly sha256: string; readonly length: number };
  readonly increment: Uint8Array;
  readonly contents: { readonly offset: number; readonly length: number };
  readonly byteRange: readonly [number, number, number, number];
  readonly signedAttributes: Uint8Array;
  readonly hashAlgorithm: 'sha256' | 'sha384';
  readonly hash: Uint8Array;
}

/** First phase: appends the signature dictionary with an empty value and says what must be signed (PADES §3). */
export async function beginSignature(pdf: Uint8Array, request: SignatureRequest): Promise<BegunSignature> {
  return beginInUpdate(await openUpdate(pdf), request);
}

/** The same inside an update that changes other things as well, such as filling fields. */
export async function beginInUpdate(update: PdfUpdate, request: SignatureRequest): Promise<BegunSignature> {
  const { context } = update;
  const fields = formFields(context);
  const field = emptySignatureField(fields, request.field);
  const isFirst = !fields.some(({ signed }) => signed);
  if (request.certify !== undefined && !isFirst) {
    throw new DomainError('conflict', 'already-signed', 'Only the first signature of a file can certify it');
  }
  const suite = suiteFor(request.certificate);
  const signature = update.add(signatureDictionary(context, request));
  field.dict.set(name('V'), signature);
  update.change(field.ref);
  if (request.certify !== undefined) grantPermissions(update, signature);
  if (request.appearance !== undefined) await drawAppearance(update, field, request.appearance, { isFirst });

  const { increment, offsets } = update.write();
  const start = (offsets.get(signature) ?? 0) - update.original.length;
  const contents = placeholder(increment, start, update.original.length);
  const end = update.original.length + increment.length;
  const gapEnd = contents.offset + contents.length;
  const byteRange = [0, contents.offset, gapEnd, end - gapEnd] as const;
  writeByteRange(increment, start, byteRange);

  const local = contents.offset - update.original.length;
  const documentDigest = digest(
    suite.hash,
    update.original,
    increment.subarray(0, local),
    increment.subarray(local + contents.length),
  );
  const attributes = signedAttributes(documentDigest, request.certificate);
  return {
    base: { sha256: digest('sha256', update.original).toString('hex'), length: update.original.length },
    increment,
    contents,
    byteRange,
    signedAttributes: attributes,
    hashAlgorithm: suite.hash,
    hash: digest(suite.hash, attributes),
    certificate: request.certificate,
    chain: request.chain,
  };
}

/**
 * Second phase: checks the value with the certificate *before* embedding it, and gives base + increment.
 * Refuses another base than the one that was begun with, and a value of another key or over other bytes.
 */
export function completeSignature(base: Uint8Array, begun: BegunSignature, value: Uint8Array): Buffer {
  if (base.length !== begun.base.length || digest('sha256', base).toString('hex') !== begun.base.sha256) {
    throw new DomainError('stale', 'signature-base-changed', 'The file changed after this signature was begun');
  }
  const suite = suiteFor(begun.certificate);
  const cmsValue = suite.toCmsValue(value);
  if (!verifiesWith(suite, begun.signedAttributes, cmsValue)) {
    throw new DomainError(
      'invalid',
      'signature-value-wrong',
      'The signature value does not match the certificate and the document',
    );
  }
  const cms = detachedCms(begun, suite, begun.signedAttributes, cmsValue).toString('hex');
  const room = begun.contents.length - 2;
  if (cms.length > room)
    throw new DomainError('invalid', 'signature-too-large', 'The certificates need more room than was reserved');
  const signed = Buffer.concat([base, begun.increment]);
  signed.write(cms, begun.contents.offset + 1, 'latin1');
  return signed;
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

/** DER of one signature with its chain is about 4 KB (PADES §3 reserves 6 KB for B-B). */
const reservedBytes = (signer: CertificateChain): number =>
  2048 + signer.certificate.length + signer.chain.reduce((sum, der) => sum + der.length, 0);

const rangeDigits = 9_999_999_999;

function signatureDictionary(context: PDFContext, request: SignatureRequest): PDFDict {
  const entries: Record<string, PDFObject | string> = {
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: context.obj([0, rangeDigits, rangeDigits, rangeDigits]),
    Contents: PDFHexString.of('0'.repeat(2 * reservedBytes(request))),
    M: PDFString.of(pdfDate(request.signingTime)),
  };
  if (request.reason !== undefined) entries.Reason = PDFHexString.fromText(request.reason);
  const references = signatureReferences(context, request);
  if (references.length > 0) entries.Reference = context.obj(references);
  return context.obj(entries);
}

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
  if (request.lock !== undefined && request.lock.length > 0) {
    const fields = context.obj(request.lock.map((field) => PDFString.of(field)));
    result.push(reference('FieldMDP', { Action: 'Include', Fields: fields }));
  }
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

function placeholder(increment: Uint8Array, start: number, base: number): { offset: number; length: number } {
  const bytes = Buffer.from(increment.buffer, increment.byteOffset, increment.byteLength);
  const key = bytes.indexOf('/Contents', start, 'latin1');
  const open = bytes.indexOf('<', key);
  const close = bytes.indexOf('>', open);
  return { offset: base + open, length: close + 1 - open };
}

function writeByteRange(increment: Uint8Array, start: number, range: readonly number[]): void {
  const bytes = Buffer.from(increment.buffer, increment.byteOffset, increment.byteLength);
  const open = bytes.indexOf('[', bytes.indexOf('/ByteRange', start, 'latin1'));
  const close = bytes.indexOf(']', open);
  bytes.write(range.join(' ').padEnd(close - open - 1), open + 1, 'latin1');
}
