import { createHash } from 'node:crypto';
import { canonicalJson } from '../../audit/tree/canonical-json.ts';
import type { OutgoingDocument } from './outgoing-document.ts';

/**
 * SHA-256 over the whole document as its signer has it before them: version, files by their hashes, subject, recipients and whatever else
 * the row says. A signature is for all of it, so nothing is left out that somebody might show one day.
 */
export function shownToSigner(document: OutgoingDocument): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}
