import { sayProblems } from '../../../api/problem-text.ts';
import { shortMoment } from '../../../text/format.ts';

type Doer = { readonly name: string; readonly at: string };
type TakenBack = Doer & { readonly since: string; readonly reason: string };

const vi = {
  title: 'Chứng thư',
  own: 'Của cơ quan',
  trustList: 'Danh sách tin cậy',
  loading: 'Đang tải',
  empty: 'Cơ quan chưa có khoá ký số',
  emptyNote: 'Người vận hành máy chủ đặt khoá bằng lệnh "agency keys"; chứng thư hiện ở đây để đối chiếu và xác nhận.',
  purpose: { seal: 'Chứng thư ký số cơ quan (dấu)', system: 'Chứng thư khoá hệ thống' },
  states: {
    'in-force': 'Đang dùng được',
    pending: 'Chờ xác nhận',
    'not-yet': 'Chưa có hiệu lực',
    ended: 'Đã hết hạn',
    revoked: 'Đã thu hồi',
  },
  subject: 'Cấp cho',
  issuer: 'Nơi cấp',
  validity: 'Hiệu lực',
  period: (from: string, until: string) => `${from} – ${until}`,
  serial: 'Số hiệu',
  confirm: 'Xác nhận',
  confirmTitle: (purpose: string) => `Xác nhận: ${purpose}`,
  compare: 'Đối chiếu từng dòng với giấy chứng nhận của nơi cấp. Sau khi xác nhận, khoá này ký thay mặt cơ quan.',
  confirmed: 'Đã xác nhận chứng thư',
  confirmedBy: ({ name, at }: Doer) => `${name} xác nhận ${shortMoment(at)}`,
  revoke: 'Thu hồi',
  revokeNote:
    'Khoá này không ký thay mặt cơ quan nữa, và chữ ký của nó không được công nhận, trừ chữ ký có dấu thời gian từ trước lúc đó. Báo cả nơi cấp chứng thư.',
  revoked: 'Đã thu hồi chứng thư',
  revokedBy: ({ name, at, since, reason }: TakenBack) =>
    `${name} thu hồi ${shortMoment(at)}, tính từ ${shortMoment(since)}: ${reason}`,
  since: 'Tính từ ngày',
  sinceHint: 'Để trống: tính từ bây giờ. Biết khoá đã lộ từ trước thì ghi ngày đó.',
  reason: 'Lý do',
  reasonHint: 'Được ghi vào nhật ký.',
  kind: {
    anchor: 'Chứng thư gốc',
    intermediate: 'Chứng thư trung gian',
    'timestamp-authority': 'Máy chủ dấu thời gian',
  },
  trustStates: { trusted: 'Tin cậy', asked: 'Có đề nghị rút', withdrawn: 'Đã rút' },
  trustNote:
    'Chữ ký chỉ hợp lệ khi dẫn tới một chứng thư ở đây. Danh sách dùng chung cho mọi cơ quan của hệ thống nên rút cần hai quản trị viên; người vận hành máy chủ thêm bằng lệnh "trust add".',
  ask: 'Đề nghị rút',
  askNote:
    'Rút rồi thì mọi chữ ký dưới chứng thư này không được công nhận, trừ chữ ký có dấu thời gian từ trước lúc đó. Chưa có gì thay đổi cho tới khi quản trị viên thứ hai đồng ý.',
  asked: 'Đã ghi đề nghị; chờ quản trị viên thứ hai',
  askedBy: ({ name, at, since, reason }: TakenBack) =>
    `${name} đề nghị rút ${shortMoment(at)}, tính từ ${shortMoment(since)}: ${reason}`,
  agree: 'Đồng ý rút',
  withdrawn: 'Đã rút khỏi danh sách tin cậy',
  withdrawnBy: ({ name, at, since, reason }: TakenBack) =>
    `Đã rút (${name}, ${shortMoment(at)}), tính từ ${shortMoment(since)}: ${reason}`,
};

const en: typeof vi = {
  title: 'Certificates',
  own: 'Of the agency',
  trustList: 'Trust list',
  loading: 'Loading',
  empty: 'The agency has no keys yet',
  emptyNote: 'Whoever runs the server puts them in place with “agency keys”; their certificates are confirmed here.',
  purpose: { seal: 'Certificate of the seal', system: 'Certificate of the system key' },
  states: {
    'in-force': 'In force',
    pending: 'To be confirmed',
    'not-yet': 'Not valid yet',
    ended: 'Expired',
    revoked: 'Revoked',
  },
  subject: 'Issued to',
  issuer: 'Issued by',
  validity: 'Validity',
  period: (from, until) => `${from} – ${until}`,
  serial: 'Serial number',
  confirm: 'Confirm',
  confirmTitle: (purpose) => `Confirm: ${purpose}`,
  compare: 'Compare each line with the paper from the authority. Once confirmed, this key signs for the agency.',
  confirmed: 'Certificate confirmed',
  confirmedBy: ({ name, at }) => `confirmed by ${name}, ${shortMoment(at)}`,
  revoke: 'Revoke',
  revokeNote:
    'This key signs for the agency no more, and its signatures count no longer, but those with a timestamp from before that moment. Tell the authority too.',
  revoked: 'Certificate revoked',
  revokedBy: ({ name, at, since, reason }) =>
    `revoked by ${name}, ${shortMoment(at)}, as of ${shortMoment(since)}: ${reason}`,
  since: 'As of the day',
  sinceHint: 'Empty: from now on. Where the key is known to be lost since, give that day.',
  reason: 'Reason',
  reasonHint: 'Goes into the log.',
  kind: { anchor: 'Root', intermediate: 'Intermediate', 'timestamp-authority': 'Timestamp authority' },
  trustStates: { trusted: 'Trusted', asked: 'Withdrawal asked', withdrawn: 'Withdrawn' },
  trustNote:
    'A signature is valid only when it leads to a certificate here. The list is everybody’s, so taking something off needs two administrators; whoever runs the server adds with “trust add”.',
  ask: 'Ask to withdraw',
  askNote:
    'Once withdrawn, no signature under this certificate counts but those with a timestamp from before that moment. Nothing changes until a second administrator agrees.',
  asked: 'Asked; a second administrator has to agree',
  askedBy: ({ name, at, since, reason }) =>
    `${name} asks to withdraw it, ${shortMoment(at)}, as of ${shortMoment(since)}: ${reason}`,
  agree: 'Agree to withdraw',
  withdrawn: 'Withdrawn from the trust list',
  withdrawnBy: ({ name, at, since, reason }) =>
    `withdrawn (${name}, ${shortMoment(at)}), as of ${shortMoment(since)}: ${reason}`,
};

export const certificatesText = { vi, en };

sayProblems({
  vi: {
    'certificate-not-waiting': () => ({
      title: 'Chứng thư này không chờ xác nhận',
      detail: 'Tải lại để xem trạng thái mới.',
    }),
    'revoked-already': () => ({ title: 'Chứng thư này đã thu hồi', detail: 'Tải lại để xem trạng thái mới.' }),
    'withdrawn-already': () => ({ title: 'Chứng thư này đã rút', detail: 'Tải lại để xem trạng thái mới.' }),
    'asked-already': () => ({ title: 'Đã có người đề nghị rút', detail: 'Tải lại để đồng ý với đề nghị đó.' }),
  },
  en: {
    'certificate-not-waiting': () => ({
      title: 'This certificate does not wait for a confirmation',
      detail: 'Reload to see its state.',
    }),
    'revoked-already': () => ({ title: 'This certificate was revoked already', detail: 'Reload to see its state.' }),
    'withdrawn-already': () => ({ title: 'This certificate is withdrawn already', detail: 'Reload to see its state.' }),
    'asked-already': () => ({ title: 'Its withdrawal is asked for already', detail: 'Reload to agree to that.' }),
  },
});
