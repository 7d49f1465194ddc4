import { record } from '../../audit/record.ts';
import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/ledger/transaction.ts';
import { knownTypeNames } from '../../platform/uploads/known-types.ts';
import { stateOf } from '../../signing/certificates/agency-certificate.ts';
import { agencyCertificates } from '../../signing/certificates/store.ts';
import { signAsSystem } from '../../signing/keys/system-signature.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { encryptionKeyOf } from '../directory/own-encryption-keys.ts';
import { directoryEntries } from '../directory/store.ts';
import { CAPABILITY_FORMAT, PROTOCOL_VERSION } from '../messages/capability-document.ts';
import { kindsTaken, MOST_FILES, sha256Of } from '../messages/message.ts';
import { MOST_ENCLOSED_BYTES } from '../messages/message-offer.ts';
import { fileLimits, MOST_ENVELOPE_BYTES } from '../messages/message-rules.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import { type CapabilityStatement, capabilityStatements } from '../store.ts';

/**
 * What the system of an agency hosted here can do now, signed by its system key: the document that was given before, byte for byte, unless
 * there is something else to say, then one with a higher serial. 404 for any other agency; 503 `recipient-cannot-sign` without a key.
 */
export async function ownCapability(code: string): Promise<SignedThing> {
  const agency = await readOne(agencies, { code, active: true });
  if (!agency || !(await hostedHere(agency))) throw notFound();
  const says = await abilitiesOf(agency);
  const held = await newestOf(agency.id);
  const { text, signature } = held?.says === JSON.stringify(says) ? held : await state(agency.id, says, held);
  return { content: Buffer.from(text), signature: Buffer.from(signature, 'base64') };
}

async function abilitiesOf({ id, code }: Agency) {
  const now = currentTime();
  const entry = await readOne(directoryEntries, { _id: code, listed: true });
  const certificates = await readAll(agencyCertificates, { agencyId: id, purpose: 'system' }, { sort: { _id: 1 } });
  const signing = certificates.filter((one) => stateOf(one, now) === 'in-force').map(({ sha256 }) => sha256);
  const encryption = [sha256Of((await encryptionKeyOf({ id, code })).certificate)];
  return {
    code,
    address: entry?.address ?? null,
    versions: [PROTOCOL_VERSION],
    kinds: kindsTaken,
    mediaTypes: knownTypeNames,
    limits: {
      ...fileLimits(),
      ...{ files: MOST_FILES, messageBytes: MOST_ENVELOPE_BYTES, enclosedBytes: MOST_ENCLOSED_BYTES },
    },
    algorithms: { signature: ['rsa-sha256', 'ecdsa-sha256'], encryption: ['ecdh-p256'] },
    certificates: { signing, encryption },
  };
}

async function newestOf(agencyId: string): Promise<CapabilityStatement | undefined> {
  const [newest] = await readAll(capabilityStatements, { agencyId }, { sort: { serial: -1 }, limit: 1 });
  return newest;
}

async function state(agencyId: string, abilities: object, held: CapabilityStatement | undefined) {
  const now = currentTime();
  // The seconds of the clock: the serial rises also after an older database was put back, whose serials others have seen already.
  const serial = Math.max(Math.floor(now.getTime() / 1_000), (held?.serial ?? 0) + 1);
  const beginning = { format: CAPABILITY_FORMAT, serial, issuedAt: now.toISOString() };
  const text = JSON.stringify({ ...beginning, ...abilities });
  const signature = await signAsSystem(agencyId, Buffer.from(text)).catch((cause: unknown) => {
    throw new DomainError('unavailable', 'recipient-cannot-sign', 'The agency cannot sign now', { cause });
  });
  const says = JSON.stringify(abilities);
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const others = await tx.list(capabilityStatements, { agencyId, says });
    const same = others.find((one) => one.serial > (held?.serial ?? 0));
    if (same) return same;
    record(tx, { type: 'capability-stated', serial, documentSha256: sha256Of(Buffer.from(text)) });
    const kept = { agencyId, serial, says, text, signature: Buffer.from(signature).toString('base64'), at: tx.now };
    return tx.insert(capabilityStatements, kept);
  });
}
