/** The value of `Content-Digest` (RFC 9530 §2) for a content with this SHA-256, in hex. */
export function contentDigestOf(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}

/** Whether a content with this SHA-256, in hex, is the one of which the header tells; also where it tells nothing by SHA-256, as it need not. */
export function fitsContentDigest(header: string | string[] | undefined, sha256: string): boolean {
  const told = String(header ?? '').matchAll(/(?:^|,)\s*(sha-256=:[^:]*:)/g);
  return [...told].every(([, digest]) => digest === contentDigestOf(sha256));
}
