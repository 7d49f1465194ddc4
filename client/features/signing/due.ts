import { SafetyCertificateOutlined } from '@ant-design/icons';
import { pageAddress } from '../../../server/platform/page-address.ts';
import { signingPages } from '../../../server/signing/pages.ts';
import type { DueAct, DueLook } from '../../ui/feature.ts';

const words = {
  vi: {
    pending: {
      seal: 'Chứng thư ký số cơ quan mới chờ xác nhận',
      system: 'Chứng thư khoá hệ thống mới chờ xác nhận',
    },
    ends: {
      seal: 'Chứng thư ký số cơ quan sắp hết hạn; xin cấp và đặt khoá mới',
      system: 'Chứng thư khoá hệ thống sắp hết hạn; xin cấp và đặt khoá mới',
    },
    ended: {
      seal: 'Chứng thư ký số cơ quan đã hết hạn: chưa cấp số, chưa ký số cơ quan được; đặt khoá mới',
      system: 'Chứng thư khoá hệ thống đã hết hạn: chưa gửi được văn bản, biên nhận; đặt khoá mới',
    },
    ownEnds: 'Chứng thư ký số của ông, bà sắp hết hạn; xin nơi cấp gia hạn',
    ownEnded: 'Chứng thư ký số của ông, bà đã hết hạn: chưa ký được; xin nơi cấp chứng thư mới',
  },
  en: {
    pending: {
      seal: 'A new certificate of the seal waits to be confirmed',
      system: 'A new certificate of the system key waits to be confirmed',
    },
    ends: {
      seal: 'The certificate of the seal ends soon; get a new key',
      system: 'The certificate of the system key ends soon; get a new key',
    },
    ended: {
      seal: 'The certificate of the seal has ended: nothing is numbered or sealed; put a new key in place',
      system: 'The certificate of the system key has ended: no document or receipt is sent; put a new key in place',
    },
    ownEnds: 'Your own certificate ends soon; have it renewed by its authority',
    ownEnded: 'Your own certificate has ended: you cannot sign; get a new one from its authority',
  },
} as const;

const icon = SafetyCertificateOutlined;
const page = () => signingPages.certificates;
const ofAgency = (what: 'pending' | 'ends' | 'ended'): DueLook => ({
  icon,
  page,
  isOfHouse: true,
  title: ({ purpose, subject }, language) => (purpose ? words[language][what][purpose] : subject),
});

/** What waits about certificates; of one's own no page shows more. */
export const due = {
  'certificate-pending': ofAgency('pending'),
  'certificate-ends': ofAgency('ends'),
  'certificate-ended': ofAgency('ended'),
  'own-certificate-ends': { icon, isOfHouse: true, title: (_, language) => words[language].ownEnds },
  'own-certificate-ended': { icon, isOfHouse: true, title: (_, language) => words[language].ownEnded },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  sign: {
    words: { vi: 'Ký số', en: 'Sign' },
    page: ({ id, documentId }) => pageAddress(signingPages.sign, { id: documentId ?? id }),
    isProminent: true,
  },
  'see-certificates': { words: { vi: 'Xem', en: 'See' } },
} as const satisfies Readonly<Record<string, DueAct>>;
