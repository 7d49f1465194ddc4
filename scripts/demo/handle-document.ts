import { readOne } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { finishAssignment } from '../../server/routing/finish-assignment.ts';
import { giveDirective } from '../../server/routing/give-directive.ts';
import { presentDocument } from '../../server/routing/present-document.ts';
import { startAssignment } from '../../server/routing/start-assignment.ts';
import { assignments } from '../../server/routing/store.ts';
import { actorOf, chosenFor, headOf, workingDaysFromNow } from './desk.ts';
import { at, type Life } from './lives.ts';
import type { SeededAgency } from './people.ts';
import type { Course, Fate } from './traffic/model.ts';

/** A document in the book of an agency. */
export interface Registered {
  readonly agency: SeededAgency;
  readonly documentId: string;
  readonly subject: string;
  /** On which working day it came. */
  readonly ago: number;
}

const order: readonly Fate[] = ['registered', 'presented', 'assigned', 'in-progress', 'done'];
const proposals = [
  'Kính trình lãnh đạo xem xét, chỉ đạo.',
  'Đề xuất giao phòng chuyên môn chủ trì tham mưu.',
  'Kính trình lãnh đạo cho ý kiến về việc cử người tham dự.',
];
const directives = [
  'Chủ trì tham mưu văn bản trả lời, trình lãnh đạo ký đúng hạn.',
  'Nghiên cứu, đề xuất phương án triển khai, báo cáo lãnh đạo.',
  'Tổ chức thực hiện, theo dõi, đôn đốc và báo cáo kết quả.',
  'Rà soát, tổng hợp số liệu; phối hợp với các đơn vị liên quan.',
  'Phổ biến đến toàn thể công chức, viên chức; lưu hồ sơ theo dõi.',
];
const results = [
  'Đã tham mưu văn bản trả lời, lãnh đạo đã ký ban hành.',
  'Đã tổ chức thực hiện xong, kết quả đã báo cáo lãnh đạo.',
  'Đã rà soát, tổng hợp và gửi số liệu đúng thời hạn.',
  'Đã phổ biến đến các đơn vị, lập hồ sơ theo dõi.',
];

/** The life of a registered document — presented, directed, begun, done – as far as its fate says. */
export async function* handleDocument({ agency, documentId, subject, ago }: Registered, course: Course): Life {
  const { fate, helpers = [], within = 7, takes = 5, begins = false } = course;
  const reaches = (step: Fate) => order.indexOf(fate) >= order.indexOf(step);
  const leader = course.leader ? actorOf(agency, course.leader) : headOf(agency);
  const handler = actorOf(agency, course.handler ?? 'chuyenvien');
  const after = (days: number) => Math.max(ago - days, 0);

  if (!reaches('presented')) return;
  yield at(ago, '11:10');
  await inTransaction(actorOf(agency, 'vanthu'), (tx) =>
    presentDocument(tx, {
      documentId,
      leaderPositionId: leader.positionId,
      proposal: chosenFor(subject, proposals),
    }),
  );

  if (!reaches('assigned')) return;
  yield after(1) === ago ? at(ago, '14:20') : at(after(1), '8:50');
  const positionOf = (post: string) => actorOf(agency, post).positionId;
  await inTransaction(leader, (tx) =>
    giveDirective(tx, {
      documentId,
      text: chosenFor(subject, directives),
      mainPositionId: handler.positionId,
      coHandlerPositionIds: helpers.map(positionOf),
      forInformationPositionIds: ['truongphong'].map(positionOf).filter((id) => id !== handler.positionId),
      dueOn: workingDaysFromNow(within),
    }),
  );

  const mine = await readOne(assignments, { agencyId: agency.id, documentId, positionId: handler.positionId });
  if (!mine) throw new Error(`${subject} has no handler`);
  if (fate === 'in-progress' || begins) {
    yield after(2) === after(1) ? at(after(2), '14:50') : at(after(2), '9:10');
    await inTransaction(handler, (tx) => startAssignment(tx, mine.id));
  }

  if (!reaches('done')) return;
  yield at(after(takes), '16:10');
  await inTransaction(handler, (tx) =>
    finishAssignment(tx, { assignmentId: mine.id, result: chosenFor(subject, results) }),
  );
}
