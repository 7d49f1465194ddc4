import { refusal } from '../messages/message-refusal.ts';
import type { MessageHeader, TraceHeaderList } from './edxml-form.ts';
import { shortLine } from './envelope-of-packet.ts';
import { businessTypes } from './packet-of-document.ts';

/** What a packet says of a document that its sender sent before. */
interface Said {
  readonly from: string;
  readonly fromName: string;
  readonly documentId: string;
  readonly reason: string;
  readonly by: string | null;
}

/** Reads a packet that takes a document back, or corrects it; refuses with `message-malformed` one that does not say who does so with which. */
export function saidLaterIn(header: MessageHeader, trace: TraceHeaderList | null): Said {
  const { bussinessDocReason, documentId: named, staffInfo } = trace?.bussiness ?? {};
  const [from, documentId] = [header.from?.organId, named ?? header.documentId];
  if (!from || !documentId) throw refusal('message-malformed', 'It does not say who says it of which document');
  return {
    ...{ from, fromName: shortLine(header.from?.organName, 200) ?? from, documentId },
    reason: shortLine(bussinessDocReason, 500) ?? NO_REASON,
    by: shortLine(staffInfo?.staff, 100),
  };
}

/** Some systems give none. */
export const NO_REASON = 'Nơi gửi không nêu lý do';

/** Which documents another one stands in the place of, why, and who decided it. */
export interface Replacement {
  readonly documentIds: readonly string[];
  readonly reason: string;
  readonly by: string | null;
}

/**
 * In whose place a packet puts what it brings at an agency with these codes: of one that replaces what it names, and, since no file is corrected, of
 * one that updates what had come with other files; undefined for one that is sent for anything else.
 */
export function replacementOf(
  { documentId: own, signerInfo }: MessageHeader,
  trace: TraceHeaderList | null,
  codes: readonly string[],
): Replacement | undefined {
  const { bussinessDocType, bussinessDocReason, documentId, staffInfo, replacementInfoList } = trace?.bussiness ?? {};
  const updates = bussinessDocType === businessTypes.update;
  if (!updates && bussinessDocType !== businessTypes.replace) return undefined;
  const itself = [{ documentId: documentId ?? (updates ? own : null), organIdList: null }];
  const listed = (updates ? undefined : replacementInfoList?.replacementInfo) ?? itself;
  const isMeant = (organs: readonly string[] = []) => organs.length === 0 || organs.some((one) => codes.includes(one));
  const meant = listed.filter(({ organIdList }) => isMeant(organIdList?.organId));
  return {
    documentIds: [...new Set(meant.flatMap((one) => one.documentId ?? []))],
    reason: shortLine(bussinessDocReason, 500) ?? NO_REASON,
    by: shortLine(staffInfo?.staff ?? signerInfo?.fullName, 100),
  };
}
