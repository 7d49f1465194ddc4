import {
  type DetachedSignature,
  detachedSignature,
  isWrittenOneWay,
} from '../../../pdf-signatures/crypto/verify-detached.ts';
import { DomainError } from '../../../platform/errors.ts';
import { extendedType, place, type Reference, simpleContent, simpleType } from '../container.ts';
import { type ArchivedMember, type ByteSource, malformed, readArchive } from '../read-archive.ts';
import { sourceOf } from './bytes-source.ts';
import type { Fault, FaultCode } from './evidence-report.ts';
import { readManifest } from './read-container.ts';

/** Everything that is read whole is short; files of documents are only hashed. */
const MOST_READ_BYTES = 64 * 1024 * 1024;

interface Signed {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** A signed text in the container. */
export interface SignedPart extends Signed {
  readonly member: string;
}

/** A container whose members were compared with its manifest. */
export class OpenedContainer {
  readonly faults: Fault[] = [];
  /** Who signed the manifest, not judged yet; nothing where the signature does not hold: then no member is what anybody signed. */
  readonly exporter: DetachedSignature | undefined;
  readonly references: readonly Reference[];
  readonly #source: ByteSource;
  readonly #members: ReadonlyMap<string, ArchivedMember>;
  readonly #good = new Set<string>();

  private constructor(source: ByteSource, members: ReadonlyMap<string, ArchivedMember>, { bytes, signature }: Signed) {
    this.#source = source;
    this.#members = members;
    this.exporter = this.#exporterOf(bytes, signature);
    this.references = this.exporter ? this.#referencesIn(bytes) : [];
  }

  /** Opens a container and compares every member; refuses with `archive-malformed` what is no archive of the form of `archive.ts`. */
  static async of(source: ByteSource): Promise<OpenedContainer> {
    const list = await readArchive(source);
    const members = new Map(list.map((member) => [member.name, member]));
    const bytes = await readWhole(source, members.get(place.manifest));
    const signature = await readWhole(source, members.get(place.signature));
    const opened = new OpenedContainer(source, members, { bytes, signature });
    await opened.#refuseOtherType(list);
    if (opened.references.length > 0) await opened.#compare(list);
    if (opened.exporter) opened.#refuseStrange(opened.exporter, signature);
    return opened;
  }

  fault(code: FaultCode, member: string | null): void {
    if (!this.faults.some((known) => known.code === code && known.member === member))
      this.faults.push({ code, member });
  }

  /** The members of a folder that are what the manifest says, in its order. */
  namesIn(folder: string): string[] {
    return this.references.map(({ name }) => name).filter((name) => name.startsWith(folder) && this.#good.has(name));
  }

  /** The bytes of a member that is what the manifest says; nothing for any other. */
  async bytes(name: string): Promise<Uint8Array | undefined> {
    return this.#good.has(name) ? await readWhole(this.#source, this.#members.get(name)) : undefined;
  }

  /** What was signed in an ASiC-S among the members; nothing for a member that is not there or was changed. */
  async simple(name: string): Promise<SignedPart | undefined> {
    const bytes = await this.bytes(name);
    if (!bytes) return undefined;
    const source = sourceOf(bytes);
    const members = new Map((await readArchive(source)).map((member) => [member.name, member]));
    const type = await readWhole(source, members.get(place.mimetype));
    if (members.size !== 3 || !isText(type, simpleType)) throw malformed(`${name} is no ASiC-S`);
    return {
      member: name,
      bytes: await readWhole(source, members.get(simpleContent)),
      signature: await readWhole(source, members.get(place.signature)),
    };
  }

  #exporterOf(manifest: Uint8Array, signature: Uint8Array): DetachedSignature | undefined {
    const made = detachedSignature(manifest, signature);
    if ('signer' in made) return made;
    const isOfAnotherText = made.reasons.includes('digest-mismatch');
    this.fault('signature-wrong', isOfAnotherText ? place.manifest : place.signature);
    return undefined;
  }

  #referencesIn(manifest: Uint8Array): Reference[] {
    try {
      return readManifest(new TextDecoder().decode(manifest));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.fault('content-malformed', place.manifest);
      return [];
    }
  }

  async #refuseOtherType([first]: readonly ArchivedMember[]): Promise<void> {
    const type = first?.name === place.mimetype ? await readWhole(this.#source, first) : new Uint8Array();
    if (!isText(type, extendedType)) this.fault('mimetype-wrong', place.mimetype);
  }

  async #compare(list: readonly ArchivedMember[]): Promise<void> {
    const named = new Map(this.references.map(({ name, sha256 }) => [name, sha256]));
    const besides: readonly string[] = [place.mimetype, place.manifest, place.signature];
    for (const { name, start, end } of list) {
      if (besides.includes(name)) continue;
      const sha256 = named.get(name);
      if (sha256 === undefined) this.fault('member-unsigned', name);
      else if (sha256 === (await this.#source.sha256(start, end))) this.#good.add(name);
      else this.fault('member-changed', name);
    }
    for (const name of named.keys()) if (!this.#members.has(name)) this.fault('member-missing', name);
  }

  /** The signature over the manifest is written in the one way, with no certificate but those that the manifest names. */
  #refuseStrange({ certificates }: DetachedSignature, signature: Uint8Array): void {
    const named = new Set(this.references.map(({ name }) => name));
    const isNamed = certificates.every(({ fingerprint }) => named.has(`${place.certificates}${fingerprint}.cer`));
    if (!isNamed || !isWrittenOneWay(signature)) this.fault('certificate-strange', place.signature);
  }
}

async function readWhole(source: ByteSource, member: ArchivedMember | undefined): Promise<Uint8Array> {
  if (!member) throw malformed('A member that every container has is missing');
  if (member.end - member.start > MOST_READ_BYTES) throw malformed(`${member.name} is too long`);
  return await source.read(member.start, member.end);
}

const isText = (bytes: Uint8Array, text: string): boolean => new TextDecoder().decode(bytes) === text;
