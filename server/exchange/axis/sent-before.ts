import { dayInVietnam } from '../../platform/calendar.ts';
import type { StoredFile } from '../../platform/files/files.ts';
import type { EdocItem } from './axis-answers.ts';
import { axisDay } from './axis-times.ts';
import { type KeptPacket, readPacket } from './packets.ts';
import type { Packet } from './read-edxml.ts';

/** The list of what an agency has sent, as the axis has it, and the packets in it. */
interface SentList<T> {
  sent(messageType: T, fromDate: string): AsyncIterable<EdocItem>;
  fetch(docId: string): Promise<StoredFile>;
}

/** A packet that may have been handed over already, since when and to whom that could be; not under ids that belong to others. */
interface PerhapsSent {
  readonly packet: KeptPacket;
  readonly at: Date;
  /** As the axis knows them. */
  readonly to: string;
  readonly notAmong: ReadonlySet<string>;
}

/**
 * The id that the axis gave a packet whose sending had no answer, when its list of what was sent has it: it is not sent again then. The axis may
 * have written into the packet on its way, so what it says is compared and not its bytes.
 */
export async function sentBefore<T>(
  door: SentList<T>,
  messageType: T,
  { packet, at, to: recipient, notAmong }: PerhapsSent,
): Promise<string | undefined> {
  const wanted = identityOf(await readPacket(packet.sha256));
  for await (const { docid, to } of door.sent(messageType, axisDay(dayInVietnam(at)))) {
    if (notAmong.has(docid) || (to !== undefined && to !== recipient)) continue;
    const { sha256 } = await door.fetch(docid);
    if (identityOf(await readPacket(sha256)) === wanted) return docid;
  }
  return undefined;
}

/** What makes a packet the one it is: which document to whom for what, or what is said of which document when. */
function identityOf(packet: Packet): string {
  if (packet.kind === 'status') {
    const { responseFor, statusCode, timestamp } = packet.status;
    return JSON.stringify([responseFor?.documentId, responseFor?.organId, statusCode, timestamp]);
  }
  const { documentId, to } = packet.header;
  const business = packet.trace?.bussiness?.bussinessDocType ?? 0;
  return JSON.stringify([documentId, to.map(({ organId }) => organId), business]);
}
