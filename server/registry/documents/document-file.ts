/** A file of a document: what it is called, and the hash under which its bytes lie in the file store. */
export interface DocumentFile {
  readonly id: string;
  /** Name for people, cleaned; never part of a path. */
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly pages: number | null;
  /** `main` is the document itself; the rest lies beside it. */
  readonly role: 'main' | 'attachment';
}

/**
 * What is known of a document's signatures: three words, valid with fields filled in since, *no-signature*, or *pending* until they
 * were looked at.
 */
export const verdicts = ['valid', 'filled', 'unclear', 'invalid', 'no-signature', 'pending'] as const;
export type Verdict = (typeof verdicts)[number];

/** A verdict that was reached. */
export type KnownVerdict = Exclude<Verdict, 'pending'>;

/** The document itself among its files. */
export function mainFile(files: readonly DocumentFile[]): DocumentFile | undefined {
  return files.find(({ role }) => role === 'main');
}

/** The digests of the PDFs among files, each once and in their order: those of which the text is read. */
export function pdfsAmong(files: readonly Pick<DocumentFile, 'mediaType' | 'sha256'>[]): string[] {
  return [...new Set(files.filter(({ mediaType }) => mediaType === 'application/pdf').map(({ sha256 }) => sha256))];
}
