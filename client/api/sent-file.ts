import { z } from 'zod';

/** How long the server keeps a sent file that no act has named yet. */
const KEPT_MS = 24 * 3_600_000;

/** Whether a file that was sent then can still be named by an act. */
export function isStillSent(sentAt: string, now: number = Date.now()): boolean {
  return now - Date.parse(sentAt) < KEPT_MS;
}

/** A file whose sending began: after a reload of the page, chosen again, it goes on where it was. */
export const begunFile = z.object({
  begunId: z.string(),
  name: z.string(),
  size: z.number(),
  modified: z.number(),
  begunAt: z.iso.datetime(),
});
export type BegunFile = z.output<typeof begunFile>;

/** Whether a file is, by all that a browser tells of it unread, the one whose sending began. */
export function isOfBegun({ name, size, modified }: BegunFile, file: File): boolean {
  return file.name === name && file.size === size && file.lastModified === modified;
}
