import { z } from 'zod';
import { isSignedByOne } from '../../../pdf-signatures/crypto/verify-detached.ts';
import { parseJson } from '../../../platform/api/json-body.ts';
import { sha256Of } from '../../messages/message.ts';
import type { SignedThing } from '../../messages/signed-thing.ts';
import type { DirectoryEntry } from '../directory-entry.ts';
import { inForceAt, moment } from '../listed-keys.ts';
import { standingUntilConfirmed, type Way } from '../way-to-agency.ts';

const hashes = z.array(z.string());

/** What the former system key of an agency says to its changed way: all of it, so that nothing else can be put beside. */
const form = z.object({
  format: z.literal('vanban-endorsement/1'),
  code: z.string(),
  /** Later than its word before: an earlier one cannot be brought again to take a change back. */
  issuedAt: moment,
  deployment: z.string().nullable(),
  address: z.string().nullable(),
  successor: z.string().nullable(),
  /** SHA-256 of each DER: certificates, and SubjectPublicKeyInfo of the deployment's keys. */
  certificates: hashes,
  keys: hashes,
});

/**
 * When the agency itself endorsed the wanted way: by a signature, over exactly this, of a signing key that counts for it here at that time.
 * Nothing when it did not: then two people decide (exchange-protocol §4).
 */
export function endorsementOf(
  held: DirectoryEntry,
  wanted: Way,
  { endorsement, at }: { readonly endorsement: SignedThing | null; readonly at: Date },
): Date | undefined {
  if (!endorsement) return undefined;
  const { content, signature } = endorsement;
  const standing = inForceAt(standingUntilConfirmed(held, wanted).certificates, at);
  const former = standing.filter(({ purpose }) => purpose === 'signing').map(({ certificate }) => derOf(certificate));
  if (!isSignedByOne(content, signature, former)) return undefined;
  const said = saidIn(content);
  const isNew = said !== undefined && (!held.endorsedAt || said.issuedAt > held.endorsedAt);
  return isNew && said.code === held.id && isOf(said, wanted) ? said.issuedAt : undefined;
}

/** The bytes by which an agency endorses a way to it, to be signed by its former key. */
export function endorsementBytes(code: string, wanted: Way, issuedAt: Date): Uint8Array {
  const { deployment, address, successor, certificates, deploymentKeys } = wanted;
  const said: z.input<typeof form> = {
    ...{ format: 'vanban-endorsement/1', code, issuedAt: issuedAt.toISOString(), deployment, address },
    successor: successor?.code ?? null,
    certificates: certificates.map(({ certificate }) => sha256Of(derOf(certificate))),
    keys: deploymentKeys.map(({ key }) => sha256Of(derOf(key))),
  };
  return new TextEncoder().encode(JSON.stringify(said));
}

type Endorsement = z.output<typeof form>;

/** What is no JSON, or says something else, endorses nothing, and keeps nobody else's entry from being read. */
function saidIn(content: Uint8Array): Endorsement | undefined {
  try {
    return form.safeParse(parseJson(content)).data;
  } catch {
    return undefined;
  }
}

function isOf(said: Endorsement, wanted: Way): boolean {
  const certificates = wanted.certificates.map(({ certificate }) => certificate);
  const keys = wanted.deploymentKeys.map(({ key }) => key);
  return (
    said.deployment === wanted.deployment &&
    said.address === wanted.address &&
    said.successor === (wanted.successor?.code ?? null) &&
    areHashesOf(said.certificates, certificates) &&
    areHashesOf(said.keys, keys)
  );
}

function areHashesOf(said: readonly string[], values: readonly string[]): boolean {
  const hashes = values.map((value) => sha256Of(derOf(value)));
  return JSON.stringify(said.toSorted()) === JSON.stringify(hashes.toSorted());
}

const derOf = (base64: string): Buffer => Buffer.from(base64, 'base64');
