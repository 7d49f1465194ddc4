import { z } from 'zod';
import type { intakeContract } from '../../../../../server/intake/contract.ts';
import { incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { incomingType } from '../../../../../server/registry/registers/document-type.ts';
import { today } from '../../../../text/format.ts';
import { type Issuer, issuerOf } from '../../../../ui/forms/issuer.ts';

/** What the clerk types, as the fields of the form hold it: nothing typed is null. */
export interface RegisterValues {
  readonly codeNumber: string | null;
  readonly codeNotation: string | null;
  readonly typeCode: string;
  readonly typeName: string | null;
  readonly issuedOn: string | null;
  readonly issuer: Issuer;
  readonly subject: string;
  readonly language: string;
  readonly pageAmount: number | null;
  readonly description: string | null;
  readonly signer: { readonly position: string | null; readonly fullName: string | null };
  readonly priority: number;
  readonly arrivedOn: string | null;
  readonly dueOn: string | null;
  readonly toPlaces: string | null;
  readonly uploadId: string;
  readonly attachmentUploadIds: readonly string[];
  readonly duplicateReason: string | null;
  readonly verdictReason: string | null;
}

/** The contract’s schema, and that a type was chosen or named. */
export const registerSchema = incomingContract.registerIncoming.body.refine(
  ({ typeCode, typeName }) => incomingType(typeCode) !== undefined || typeName !== null,
  {
    error: 'unknown-type',
    path: ['typeCode'],
    when: ({ value }) => z.object({ typeCode: z.string() }).safeParse(value).success,
  },
);

/** An empty form: arrived today, in Vietnamese, of ordinary urgency. */
export function emptyValues(): RegisterValues {
  return {
    codeNumber: null,
    codeNotation: null,
    typeCode: '',
    typeName: null,
    issuedOn: null,
    issuer: { agencyId: null, name: '' },
    subject: '',
    language: 'Tiếng Việt',
    pageAmount: null,
    description: null,
    signer: { position: null, fullName: null },
    priority: 0,
    arrivedOn: today(),
    dueOn: null,
    toPlaces: null,
    uploadId: '',
    attachmentUploadIds: [],
    duplicateReason: null,
    verdictReason: null,
  };
}

type ReadFields = z.output<typeof intakeContract.readFields.response>['fields'];
export type ReadField = ReadFields[number];
type AnyName = ReadField['name'];

/** What a page says beyond the fields of the form, in the order in which it is shown. */
export const besideForm = [
  'issuerParent',
  'place',
  'addressees',
  'annexes',
  'copy',
] as const satisfies readonly AnyName[];
export type BesideForm = (typeof besideForm)[number];

/** A reading that has its field in the form. */
export type ReadName = Exclude<AnyName, BesideForm>;
export type FormReading = ReadField & { readonly name: ReadName };

/** Whether a reading has its field in the form. */
export function isOfForm(field: ReadField): field is FormReading {
  return formOrder.some((name) => name === field.name);
}

type Agencies = readonly { readonly id: string; readonly name: string }[];

/** Fields that were read get their values; what the clerk has typed already stays. */
export function withRead(
  values: RegisterValues,
  fields: readonly FormReading[],
  typed: ReadonlySet<ReadName>,
  agencies: Agencies,
): RegisterValues {
  let filled = values;
  for (const field of fields) {
    if (!typed.has(field.name)) filled = withOne(filled, field, agencies);
  }
  return filled;
}

function withOne(values: RegisterValues, { name, value }: FormReading, agencies: Agencies): RegisterValues {
  switch (name) {
    case 'issuerName':
      return { ...values, issuer: issuerOf(value, agencies) };
    case 'signerName':
      return { ...values, signer: { ...values.signer, fullName: value } };
    case 'signerPosition':
      return { ...values, signer: { ...values.signer, position: value } };
    case 'priority':
      return { ...values, priority: Number(value) };
    default:
      return { ...values, [name]: value };
  }
}

/** What was typed, or null for nothing. */
export function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed;
}

const formOrder: readonly ReadName[] = [
  'issuerName',
  'codeNumber',
  'codeNotation',
  'issuedOn',
  'subject',
  'signerName',
  'signerPosition',
  'typeCode',
  'priority',
  'toPlaces',
];

/** What every document has, and a clerk types where it could not be read. */
export const requiredReadings = ['codeNumber', 'codeNotation', 'issuedOn', 'issuerName', 'subject'] as const;

/** The readings in the order of the form’s fields, so that their numbers run down the form. */
export function inFormOrder(fields: readonly ReadField[]): readonly FormReading[] {
  return fields.filter(isOfForm).toSorted((one, other) => formOrder.indexOf(one.name) - formOrder.indexOf(other.name));
}

/** Fields further down the form, which bear no number. */
const unnumbered: ReadonlySet<ReadName> = new Set(['priority', 'toPlaces']);

/** The number a reading bears on the page and at its field; none for what lies within the place of another, as *V/v* does. */
export function numberOf(field: FormReading, fields: readonly FormReading[]): number | undefined {
  const placed = fields.filter(({ name, box }) => box && !unnumbered.has(name));
  const numbered = placed.filter((one) => !placed.some((other) => other !== one && covers(other, one)));
  const index = numbered.indexOf(field);
  return index === -1 ? undefined : index + 1;
}

function covers(outer: ReadField, inner: ReadField): boolean {
  if (!outer.box || !inner.box || inner.name !== 'typeCode' || outer.page !== inner.page) return false;
  const middle = { x: inner.box.x + inner.box.width / 2, y: inner.box.y + inner.box.height / 2 };
  const { x, y, width, height } = outer.box;
  return middle.x > x && middle.x < x + width && middle.y > y && middle.y < y + height;
}

/** Whether nothing stands in the field yet. */
export function isEmpty(values: RegisterValues, name: ReadName): boolean {
  if (name === 'issuerName') return values.issuer.name === '';
  if (name === 'signerName') return values.signer.fullName === null;
  if (name === 'signerPosition') return values.signer.position === null;
  if (name === 'priority') return values.priority === 0;
  return values[name] === null || values[name] === '';
}
