import type { DemoKey } from '../../scripts/demo/authority.ts';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { manifestOf, place, simpleContent } from '../../server/exchange/evidence/container.ts';
import { evidenceContract } from '../../server/exchange/evidence/contract.ts';
import { readArchive } from '../../server/exchange/evidence/read-archive.ts';
import type { TrustGiven } from '../../server/exchange/evidence/verify/believed.ts';
import { sourceOf } from '../../server/exchange/evidence/verify/bytes-source.ts';
import { verifyEvidence } from '../../server/exchange/evidence/verify/verify-evidence.ts';
import { contentOf, wholeArchive } from '../../server/exchange/evidence/write-archive.ts';
import { sha256Of } from '../../server/exchange/messages/message.ts';
import { readCertificate } from '../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { signDetached } from '../../server/pdf-signatures/crypto/sign-detached.ts';
import { ask } from './ask.ts';
import type { Agent } from './identity.ts';
import { aLetter, issuedLetter, newestArrival, theBureau } from './letters.ts';
import type { Province } from './main-job.ts';
import { signWith } from './signing.ts';

/** A letter of Sở Nội vụ that Sở Khoa học has registered, and who may export what proves it on either side. */
export interface ProvenLetter {
  readonly documentId: string;
  readonly deliveryId: string;
  readonly arrivalId: string;
  readonly sender: Agent;
  readonly recipient: Agent;
}

export async function aProvenLetter(province: Province): Promise<ProvenLetter> {
  const bureau = await theBureau(province);
  const { id: documentId } = await issuedLetter(bureau, aLetter(province, { to: ['skhcn'] }));
  const recipient = await province.signIn('vanthu', 'skhcn');
  const { id: arrivalId, version } = await newestArrival(recipient);
  await ask(recipient, arrivalsContract.registerArrival, { params: { arrivalId }, body: { version } });
  await province.work();
  const {
    items: [delivery],
  } = await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } });
  return { documentId, deliveryId: delivery?.id ?? '', arrivalId, sender: bureau.clerk, recipient };
}

/** The container of a letter as its sender exports it now. */
export async function exportedDelivery({ sender, deliveryId }: ProvenLetter): Promise<Buffer> {
  return await ask(sender, evidenceContract.getDeliveryEvidence, { params: { deliveryId } });
}

/** What verification finds in a container, for somebody who believes these roots. */
export async function judged(
  container: Uint8Array,
  roots: readonly Uint8Array[],
  { directoryKey }: Pick<TrustGiven, 'directoryKey'> = {},
) {
  return await verifyEvidence(sourceOf(container), { roots: roots.map(readCertificate), directoryKey });
}

/** The members of an archive by name. */
export async function membersOf(archive: Uint8Array): Promise<Map<string, Uint8Array>> {
  const members = await readArchive(sourceOf(archive));
  return new Map(members.map(({ name, start, end }) => [name, archive.subarray(start, end)]));
}

/** An archive of these members. */
export async function archiveOf(members: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const parts = [...members].map(([name, bytes]) => ({ name, content: contentOf(bytes) }));
  return await wholeArchive(parts, new Date('2026-11-30T01:00:00Z'));
}

/** The ASiC-S of another text, or with another signature, than the one in the container has. */
export async function resealed(
  simple: Uint8Array | undefined,
  change: (part: { readonly content: Uint8Array; readonly signature: Uint8Array }) => {
    readonly content: Uint8Array;
    readonly signature: Uint8Array;
  },
): Promise<Uint8Array> {
  const members = await membersOf(simple ?? new Uint8Array());
  const [content, signature] = [members.get(simpleContent), members.get(place.signature)];
  if (!content || !signature) throw new Error('It is no ASiC-S');
  const changed = change({ content, signature });
  members.set(simpleContent, changed.content);
  members.set(place.signature, changed.signature);
  return await archiveOf(members);
}

/** The container with other members, its manifest made and signed anew: what an exporter makes who does not tell the truth. */
export async function exportedAnew(
  container: Uint8Array,
  key: DemoKey,
  changes: Readonly<Record<string, Uint8Array | undefined>>,
  at = new Date(),
): Promise<Uint8Array> {
  const members = await membersOf(container);
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes) members.set(name, bytes);
    else members.delete(name);
  }
  for (const der of [key.certificate, ...key.chain]) members.set(`${place.certificates}${sha256Of(der)}.cer`, der);
  const besides: readonly string[] = [place.mimetype, place.manifest, place.signature];
  const named = [...members].filter(([name]) => !besides.includes(name));
  const references = named.map(([name, bytes]) => ({ name, mediaType: 'text/plain', sha256: sha256Of(bytes) }));
  const manifest = Buffer.from(manifestOf(references));
  members.set(place.manifest, manifest);
  members.set(place.signature, await signDetached(manifest, { ...key, sign: signWith(key) }, at));
  return await archiveOf(members);
}
