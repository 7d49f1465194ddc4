import { agencies } from '../../identity/store.ts';
import { isSignedByOne } from '../../pdf-signatures/crypto/verify-detached.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { verifySystemSignature } from '../../signing/keys/system-signature.ts';
import { refusal } from '../messages/message-refusal.ts';
import type { Correspondent } from './correspondent.ts';
import { hostedHere } from './hosted-here.ts';
import { entriesBy, entryMeant } from './listed-agencies.ts';
import { inForceAt, type ListedCertificate } from './listed-keys.ts';

/**
 * The agency with this code, or that has it as another name on this day: by its own row where it is hosted here and active, else by its
 * entry in the directory. Nothing for a code nobody has.
 */
export async function correspondentBy(code: string, at: Date): Promise<Correspondent | undefined> {
  const own = await readKnown(agencies, { code, active: true });
  if (own && (await hostedHere(own))) {
    return { code: own.code, name: own.name, formerNames: [], agencyId: own.id, log: { id: own.id } };
  }
  const entry = entryMeant(await entriesBy([code]), code, dayInVietnam(at));
  if (!entry || entry.deployment === null) return undefined;
  const { id, name, formerNames, log, certificates } = entry;
  const former = formerNames.map((one) => one.name);
  return { code: id, name, formerNames: former, certificates, ...(log ? { log } : {}) };
}

/**
 * Whether the detached signature over exactly these bytes is of this agency's system key, as it counted at a moment. Refuses with
 * `signature-invalid` otherwise, and with `sender-mismatch` where another agency hosted here has signed it. Gives the certificate (DER) by which the
 * directory lets it count; none for an agency hosted here.
 */
export async function verifyCorrespondent(
  { agencyId, certificates = [] }: Correspondent,
  bytes: Uint8Array,
  signature: Uint8Array,
  at: Date,
): Promise<Buffer | undefined> {
  if (agencyId !== undefined) {
    await verifySystemSignature(agencyId, bytes, signature, at);
    return undefined;
  }
  const signing = inForceAt(certificates, at).filter(({ purpose }) => purpose === 'signing');
  const signer = signing.map(derOf).find((der) => isSignedByOne(bytes, signature, [der]));
  if (signer) return signer;
  throw refusal('signature-invalid', 'None of the keys that the directory names for the sender has signed it');
}

const derOf = ({ certificate }: ListedCertificate): Buffer => Buffer.from(certificate, 'base64');
