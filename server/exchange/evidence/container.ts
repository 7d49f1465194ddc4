import { z } from 'zod';

/*
 * The container of evidence – *hồ sơ bằng chứng*: an ASiC-E with CAdES (ETSI EN 319 162-1 §4.4), signed by the agency that exports it over the
 * manifest, which names every other member by its hash. What agencies signed lies in it as ASiC-S of one file and its signature (§4.3).
 */

export const extendedType = 'application/vnd.etsi.asic-e+zip';
export const simpleType = 'application/vnd.etsi.asic-s+zip';

/** Where things lie; files, receipts, certificates and statements of revocation have folders. */
export const place = {
  mimetype: 'mimetype',
  manifest: 'META-INF/ASiCManifest.xml',
  signature: 'META-INF/signature.p7s',
  note: 'evidence.json',
  message: 'message.asics',
  transportReceipt: 'transport-receipt.asics',
  receipts: 'receipts/',
  /** What followed the message: a folder for each, with the same members that the message has. */
  followUps: 'follow-ups/',
  /** The message in whose place this one brought a document: a folder with the same members. */
  replaced: 'replaced/',
  files: 'files/',
  certificates: 'certificates/',
  revocation: 'revocation/',
  directory: 'directory.json',
  log: 'log.json',
  partnerLog: 'partner-log.json',
  /** For each token three members: what was stamped, the token, and the proof of entries under it. */
  timestamps: 'timestamps/',
} as const;

/** The one file of an ASiC-S. */
export const simpleContent = 'content.json';

/** What evidence can lack; whoever reads the container is told. */
export const lackable = [
  'transport-receipt',
  'directory',
  'revocation',
  'own-log',
  'partner-log',
  'timestamps',
] as const;
export type Lackable = (typeof lackable)[number];

const party = z.object({ code: z.string().max(35), name: z.string().max(800) });

/** What the exporter says of the container, beside what agencies signed at the time. */
export const evidenceNote = z.object({
  format: z.literal('vanban-evidence/1'),
  /** Whether the exporter sent the message, or received it. */
  side: z.enum(['sender', 'recipient']),
  exporter: party,
  exportedAt: z.iso.datetime(),
  lacks: z.array(z.enum(lackable)),
});
export type EvidenceNote = z.output<typeof evidenceNote>;

/** A member as the manifest names it. */
export interface Reference {
  readonly name: string;
  readonly mediaType: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

const beginning = `<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<asic:SigReference MimeType="application/pkcs7-signature" URI="${place.signature}"/>
`;
const end = '</asic:ASiCManifest>\n';

/** The manifest that names these members (EN 319 162-1 §A.4). */
export function manifestOf(references: readonly Reference[]): string {
  return beginning + references.map(referenceText).join('') + end;
}

function referenceText({ name, mediaType, sha256 }: Reference): string {
  return `<asic:DataObjectReference MimeType="${mediaType}" URI="${name.split('/').map(encodeURIComponent).join('/')}">
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
<ds:DigestValue>${Buffer.from(sha256, 'hex').toString('base64')}</ds:DigestValue>
</asic:DataObjectReference>
`;
}
