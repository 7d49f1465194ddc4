/** What a drop brings: files of the document that is registered now, and PDFs that are documents of their own. */
export interface Sorted<F> {
  readonly here: readonly F[];
  readonly later: readonly F[];
}

/**
 * Several PDFs dropped at once are several documents: the first is registered now unless another one is, the others wait in a queue; what
 * is no PDF lies beside the document of now. A single PDF belongs to what is registered now.
 */
export function sortDropped<F extends { readonly name: string; readonly type: string }>(
  files: readonly F[],
  hasMain: boolean,
): Sorted<F> {
  const documents = files.filter(({ name, type }) => type === 'application/pdf' || /\.pdf$/i.test(name));
  if (documents.length < 2) return { here: files, later: [] };
  const later = hasMain ? documents : documents.slice(1);
  return { here: files.filter((file) => !later.includes(file)), later };
}
