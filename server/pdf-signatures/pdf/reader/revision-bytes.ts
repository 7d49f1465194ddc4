import type { PdfFile } from './pdf-file.ts';
import { isInteger } from './pdf-objects.ts';
import { PdfReader } from './pdf-reader.ts';

/** The first stretch of bytes that the cross-reference does not account for. */
export interface Unaccounted {
  readonly object?: number;
  readonly detail: string;
}

/**
 * What stands in the bytes of an update without being listed in its cross-reference. A reader that repairs files would
 * find such objects, one that follows the cross-reference would not: the same file would show two things.
 */
export function unaccountedBytes(file: PdfFile, index: number): Unaccounted | undefined {
  const { revision } = file.view(index);
  const sections = new Map(revision.sections.map((section) => [section.offset, section]));
  const reader = new PdfReader(file.bytes, revision.start, file.budget);
  const view = file.view(index);
  for (;;) {
    reader.skipSpace();
    const at = reader.position;
    if (at >= revision.end) return undefined;
    const section = sections.get(at);
    if (section !== undefined) {
      reader.position = section.end;
      continue;
    }
    if (reader.keyword('startxref')) {
      reader.integer();
      continue;
    }
    try {
      const object = reader.indirectObject((length) => {
        const value = view.resolve(length);
        return isInteger(value) ? value : undefined;
      });
      const entry = revision.entries.get(object.number);
      if (entry?.type !== 'offset' || entry.offset !== at) {
        return { object: object.number, detail: `object ${object.number} at ${at} is not listed` };
      }
    } catch (error) {
      file.broken(error);
      return { detail: `unknown bytes at ${at}` };
    }
  }
}
