import { refuseUnprintable } from '../../../platform/render/glyph-coverage.ts';
import type { Letter, OutgoingDocument } from '../outgoing-document.ts';

/**
 * Refuses a letter with a character that its font does not draw, and says which, in what line of what field: when it is written, shown
 * and submitted alike, so that nothing comes back later for what could be told at once. A document from a file prints nothing of these.
 */
export function refuseUnprintableLetter(
  letter: Letter | null,
  { subject, recipients }: Pick<OutgoingDocument, 'subject' | 'recipients'>,
): void {
  if (letter !== null) refuseUnprintable({ subject, letter, recipients }, '/body');
}
