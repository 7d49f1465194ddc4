/** What a drop brings: files of the document that is registered now, PDFs that are documents of their own, and PDFs to ask about. */
export interface Sorted<F> {
  readonly here: readonly F[];
  readonly later: readonly F[];
  readonly asked: readonly F[];
}

/**
 * Several PDFs dropped at once are several documents: the first is registered now, the others wait in a queue. While another document is
 * being registered nobody but the clerk knows whether a PDF is the next document or an annex of this one, and a letter that became an
 * annex in silence would have no number: it is asked. What is no PDF lies beside the document of now.
 */
export function sortDropped<F extends { readonly name: string; readonly type: string }>(
  files: readonly F[],
  isBusy: boolean,
): Sorted<F> {
  const documents = files.filter(({ name, type }) => type === 'application/pdf' || /\.pdf$/i.test(name));
  const asked = isBusy ? documents : [];
  const later = isBusy ? [] : documents.slice(1);
  return { here: files.filter((file) => !asked.includes(file) && !later.includes(file)), later, asked };
}
