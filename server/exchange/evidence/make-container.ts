import type { Agency } from '../../identity/agencies/agency.ts';
import { agencies } from '../../identity/store.ts';
import { signDetached } from '../../pdf-signatures/crypto/sign-detached.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { files, type StoredFile } from '../../platform/files/files.ts';
import { agencySigner } from '../../signing/keys/agency-signer.ts';
import { bringsDocument, type DocumentMessage, readMessage, sha256Of } from '../messages/message.ts';
import type { SignedThing } from '../messages/signed-thing.ts';
import { certificatesOf, revocationOf } from './certificates-of.ts';
import {
  type EvidenceNote,
  extendedType,
  type Lackable,
  lackable,
  manifestOf,
  place,
  simpleContent,
  simpleType,
} from './container.ts';
import { heldDirectory, proofOf } from './held-proofs.ts';
import { partnerProof } from './partner-proof.ts';
import { type Proven, type ProvenMessage, signedAbout } from './proven.ts';
import { type StampedLog, stampedLogs } from './stamped-logs.ts';
import { type Content, contentOf, type Member, wholeArchive, writeArchive } from './write-archive.ts';

/** A member that the manifest names. */
interface NamedMember extends Member {
  readonly mediaType: string;
  readonly sha256: string;
}

/** A container of evidence as it was stored, and the document it is about. */
export interface Container extends StoredFile {
  readonly document: DocumentMessage['document'];
}

/**
 * Makes the container of evidence of one message – *hồ sơ bằng chứng* –, signed by its exporter’s system key over the manifest, and stores it. Long
 * files pass through: nothing of them is held. Refuses as `agencySigner` does while the agency cannot sign.
 */
export async function makeContainer(proven: Proven): Promise<Container> {
  const at = currentTime();
  const exporter = await readOne(agencies, { _id: proven.agencyId });
  if (!exporter) throw new Error(`There is no agency ${proven.agencyId}`);
  const message = readMessage(proven.message.content);
  if (!bringsDocument(message)) throw new Error(`The message ${message.messageId} brings no document`);
  const signer = await agencySigner(exporter.id, 'system', at);
  const told = [...(await toldMembers(proven, at)), ...(await fileMembers(message))];
  const partnerLog = await partnerProof(proven, message);
  const chain = [signer.certificate, ...signer.chain];
  const { members, lacks } = await proofMembers(proven, { chain, partnerLog, at });
  const named = [noteMember(proven, exporter, lacks, at), ...told, ...members];
  const manifest = Buffer.from(manifestOf(named));
  const all: Member[] = [
    member(place.mimetype, Buffer.from(extendedType), ''),
    ...named,
    member(place.manifest, manifest, ''),
    member(place.signature, await signDetached(manifest, signer, at), ''),
  ];
  const stored = await files().adopt(await files().receive(writeArchive(all, at)));
  return { ...stored, document: message.document };
}

function noteMember({ side }: Proven, { code, name }: Agency, lacks: readonly Lackable[], at: Date): NamedMember {
  const note: EvidenceNote = {
    ...{ format: 'vanban-evidence/1', side, exporter: { code, name } },
    ...{ exportedAt: at.toISOString(), lacks: [...lacks] },
  };
  return member(place.note, Buffer.from(JSON.stringify(note, null, 2)), 'application/json');
}

/** What agencies signed for each other about the message, the one that it replaces, and each that followed it. */
async function toldMembers(proven: Proven, at: Date): Promise<NamedMember[]> {
  const followed = proven.followUps.map((one, index) => toldOf(`${place.followUps}${index + 1}-${one.kind}/`, one));
  const replaced = proven.replaced ? toldOf(place.replaced, proven.replaced) : [];
  const told = [...toldOf('', proven), ...replaced, ...followed.flat()];
  const there = told.flatMap(([name, signed]) => (signed ? [{ name, signed }] : []));
  return await Promise.all(there.map(async ({ name, signed }) => member(name, await simple(signed, at), simpleType)));
}

type Named = readonly [name: string, signed: SignedThing | undefined];

/** A message, its transport receipt, and each status receipt with the sender’s answer to it, in a folder of the container. */
function toldOf(folder: string, { message, transportReceipt, receipts }: ProvenMessage): Named[] {
  return [
    [`${folder}${place.message}`, message],
    [`${folder}${place.transportReceipt}`, transportReceipt],
    ...receipts.flatMap(({ sequence, code, signed, held }): Named[] => [
      [`${folder}${place.receipts}${sequence}-${code}.asics`, signed],
      [`${folder}${place.receipts}${sequence}-${code}-held.asics`, held],
    ]),
  ];
}

/** An ASiC-S of what was signed and its signature. */
async function simple({ content: bytes, signature }: SignedThing, at: Date): Promise<Uint8Array> {
  const parts = [
    member(place.mimetype, Buffer.from(simpleType), ''),
    member(simpleContent, bytes, ''),
    member(place.signature, signature, ''),
  ];
  return await wholeArchive(parts, at);
}

/** The document and its attachments, under their own names behind their place in the message. */
async function fileMembers({ files: enclosed }: DocumentMessage): Promise<NamedMember[]> {
  return await Promise.all(
    enclosed.map(async ({ name, mediaType, sha256, size }, index) => {
      const { stream } = await files().open(sha256);
      const content: Content = { size, open: () => stream() };
      return { name: `${place.files}${index + 1}-${shortened(name)}`, content, mediaType, sha256 };
    }),
  );
}

const MOST_NAME_BYTES = 200;

/** File systems know names of 255 bytes; of a longer one only its ending stays. */
function shortened(name: string): string {
  return Buffer.byteLength(name) <= MOST_NAME_BYTES ? name : `tep${/\.\w{1,8}$/.exec(name)?.[0] ?? ''}`;
}

interface Beside {
  /** The exporter's certificates. */
  readonly chain: readonly Uint8Array[];
  readonly partnerLog: string | undefined;
  readonly at: Date;
}

async function proofMembers(proven: Proven, { chain, partnerLog, at }: Beside) {
  const certificates = certificatesOf(signedAbout(proven), chain);
  const { crls, ocsps } = await revocationOf(certificates, at);
  const directory = await heldDirectory();
  const proof = await proofOf(proven);
  const stamps = await stampedLogs(proven);
  const keyed = (folder: string, ending: string, mediaType: string) => (der: Uint8Array) =>
    member(`${folder}${sha256Of(der)}${ending}`, der, mediaType);
  const json = (name: string, text: string | undefined) =>
    text === undefined ? [] : [member(name, Buffer.from(text), 'application/json')];
  const members = [
    ...json(place.log, proof),
    ...json(place.partnerLog, partnerLog),
    ...stamps.flatMap(stampMembers),
    ...json(place.directory, directory),
    ...certificates.map(({ der }) => der).map(keyed(place.certificates, '.cer', 'application/pkix-cert')),
    ...crls.map(keyed(place.revocation, '.crl', 'application/pkix-crl')),
    ...ocsps.map(keyed(place.revocation, '.ors', 'application/ocsp-response')),
  ];
  const lacking: Partial<Record<Lackable, boolean>> = {
    'transport-receipt': proven.transportReceipt === undefined,
    directory: directory === undefined,
    revocation: crls.length + ocsps.length === 0,
    'own-log': proof === undefined,
    'partner-log': partnerLog === undefined,
    timestamps: stamps.length === 0,
  };
  const lacks = lackable.filter((one) => lacking[one]);
  return { members, lacks };
}

function stampMembers({ text, token, proof }: StampedLog, index: number): NamedMember[] {
  const name = `${place.timestamps}${index + 1}`;
  return [
    member(`${name}.json`, Buffer.from(text), 'application/json'),
    member(`${name}.tst`, token, 'application/vnd.etsi.timestamp-token'),
    member(`${name}-log.json`, Buffer.from(proof), 'application/json'),
  ];
}

function member(name: string, bytes: Uint8Array, mediaType: string): NamedMember {
  return { name, content: contentOf(bytes), mediaType, sha256: sha256Of(bytes) };
}
