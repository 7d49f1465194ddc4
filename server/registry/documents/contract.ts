import { z } from 'zod';
import { day, idParam, instant, limit } from '../../platform/api/schemas.ts';
import { verdicts } from './document-file.ts';

/** Degree of urgency — *mức độ khẩn*: 0 thường, 1 khẩn, 2 thượng khẩn, 3 hoả tốc (NĐ 30/2020 Điều 4, edXML Priority). */
export const priority = z.number().int().min(0).max(3);

export const fileView = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  pages: z.number().int().nullable(),
  /** `main` is the document itself; the rest lies beside it. */
  role: z.enum(['main', 'attachment']),
});

/** The verdict in three words with its date; the report stands behind its own path. */
export const verdictView = z.enum(verdicts);

/** Who asks to void the number, and why; a second person decides. */
export const voidRequestView = z.object({ reason: z.string(), at: instant, name: z.string() });

/** The version that was seen: an act on another is refused. */
export const ifMatch = z.strictObject({ version: z.number().int().min(1) });
/** What every list of documents is asked for. */
export const listQuery = {
  q: z.string().max(500).optional(),
  from: day.optional(),
  to: day.optional(),
  cursor: z.string().max(300).optional(),
  limit,
};
export const ofDocument = z.object({ documentId: idParam });
export const ofFile = z.object({ documentId: idParam, fileId: idParam });

export type FileView = z.output<typeof fileView>;
