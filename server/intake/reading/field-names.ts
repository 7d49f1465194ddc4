/** What a page says of a document: the input fields of NĐ 30/2020 Phụ lục VI Phần II, and what helps to know the document by. */
export const fieldNames = [
  ...(['codeNumber', 'codeNotation', 'typeCode', 'issuedOn', 'issuerName', 'subject'] as const),
  ...(['signerName', 'signerPosition', 'priority', 'toPlaces'] as const),
  ...(['issuerParent', 'place', 'addressees', 'annexes', 'copy'] as const),
] as const;
