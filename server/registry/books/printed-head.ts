import encodeQR from 'qr';
import { recentHead } from '../../audit/heads/sign-head.ts';
import { readTreeHead } from '../../audit/tree/read-tree-head.ts';
import { agencyById } from '../../identity/queries.ts';
import type { Actor } from '../../platform/actor.ts';
import { dayInVietnam, formatDay, formatMoment } from '../../platform/calendar.ts';

/** What a printed page bears of the agency's log. */
export interface PrintedHead {
  /** The signed head as a QR code, SVG: the JSON that `verify-log.mjs --heads` reads. */
  readonly code: string;
  /** How far the log went then, and its root in groups that can be read out and typed. */
  readonly words: string;
  readonly root: string;
}

/**
 * The head of the log as it is printed – *dấu niêm nhật ký*: paper that was bound says for good how the log stood that day, and whoever
 * rewrites the log later contradicts it. Refuses as `headToSend` does.
 */
export async function printedHead(agencyId: string): Promise<PrintedHead> {
  const signed = await recentHead(agencyId);
  const { size, root, time } = readTreeHead(signed);
  const hex = Buffer.from(root, 'base64').toString('hex');
  return {
    code: encodeQR(JSON.stringify(signed), 'svg', { ecc: 'low', border: 1 }),
    words: `Dấu niêm nhật ký, mục ${size.toLocaleString('vi-VN')}, ${formatMoment(new Date(time))}:`,
    root: hex.match(/.{4}/g)?.join(' ') ?? '',
  };
}

/** What every print bears beside its matter: the agency, who printed it on which day, how its log stood, and under which place, day and title they sign. */
export async function printedFrame(actor: Actor, at: Date) {
  const agency = await agencyById(actor.agencyId);
  const today = formatDay(dayInVietnam(at));
  const [day, month, year] = today.split('/');
  return {
    agency: agency?.name ?? '',
    printed: `In ngày ${today}, ${actor.name}`,
    seal: await printedHead(actor.agencyId),
    end: {
      placeAndDate: `${agency?.place ?? ''}, ngày ${day} tháng ${month} năm ${year}`,
      title: (actor.title ?? '').toLocaleUpperCase('vi'),
      name: actor.name,
    },
  };
}
