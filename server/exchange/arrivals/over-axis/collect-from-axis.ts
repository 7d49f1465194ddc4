import { recordSoon } from '../../../audit/record.ts';
import type { Agency } from '../../../identity/agencies/agency.ts';
import { agencies } from '../../../identity/store.ts';
import { systemActor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readOne } from '../../../platform/database/store.ts';
import { DomainError, statusOfKind } from '../../../platform/errors.ts';
import { files } from '../../../platform/files/files.ts';
import { newId } from '../../../platform/ids.ts';
import { inTransaction } from '../../../platform/ledger/transaction.ts';
import type { AxisDoor } from '../../axis/axis.ts';
import type { EdocItem } from '../../axis/axis-answers.ts';
import { axisInUse } from '../../axis/axis-in-use.ts';
import type { MessageStatus } from '../../axis/edxml-form.ts';
import { correctedIn, enclosedFile, envelopeOfPacket, withRoles } from '../../axis/envelope-of-packet.ts';
import { businessTypes } from '../../axis/packet-of-document.ts';
import { readPacket } from '../../axis/packets.ts';
import type { Packet } from '../../axis/read-edxml.ts';
import { NO_REASON, type Replacement, replacementOf, saidLaterIn } from '../../axis/said-of-packet.ts';
import { statusOfPacket } from '../../axis/status-of-packet.ts';
import { recordStatus } from '../../deliveries/over-axis/record-status.ts';
import { correspondentBy } from '../../directory/find-correspondent.ts';
import { hostedHere } from '../../directory/hosted-here.ts';
import { sha256Of } from '../../messages/message.ts';
import { refusal } from '../../messages/message-refusal.ts';
import { refuseMalware } from '../../messages/refuse-malware.ts';
import { haveSameContent } from '../receive-document.ts';
import { receiveFromAxis } from './receive-from-axis.ts';
import { allBroughtBefore } from './replace-over-axis.ts';
import { type SaidOverAxis, takeSaidOverAxis } from './take-said-over-axis.ts';

/**
 * Fetches what waits for an agency on the national document axis – documents, and statuses of what it has sent – and takes it in, each packet once however often it is fetched. What is
 * refused is told to the axis and the log; what went wrong with one packet keeps none of the others back, and is thrown at the end.
 */
export async function collectFromAxis({ agencyId }: { readonly agencyId: string }): Promise<void> {
  const agency = await readOne(agencies, { _id: agencyId, active: true });
  const door = agency && axisInUse()?.doors.get(agency.code);
  if (!agency || !door || !(await hostedHere(agency))) return;
  const failures: unknown[] = [];
  for (const messageType of ['edoc', 'status'] as const) {
    for (const item of await listed(door.received(messageType))) {
      const isWhole = failures.length === 0;
      await collect({ agency, door, isWhole }, item).catch((error: unknown) => failures.push(error));
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** The whole list, in its order, before any of it is taken in: what was taken in leaves it, and its other pages move up. */
async function listed(items: AsyncIterable<EdocItem>): Promise<EdocItem[]> {
  const all: EdocItem[] = [];
  for await (const item of items) all.push(item);
  return all;
}

interface Collecting {
  readonly agency: Agency;
  readonly door: AxisDoor;
  /** Whether all that came before it was taken in: what it refers to is here, or never comes. */
  readonly isWhole: boolean;
}

async function collect({ agency, door, isWhole }: Collecting, item: EdocItem): Promise<void> {
  const { sha256 } = await door.fetch(item.docid);
  try {
    await takeIn(agency, door, { docId: item.docid, sha256, account: item.from, isWhole });
  } catch (error) {
    if (!(error instanceof DomainError) || statusOfKind[error.kind] >= 500) throw error;
    if (error.code === 'link-not-yours' && !isWhole) throw error;
    await recordSoon(systemActor(agency.id), {
      ...{ type: 'packet-refused', code: error.code, axisId: item.docid },
      ...(item.from && { senderCode: item.from.slice(0, 35) }),
    });
    return await door.updateStatus(item.docid, 'fail', `${error.code}: ${error.message}`.slice(0, 500));
  }
  await door.updateStatus(item.docid, 'done');
}

interface Fetched {
  readonly docId: string;
  readonly sha256: string;
  /** Who handed it over, where the axis says so. */
  readonly account: string | undefined;
  readonly isWhole: boolean;
}

async function takeIn(agency: Agency, { systemId }: AxisDoor, fetched: Fetched): Promise<void> {
  const packet = await readPacket(fetched.sha256);
  if (packet.kind === 'status') return await takeStatus(agency.id, packet.status, fetched);
  const codes = [agency.code, systemId];
  refuseOtherAudience(packet, codes);
  const kind = laterKinds.get(packet.trace?.bussiness?.bussinessDocType ?? businessTypes.new);
  if (kind && (await saysNothingElse(agency, packet))) {
    const said = { ...saidLaterIn(packet.header, packet.trace), kind };
    const corrected = correctedIn(packet.header, packet.trace, axisInUse()?.types ?? {});
    return await takeSaid(agency.id, { ...said, ...(kind === 'update' && { corrected }) }, fetched);
  }
  await takeDocument(agency, packet, { ...fetched, replacement: replacementOf(packet.header, packet.trace, codes) });
}

/** What packets are sent for that are about a document which came before. */
const laterKinds: ReadonlyMap<number, 'revoke' | 'update'> = new Map([
  [businessTypes.revoke, 'revoke'],
  [businessTypes.update, 'update'],
]);

/** Whether a packet brings no file but those that are here: a correction with another one brings another document. */
async function saysNothingElse(agency: Agency, { header, trace, files: brought }: DocumentPacket): Promise<boolean> {
  if (trace?.bussiness?.bussinessDocType === businessTypes.revoke || brought.length === 0) return true;
  const { from, documentId } = saidLaterIn(header, trace);
  const senderCode = (await correspondentBy(from, currentTime()))?.code ?? from;
  const formers = await inTransaction(systemActor(agency.id), (tx) => allBroughtBefore(tx, senderCode, documentId));
  const hashes = brought.map(({ bytes }) => ({ sha256: sha256Of(bytes) }));
  return formers.some(({ files }) => haveSameContent(files, hashes));
}

type DocumentPacket = Extract<Packet, { kind: 'document' }>;

async function takeDocument(
  agency: Agency,
  packet: DocumentPacket,
  { replacement, ...fetched }: Fetched & { readonly replacement: Replacement | undefined },
): Promise<void> {
  const enclosed = await Promise.all(
    packet.files.map(async (file) => enclosedFile(file, await files().put(file.bytes))),
  );
  const at = currentTime();
  const message = envelopeOfPacket(
    { ...packet, files: withRoles(enclosed) },
    { recipient: agency, messageId: newId(), at, types: axisInUse()?.types ?? {} },
  );
  await refuseMalware(message.files);
  const senderId = message.sender.code;
  if (replacement) refuseOtherAccount(fetched, senderId);
  const senderCode = (await correspondentBy(senderId, at))?.code ?? senderId;
  const axis = { docId: fetched.docId, senderId, signature: packet.signature, emptyFiles: packet.empty };
  const answered = packet.header.responseFor.flatMap(({ documentId }) => documentId ?? []);
  const replaces = replacement && { ...replacement, mayCome: !fetched.isWhole };
  await inTransaction(systemActor(agency.id), (tx) =>
    receiveFromAxis(tx, { senderCode, message, packetSha256: fetched.sha256, axis, answered, replaces }),
  );
}

async function takeStatus(agencyId: string, status: MessageStatus, fetched: Fetched): Promise<void> {
  const { fromName, ...told } = statusOfPacket(status, currentTime());
  refuseOtherAccount(fetched, told.from);
  if (told.code === '13') {
    const { from, documentId, reason = NO_REASON, by = null } = told;
    return await takeSaid(agencyId, { kind: 'ask-back', from, fromName, documentId, reason, by }, fetched);
  }
  const { docId: axisId, sha256 } = fetched;
  await inTransaction(systemActor(agencyId), (tx) => recordStatus(tx, { ...told, axisId, sha256 }));
}

type Said = Pick<SaidOverAxis, 'kind' | 'documentId' | 'reason' | 'by' | 'corrected'> & {
  readonly from: string;
  readonly fromName: string;
};

async function takeSaid(
  agencyId: string,
  { from, fromName: senderName, ...said }: Said,
  fetched: Fetched,
): Promise<void> {
  refuseOtherAccount(fetched, from);
  const { docId: axisId, sha256: packetSha256 } = fetched;
  const senderCode = (await correspondentBy(from, currentTime()))?.code ?? from;
  await inTransaction(systemActor(agencyId), (tx) =>
    takeSaidOverAxis(tx, { ...said, senderCode, senderName, axisId, packetSha256 }),
  );
}

/** Only whoever has sent a document, or got it, says what becomes of it: the account that handed the packet over is theirs. */
function refuseOtherAccount({ account }: Fetched, from: string): void {
  if (account !== undefined && account !== from) throw refusal('sender-mismatch', `The account of ${account} sent it`);
}

/** Refuses with `wrong-audience` what lies in this agency's box and names others alone. */
function refuseOtherAudience({ header }: DocumentPacket, codes: readonly string[]): void {
  if (header.to.some(({ organId }) => organId !== null && codes.includes(organId))) return;
  throw refusal('wrong-audience', `It is not for ${codes[0]}`);
}
