/** Members that name a stored file by its SHA-256, wherever they stand. */
const fileMembers: ReadonlySet<string> = new Set([
  'envelopeSha256',
  'envelopeSignatureSha256',
  'signatureSha256',
  'receiptSha256',
  'sealImage',
  'signatureImage',
]);

/** The stored files that a row names by their SHA-256, wherever in it. */
export function* filesNamedIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  const isFile = 'sha256' in value && ('mediaType' in value || 'signatureSha256' in value);
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'string') {
      if ((fileMembers.has(key) || (isFile && key === 'sha256')) && /^[0-9a-f]{64}$/.test(member)) yield member;
    } else yield* filesNamedIn(member);
  }
}
