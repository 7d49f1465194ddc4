import { DomainError } from '../../platform/errors.ts';
import type { CertificateChain } from '../crypto/cms.ts';
import { isFilledByNumbering, sealLock, type TextFieldName, textFieldNames } from '../pdf/field-names.ts';
import { formFont } from '../pdf/form-font.ts';
import { type FormField, formFields } from '../pdf/pdf-fields.ts';
import { PDFArray, PDFDict, PDFHexString, PDFNumber, PDFString } from '../pdf/pdf-lib.cjs';
import { name, openUpdate, type PdfUpdate } from '../pdf/pdf-update.ts';
import { number, setAppearance, shownSize } from './appearance.ts';
import type { Timestamper } from './authority/timestamp-client.ts';
import { proveTime } from './raise-level.ts';
import { beginInUpdate } from './sign-pdf.ts';
import { type BegunSignature, completeSignature, completeTimestamped } from './signature-value.ts';

export interface SealContent extends CertificateChain {
  /** What the empty fields receive; a value whose field does not exist is refused, a field without a value stays empty. */
  readonly values: Partial<Record<TextFieldName, string>>;
  readonly signingTime: Date;
  /** Red image of the seal (*dấu*), PNG; without one the seal is invisible. */
  readonly sealImage?: Uint8Array;
}

export interface SealRequest extends SealContent {
  /** Signs the bytes with the agency's key; the key stays behind its port. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** Gives proof of time to the seal, and to whichever earlier signature lacks it (PAdES B-T). */
  readonly timestamp?: Timestamper;
}

/**
 * Fills number and date (*số, ngày, tháng*) and seals with the agency's signature (*ký số cơ quan*), in one incremental
 * update; the seal locks every prepared text field, so that a later change of them breaks it (FieldMDP, ISO 32000-2 §12.8.2.4).
 */
export async function fillAndSeal(pdf: Uint8Array, request: SealRequest): Promise<Uint8Array> {
  const { sign, timestamp, ...content } = request;
  const begun = await beginSeal(pdf, { ...content, timestamped: timestamp !== undefined });
  const value = await sign(begun.signedAttributes);
  if (timestamp === undefined) return completeSignature(pdf, begun, value);
  return proveTime(await completeTimestamped(pdf, begun, value, timestamp), timestamp);
}

/** The first half of it: number and date are in their places, the seal waits for its value. */
export async function beginSeal(
  pdf: Uint8Array,
  { values, certificate, chain, signingTime, sealImage, timestamped }: SealContent & { readonly timestamped: boolean },
): Promise<BegunSignature> {
  const update = await openUpdate(pdf);
  const fields = formFields(update.context);
  fillFields(update, fields, values);
  const filled = fields
    .filter(({ kind, name }) => kind === 'text' && isFilledByNumbering(name))
    .map((field) => field.name);
  return await beginInUpdate(update, {
    field: 'seal',
    certificate,
    chain,
    signingTime,
    ...(filled.length > 0 ? { lock: sealLock(filled) } : {}),
    timestamped,
    ...(sealImage === undefined ? {} : { appearance: { kind: 'seal-image', png: sealImage } }),
  });
}

/** Fills prepared text fields inside an update; refuses a value whose field does not exist. */
export function fillFields(update: PdfUpdate, fields: readonly FormField[], values: SealRequest['values']): void {
  for (const field of textFieldNames) {
    const value = values[field];
    if (value !== undefined) fillTextField(update, textField(fields, field), value);
  }
}

function textField(fields: readonly FormField[], wanted: TextFieldName): FormField {
  const field = fields.find(({ name, kind }) => name === wanted && kind === 'text');
  if (field === undefined) throw new DomainError('invalid', 'field-missing', `The file has no text field "${wanted}"`);
  return field;
}

/** Sets a value and draws it on the base line of the words around it; a value too wide for its place is set smaller. */
function fillTextField(update: PdfUpdate, field: FormField, value: string): void {
  const appearance = field.dict.lookup(name('DA'));
  const text = appearance instanceof PDFString || appearance instanceof PDFHexString ? appearance.decodeText() : '';
  const [, resource = '', size = '0'] = /\/(\S+) ([\d.]+) Tf/.exec(text) ?? [];
  const font = formFont(update.context, resource);
  if (font === undefined) throw new DomainError('invalid', 'font-missing', 'The file was not prepared for filling');
  const { width, height } = shownSize(update, field);
  const asked = Number(size);
  const fontSize = Math.min(asked, (asked * width) / font.width(value, asked));
  const alignment = field.dict.lookup(name('Q'));
  const share = (alignment instanceof PDFNumber ? alignment.asNumber() : 0) / 2;
  const x = (width - font.width(value, fontSize)) * share;
  const background = hasWhiteBackground(field.dict) ? `1 g 0 0 ${number(width)} ${number(height)} re f\n` : '';
  const shown = `BT 0 g /${resource} ${number(fontSize)} Tf ${number(x)} ${number(asked * 0.25)} Td <${font.encode(value)}> Tj ET`;
  field.dict.set(name('V'), PDFHexString.fromText(value));
  setAppearance(update, field, {
    content: `/Tx BMC\nq\n${background}${shown}\nQ\nEMC\n`,
    resources: { Font: { [resource]: font.ref } },
  });
}

function hasWhiteBackground(dict: PDFDict): boolean {
  const characteristics = dict.lookup(name('MK'));
  return characteristics instanceof PDFDict && characteristics.lookup(name('BG')) instanceof PDFArray;
}
