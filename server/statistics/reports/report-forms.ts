import type { Outcome, ReportKind } from './outcomes.ts';

/** What stands above a report and its columns when it is printed or taken away. */
export interface ReportForm {
  readonly title: string;
  readonly fileName: string;
  readonly unit: string;
  /** All numbers that were given in the period. */
  readonly given: string;
  /** How the figures are counted, as the print says it below them. */
  readonly note: string;
}

export const reportForms: Readonly<Record<ReportKind, ReportForm>> = {
  incoming: {
    title: 'Báo cáo tình hình giải quyết văn bản đến',
    fileName: 'Bao-cao-giai-quyet-van-ban-den',
    unit: 'Đơn vị chủ trì',
    given: 'Văn bản đến',
    note: 'Tính văn bản đăng ký trong kỳ, theo tình trạng ngày in. Đã giải quyết: người chủ trì báo xong hoặc đã phát hành văn bản trả lời; không có thời hạn thì không tính quá hạn.',
  },
  outgoing: {
    title: 'Báo cáo tình hình giải quyết văn bản đi',
    fileName: 'Bao-cao-giai-quyet-van-ban-di',
    unit: 'Đơn vị soạn thảo',
    given: 'Văn bản đi',
    note: 'Tính văn bản có ngày trong kỳ, theo tình trạng ngày in. Phát hành chậm: sau ngày làm việc tiếp theo ngày ký (Nghị định 30/2020/NĐ-CP, Điều 18).',
  },
};

/** The rows of those who belong to no unit, and of what nobody handles yet. */
export const partNames = { 'no-unit': 'Không thuộc đơn vị', unassigned: 'Chưa giao xử lý' } as const;

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  'done-in-time': 'Đã giải quyết, đúng hạn',
  'done-late': 'Đã giải quyết, quá hạn',
  'open-in-time': 'Chưa giải quyết, trong hạn',
  'open-late': 'Chưa giải quyết, quá hạn',
  ended: 'Huỷ số, thu hồi, trả lại',
  'issued-in-time': 'Phát hành đúng hạn',
  'issued-late': 'Phát hành chậm',
  unissued: 'Chờ phát hành',
  recalled: 'Thu hồi, thay thế',
  voided: 'Huỷ số',
};
