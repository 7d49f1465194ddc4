/** Writes an outgoing document. */
export function WritePage() {
  return null;
}
