import { z } from 'zod';
import { agencyCode, oldAgencyCode } from '../../../identity/contract.ts';
import { parseJson } from '../../../platform/api/json-body.ts';
import { day, line } from '../../../platform/api/schemas.ts';
import { deploymentKey, edKey, listedCertificate, moment } from '../listed-keys.ts';
import { directoryRefusal } from './directory-refusal.ts';
import { refuseAmbiguity } from './refuse-ambiguity.ts';

const DIRECTORY_FORMAT = 'vanban-directory/1';
/** An entry has two or three thousand bytes: more than five thousand agencies. */
const MOST_DIRECTORY_BYTES = 16 * 1024 * 1024;

/** Where a deployment is reached: paths of the protocol are added to it. */
const address = z.string().max(300).refine(isAddress, { error: 'not-an-address' });
const deploymentId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/);
const code = z.union([agencyCode, oldAgencyCode]);
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const bytesOfFile = z.number().int().min(1);

/** One installation, and the keys that sign its attempts; without an address it collects what waits for it (exchange-protocol §9). */
const listedDeployment = z.object({
  id: deploymentId,
  address: address.nullable(),
  keys: z.array(deploymentKey).min(1).max(20),
});

/** One agency as the directory gives it; `deployment` null is one without a system: what goes to it goes on paper. */
const listedAgency = z.object({
  code: agencyCode,
  name: line(200),
  deployment: deploymentId.nullable(),
  /** Other codes it is found by until their last day; null for good. */
  aliases: z.array(z.object({ code, until: day.nullable() })).max(50),
  formerNames: z.array(z.object({ name: line(200), until: day })).max(50),
  /** Into whom it was merged, from which day. */
  successor: z.object({ code: agencyCode, from: day }).nullable(),
  certificates: z.array(listedCertificate).max(50),
  /** The log whose heads are compared; null for a system without one. */
  log: z.object({ id: z.string().regex(/^[\w-]{1,64}$/), key: edKey }).nullable(),
  limits: z.object({ mainFileBytes: bytesOfFile, attachmentBytes: bytesOfFile }).nullable(),
  /** What its former system key says to changed certificates or to another way to it. */
  endorsement: z.object({ content: base64, signature: base64 }).nullable().default(null),
});

/** All agencies of all deployments, as the authority lists them — *danh bạ liên thông* (exchange-protocol §4). */
const directoryList = z
  .object({
    format: z.literal(DIRECTORY_FORMAT),
    serial: z.number().int().min(1),
    issuedAt: moment,
    validUntil: moment,
    name: line(200),
    deployments: z.array(listedDeployment).max(10_000),
    agencies: z.array(listedAgency).max(50_000),
  })
  .refine(({ issuedAt, validUntil }) => issuedAt < validUntil, {
    error: 'ends-before-it-begins',
    path: ['validUntil'],
  });

export type DirectoryList = z.output<typeof directoryList>;
export type ListedDeployment = DirectoryList['deployments'][number];
export type ListedAgency = DirectoryList['agencies'][number];

/**
 * Reads the content of a list; members that nobody knows are ignored, and stay in the bytes. Refuses with `directory-malformed` what has
 * another form or points at nothing, and with `directory-ambiguous` what would leave open whose something is.
 */
export function readDirectoryList(content: Uint8Array): DirectoryList {
  if (content.length > MOST_DIRECTORY_BYTES) throw directoryRefusal('directory-malformed', 'The list is too long');
  const read = directoryList.safeParse(parseJson(content));
  if (!read.success) throw malformed(read.error);
  refuseAmbiguity(read.data);
  return read.data;
}

function malformed(cause: z.ZodError): Error {
  const [issue] = cause.issues;
  const where = issue?.path.join('/') ?? '';
  return directoryRefusal('directory-malformed', `The list is not in the form ${DIRECTORY_FORMAT}: ${where}`, {
    cause,
    extra: { where },
  });
}

/** HTTPS, or HTTP within one machine; without user, query and fragment, and spelled as URLs are. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash, href } = new URL(text);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  const isSpelled = href === text && !text.endsWith('/') && `${username}${password}${search}${hash}` === '';
  return isSpelled && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}
