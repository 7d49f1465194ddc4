import { refusal } from '../messages/message-refusal.ts';
import type { MessageHeader, TraceHeaderList } from './edxml-form.ts';
import { shortLine } from './envelope-of-packet.ts';

/** What a packet says of a document that its sender sent before. */
interface Said {
  readonly from: string;
  readonly fromName: string;
  readonly documentId: string;
  readonly reason: string;
  readonly by: string | null;
}

/** Reads a packet that takes a document back; refuses with `message-malformed` one that does not say who takes back which. */
export function revocationOf(header: MessageHeader, trace: TraceHeaderList | null): Said {
  const { bussinessDocReason, documentId: named, staffInfo } = trace?.bussiness ?? {};
  const [from, documentId] = [header.from?.organId, named ?? header.documentId];
  if (!from || !documentId) throw refusal('message-malformed', 'It does not say who takes back which document');
  return {
    ...{ from, fromName: shortLine(header.from?.organName, 200) ?? from, documentId },
    reason: shortLine(bussinessDocReason, 500) ?? NO_REASON,
    by: shortLine(staffInfo?.staff, 100),
  };
}

/** Some systems give none. */
export const NO_REASON = 'Nơi gửi không nêu lý do';
