/* On their own, because the verifier reads them without loading a writer of PDFs. */

/** Text fields that the clerk's numbering fills (*số, ngày, tháng, năm*). */
export const textFieldNames = ['number', 'day', 'month', 'year'] as const;
export type TextFieldName = (typeof textFieldNames)[number];

/** Signature fields of a prepared document: initial (*ký nháy*), leader (*người ký*), agency seal (*dấu*). */
export const signatureFieldNames = ['initial', 'leader', 'seal'] as const;
export type SignatureFieldName = (typeof signatureFieldNames)[number];

/** Whether a field is one of those that numbering fills. */
export const isFilledByNumbering = (field: string): boolean => textFieldNames.some((known) => known === field);
