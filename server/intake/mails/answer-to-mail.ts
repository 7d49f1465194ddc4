import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayInVietnam, formatDay, formatMoment } from '../../platform/calendar.ts';
import { programFolder } from '../../platform/program.ts';
import type { Mail } from './mail.ts';
import type { MailRefusal } from './mail-refusals.ts';

/** What a sender reads of the kind of reason; other reasons are told by whoever has them. */
const kinds: Readonly<Record<Exclude<MailRefusal, 'state-secret'>, string>> = {
  'not-competent': 'Nội dung không thuộc thẩm quyền giải quyết của cơ quan.',
  'wrong-recipient': 'Thư được gửi nhầm nơi nhận.',
  incomplete: 'Văn bản gửi kèm còn thiếu phụ lục hoặc thành phần.',
  unreadable: 'Tệp gửi kèm không mở được.',
  'no-document': 'Thư không kèm văn bản.',
  duplicate: 'Cơ quan đã nhận văn bản này trước đó.',
  other: '',
};

let template: string | undefined;

/**
 * The answer to a mail that was refused, from `templates/tu-choi-thu.txt`: whoever refused it sends it by a program of their own. None where its
 * sender has no address.
 */
export function answerTo({ from, subject, sentAt, arrivedAt, refusedFor, refusal, decided }: Mail) {
  if (refusedFor === undefined || refusedFor === 'state-secret' || from.address === '' || !decided) return null;
  template ??= readFileSync(join(programFolder, 'templates', 'tu-choi-thu.txt'), 'utf8');
  const values: Readonly<Record<string, string>> = {
    agency: decided.agency,
    about: subject === '' ? '' : ` “${subject}”`,
    sentAt: formatMoment(sentAt ?? arrivedAt),
    why: [kinds[refusedFor], refusal].filter(Boolean).join(' '),
    refusedOn: formatDay(dayInVietnam(decided.at)),
  };
  const text = template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  return { to: from.address, subject: `Trả lời: ${subject}`, text: text.trim() };
}
