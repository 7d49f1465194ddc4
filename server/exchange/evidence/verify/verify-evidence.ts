import { nameInWords } from '../../../pdf-signatures/crypto/certificates/name-in-words.ts';
import { parseJson } from '../../../platform/api/json-body.ts';
import { DomainError } from '../../../platform/errors.ts';
import { joinCode } from '../../../registry/documents/notation.ts';
import type { DirectoryList } from '../../directory/versions/directory-list.ts';
import { directoryFileIn, readDirectory } from '../../directory/versions/read-directory.ts';
import { sha256Of } from '../../messages/message.ts';
import { type EvidenceNote, place } from '../container.ts';
import type { ByteSource } from '../read-archive.ts';
import { attempt } from './attempt.ts';
import { type Belief, believe, certificatesIn, type GoodSignature, type Helping, type TrustGiven } from './believed.ts';
import type {
  EvidenceFacts,
  EvidenceReport,
  Fault,
  FollowUpFound,
  LogFound,
  Remark,
  ReplacedFound,
  StampFound,
  StatusFound,
} from './evidence-report.ts';
import { OpenedContainer } from './opened-container.ts';
import { type ProvenLog, provenLog } from './proven-log.ts';
import { readNote } from './read-container.ts';
import { allTold, type ToldMessage, type ToldParts, toldParts } from './told-parts.ts';
import { toldStamps } from './told-stamps.ts';

/**
 * Verifies a container of evidence – *kiểm tra hồ sơ bằng chứng* – by nothing but its bytes and what the person who checks believes. Every byte of a
 * member that is not as it was signed is a fault of that member, every other byte that is not as it was written one of the archive. Never throws on
 * hostile input; runs in a browser as on the server.
 */
export async function verifyEvidence(source: ByteSource, trust: TrustGiven): Promise<EvidenceReport> {
  try {
    return await report(await OpenedContainer.of(source), trust);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'archive-malformed') throw error;
    return broken([{ code: 'archive-malformed', member: null }]);
  }
}

const broken = (faults: readonly Fault[]): EvidenceReport => ({
  ...{ verdict: 'broken', faults, doubts: [], remarks: [], found: null },
});

async function report(container: OpenedContainer, trust: TrustGiven): Promise<EvidenceReport> {
  const noteBytes = await container.bytes(place.note);
  const note = noteBytes && attempt(container, place.note, () => readNote(parseJson(noteBytes)));
  const told = await toldParts(container);
  const directory = await directoryIn(container, trust);
  const log = await logIn(container, place.log);
  const partnerLog = await logIn(container, place.partnerLog);
  const { exporter } = container;
  if (!note || !exporter || !told) return broken(withFault(container));
  if (container.faults.length === 0) findUnfit(container, told, { log, partnerLog });
  const exported = { member: place.signature, party: note.exporter, at: new Date(note.exportedAt), ...exporter };
  const signatures = [exported, ...allTold(told).map(({ signature }) => signature)];
  const help = await helpIn(container);
  const certificates = [...help.certificates, ...signatures.flatMap((signature) => signature.certificates)];
  const stamps = await toldStamps(container, { trust, certificates, log });
  const helping = { ...help, directory: directory === 'unconfirmed' ? undefined : directory };
  const beliefs = signatures.map((signature) => believe(signature, trust, helping));
  const doubts = [...beliefs.flatMap((belief) => belief.doubts), ...(isParty(note, told) ? [] : [exporterIsNoParty])];
  const remarks: Remark[] = [
    ...(note.lacks.includes('revocation') ? [] : beliefs.flatMap((belief) => belief.remarks)),
    ...(directory === 'unconfirmed' ? [{ code: 'directory-unconfirmed' } as const] : []),
    ...(log && !isKeyKnown(log, allTold(told)) ? [{ code: 'log-key-unconfirmed' } as const] : []),
    ...(partnerLog && !isKeyKnown(partnerLog, toldByOther(note, told)) ? [partnerKeyUnconfirmed] : []),
    ...note.lacks.map((what) => ({ code: 'lacks', what }) as const),
  ];
  const { faults } = container;
  const verdict = faults.length > 0 ? 'broken' : doubts.length > 0 ? 'unclear' : 'proven';
  const logs = { log: log?.found ?? null, partnerLog: partnerLog?.found ?? null, stamps };
  const found = factsOf({ note, told, signatures, beliefs, ...logs });
  return { verdict, faults, doubts, remarks, found };
}

const exporterIsNoParty = { code: 'exporter-is-no-party' } as const;
const partnerKeyUnconfirmed = { code: 'partner-log-key-unconfirmed' } as const;

/** What keeps a container from being read is a fault, if only that something every container has is not there. */
function withFault({ faults }: OpenedContainer): readonly Fault[] {
  return faults.length > 0 ? faults : [{ code: 'member-missing', member: place.message }];
}

/** The list of agencies, once it is found to be signed with the key that was given; without one nobody can say. */
async function directoryIn(
  container: OpenedContainer,
  { directoryKey }: TrustGiven,
): Promise<DirectoryList | 'unconfirmed' | undefined> {
  const bytes = await container.bytes(place.directory);
  if (!bytes) return undefined;
  if (!directoryKey) return 'unconfirmed';
  const thing = attempt(container, place.directory, () => directoryFileIn(bytes));
  try {
    return thing && readDirectory(thing, directoryKey);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    container.fault('directory-signature-wrong', place.directory);
    return undefined;
  }
}

async function logIn(container: OpenedContainer, member: string): Promise<ProvenLog | undefined> {
  const bytes = await container.bytes(member);
  if (!bytes) return undefined;
  const before = container.faults.length;
  const log = attempt(container, member, () => provenLog(JSON.parse(new TextDecoder().decode(bytes))));
  if (!log && container.faults.length === before) container.fault('log-proof-wrong', member);
  return log;
}

/**
 * What does not fit together although each part is whole: a file of the message that is not there, entries of the log about texts that are not. Where a
 * part was changed nothing is asked of the others for it.
 */
function findUnfit(container: OpenedContainer, told: ToldParts, { log, partnerLog }: Logs): void {
  const { message } = told;
  const there = container.namesIn(place.files);
  const hashes = container.references.filter(({ name }) => there.includes(name)).map(({ sha256 }) => sha256);
  for (const { sha256, name } of message.value.files) {
    if (!hashes.includes(sha256)) container.fault('file-missing', name);
  }
  const texts = allTold(told).map(({ part }) => sha256Of(part.bytes));
  if (log?.about.some((one) => !texts.includes(one))) container.fault('log-of-another', place.log);
  const isOfMessage = (one: string) => one === sha256Of(message.part.bytes);
  if (partnerLog && !partnerLog.about.some(isOfMessage)) container.fault('log-of-another', place.partnerLog);
}

interface Logs {
  readonly log: ProvenLog | undefined;
  readonly partnerLog: ProvenLog | undefined;
}

/** What the other side than the exporter's has signed. */
function toldByOther({ exporter }: EvidenceNote, told: ToldParts): ReturnType<typeof allTold> {
  return allTold(told).filter(({ signature }) => signature.party.code !== exporter.code);
}

/** Whether the key that signs the log’s head is one that a party has named in what its system key signed. */
function isKeyKnown({ log, head }: ProvenLog, signed: ReturnType<typeof allTold>): boolean {
  return signed.some(({ value }) => {
    const named = value.treeHead;
    return named?.publicKey === head.publicKey && named.text.includes(`"log":${JSON.stringify(log)}`);
  });
}

async function helpIn(container: OpenedContainer): Promise<Omit<Helping, 'directory'>> {
  const all = async (folder: string, ending: string) => {
    const names = container.namesIn(folder).filter((name) => name.endsWith(ending));
    return (await Promise.all(names.map((name) => container.bytes(name)))).filter((one) => one !== undefined);
  };
  return {
    certificates: certificatesIn(await all(place.certificates, '.cer')),
    revocation: { crls: await all(place.revocation, '.crl'), ocsps: await all(place.revocation, '.ors') },
  };
}

/** Whether the exporter is who it says of the message: its sender, or its recipient. */
function isParty({ side, exporter }: EvidenceNote, { message: { value } }: ToldParts): boolean {
  return exporter.code === value[side].code;
}

interface Read {
  readonly note: EvidenceNote;
  readonly told: ToldParts;
  readonly signatures: readonly GoodSignature[];
  readonly beliefs: readonly Belief[];
  readonly log: LogFound | null;
  readonly partnerLog: LogFound | null;
  readonly stamps: readonly StampFound[];
}

function factsOf({ note, told, signatures, beliefs, ...logs }: Read): EvidenceFacts {
  const { messageId: id, kind, sentAt, sender, recipient, document, files, links } = told.message.value;
  const { typeName, subject, issuedOn } = document;
  return {
    ...{ note, message: { id, kind, sentAt }, sender, recipient, ...logs },
    files: files.map(({ name, size, sha256, role }) => ({ name, size, sha256, role })),
    document: { code: joinCode(document), typeName, subject, issuedOn },
    storedAt: told.transportReceipt?.value.storedAt ?? null,
    statuses: statusesOf(told),
    answers: links.filter(({ type }) => type === 'answers').map(({ documentId }) => documentId),
    replaced: told.replaced ? replacedFound(told.replaced) : null,
    followUps: told.followUps.map(followUpFound).toSorted((one, other) => (one.sentAt < other.sentAt ? -1 : 1)),
    signatures: signatures.map((signature, index) => signatureFound(signature, beliefs[index]?.by ?? null)),
  };
}

function statusesOf({ statuses }: ToldMessage): StatusFound[] {
  const found = statuses.map(({ receipt, held }) => ({
    ...receipt.value.receipt,
    heldSince: held?.value.storedAt ?? null,
  }));
  return found.toSorted((one, other) => one.sequence - other.sequence);
}

function replacedFound({ message, transportReceipt }: NonNullable<ToldParts['replaced']>): ReplacedFound {
  const { document, sentAt } = message.value;
  const storedAt = transportReceipt?.value.storedAt ?? null;
  return { code: joinCode(document), subject: document.subject, sentAt, storedAt };
}

function followUpFound(told: ToldMessage): FollowUpFound {
  const { value } = told.message;
  const { kind, sentAt, sender } = value;
  const said = value.kind === 'receipt' ? value.receipt : value;
  const by = 'by' in said ? said.by : null;
  const reason = 'reason' in said ? said.reason : null;
  const storedAt = told.transportReceipt?.value.storedAt ?? null;
  return {
    ...{ kind: kind === 'receipt' ? 'ask-back' : kind, sentAt, sender: { code: sender.code, name: sender.name } },
    ...{ by, reason, storedAt, answers: statusesOf(told) },
  };
}

function signatureFound({ member, party, signer, at }: GoodSignature, believedBy: Belief['by']) {
  const { subjectName, issuerName, fingerprint } = signer;
  const names = { subject: nameInWords(subjectName), issuer: nameInWords(issuerName) };
  return { member, party, at: at.toISOString(), ...names, sha256: fingerprint, believedBy };
}
