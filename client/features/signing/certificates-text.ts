import { sayProblems } from '../../api/problem-text.ts';
import { shortMoment } from '../../text/format.ts';

type Doer = { readonly name: string; readonly at: string };

const vi = {
  title: 'Chứng thư của cơ quan',
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
};

const en: typeof vi = {
  title: 'Certificates of the agency',
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
};

export const certificatesText = { vi, en };

sayProblems({
  vi: {
    'nothing-to-confirm': () => ({
      title: 'Chứng thư này không chờ xác nhận',
      detail: 'Tải lại để xem trạng thái mới.',
    }),
  },
  en: {
    'nothing-to-confirm': () => ({
      title: 'This certificate does not wait for a confirmation',
      detail: 'Reload to see its state.',
    }),
  },
});
