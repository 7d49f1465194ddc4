/** The media types that uploads may have, with the extensions under which they may come. */
export const knownTypes = {
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['.pptx'],
  'application/x-ole-storage': ['.doc', '.xls'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/tiff': ['.tif', '.tiff'],
  'message/rfc822': ['.eml'],
  'application/vnd.ms-outlook': ['.msg'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KnownType = keyof typeof knownTypes;

/** The same as a list, for contracts. */
export const knownTypeNames = Object.keys(knownTypes);
