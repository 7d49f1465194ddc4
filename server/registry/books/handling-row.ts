import { dayInVietnam, daysLeft, formatDay } from '../../platform/calendar.ts';
import { type IncomingDocument, isOver } from '../incoming/incoming-document.ts';
import { written } from '../registers/register.ts';
import { type BookRow, incomingFields, noteOfIncoming } from './book-rows.ts';

/** What is read of an incoming document for its line among those that are handled. */
export const handlingFields = [...incomingFields, 'dueOn', 'answeredBy'] as const;

type Handled = Pick<IncomingDocument, 'id' | (typeof handlingFields)[number]>;

/**
 * The line of an incoming document in the *sổ theo dõi giải quyết văn bản đến* (NĐ 30/2020 Phụ lục IV): number; type, code, day and issuer;
 * who handles it, the main one first; its term; how far it has come, and how late it is; what answers it; note.
 */
export function handlingRow(document: Handled, named: (positionId: string) => string, now: Date): BookRow {
  const { id, number, typeName, code, issuedOn, issuer, state, answeredBy } = document;
  const due = termOf(document);
  return {
    number,
    documentId: id,
    voided: state === 'voided',
    cells: [
      written(number),
      [`${typeName} ${code}`.trim(), formatDay(issuedOn), issuer.name].join(', '),
      handlersOf(document, named),
      due === null ? '' : formatDay(due),
      progressOf(document, due, dayInVietnam(now)),
      answeredBy.flatMap(({ code: answer, refused }) => (refused ? [] : answer)).join('; '),
      noteOfIncoming(document),
    ],
  };
}

/** The term of an incoming document: that of who handles it first, else its own. */
export function termOf({ handlers, dueOn }: Pick<IncomingDocument, 'handlers' | 'dueOn'>): string | null {
  return handlers.find(({ role }) => role === 'main')?.dueOn ?? dueOn;
}

function handlersOf({ handlers, presentedTo, toPlaces }: Handled, named: (positionId: string) => string): string {
  const inRole = (role: string, before: string) => {
    const names = handlers.filter((one) => one.role === role).map(({ positionId }) => named(positionId));
    return names.length === 0 ? [] : [`${before}${names.join('; ')}`];
  };
  const said = [...inRole('main', ''), ...inRole('co-handler', 'Phối hợp: ')];
  return said.length > 0 ? said.join('. ') : presentedTo === undefined ? (toPlaces ?? '') : named(presentedTo);
}

function progressOf(document: Handled, due: string | null, today: string): string {
  const { state } = document;
  const left = due === null || state === 'done' || isOver(document) ? 0 : daysLeft(due, today);
  return left < 0 ? `${words[state]}, quá hạn ${-left} ngày làm việc` : words[state];
}

const words: Readonly<Record<IncomingDocument['state'], string>> = {
  registered: 'Chưa trình',
  presented: 'Đã trình, chờ bút phê',
  assigned: 'Đã chuyển xử lý',
  'in-progress': 'Đang xử lý',
  done: 'Đã giải quyết',
  'void-asked': 'Chờ xét huỷ số',
  voided: 'Đã huỷ số',
  recalled: 'Nơi gửi lấy về',
};
