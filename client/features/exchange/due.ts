import {
  ApartmentOutlined,
  AuditOutlined,
  DisconnectOutlined,
  FileDoneOutlined,
  RollbackOutlined,
  SendOutlined,
} from '@ant-design/icons';
import { exchangePages } from '../../../server/exchange/pages.ts';
import { pageAddress } from '../../../server/platform/page-address.ts';
import { registryPages } from '../../../server/registry/pages.ts';
import { shortMoment } from '../../text/format.ts';
import type { Texts } from '../../text/language.ts';
import { reasonWords } from '../../text/reason-words.ts';
import type { DueAct, DueLook, Opened } from '../../ui/feature.ts';

const sent = ({ id, documentId }: Pick<Opened, 'id' | 'documentId'>) =>
  pageAddress(registryPages.outgoingDocument, { id: documentId ?? id });
const unclear = { vi: 'Xem chữ ký', en: 'See signatures' };

const ofDirectory = (words: Texts<string>): DueLook => ({
  icon: ApartmentOutlined,
  page: () => exchangePages.directory,
  isOfHouse: true,
  title: (_, language) => words[language],
});

const contradictedWords: Texts<(name: string) => string> = {
  vi: (name) => `Nhật ký của ${name} mâu thuẫn với chính nó: hỏi rõ rồi ghi nhận`,
  en: (name) => `The log of ${name} contradicts itself: ask them and note what came of it`,
};

type Count = (documents: number, to: string) => string;
const lateWords: Texts<Count> = {
  vi: (documents, to) => `${documents} văn bản chưa gửi được tới ${to}`,
  en: (documents, to) => `${documents === 1 ? '1 document' : `${documents} documents`} not taken yet by ${to}`,
};
const expiredWords: Texts<Count> = {
  vi: (documents, to) => `${documents} văn bản hết 7 ngày vẫn chưa gửi được tới ${to}`,
  en: (documents, to) => `${documents === 1 ? '1 document' : `${documents} documents`} tried for 7 days in vain: ${to}`,
};
const followUpWords: Texts<Count> = {
  vi: (documents, to) => `Chưa báo thu hồi, cập nhật, lấy lại ${documents} văn bản tới ${to}`,
  en: (documents, to) =>
    `Recall, correction or request not taken yet by ${to}: ${documents === 1 ? '1 document' : `${documents} documents`}`,
};
const receiptWords: Texts<Count> = {
  vi: (documents, to) => `Chưa báo được tình hình ${documents} văn bản đến cho ${to}`,
  en: (documents, to) =>
    `${to} not told yet how ${documents === 1 ? '1 document' : `${documents} documents`} stand here`,
};
const others: Texts<(count: number) => string> = {
  vi: (count) => ` và ${count} nơi khác`,
  en: (count) => ` and ${count} more`,
};

const ofPartner = (words: Texts<Count>): DueLook => ({
  icon: DisconnectOutlined,
  page: ({ id, documentId }) => (documentId === null ? registryPages.outgoing : sent({ id, documentId })),
  title: ({ who, unsent }, language) => {
    const { documents = 1, recipients = 1 } = unsent ?? {};
    return words[language](documents, recipients > 1 ? `${who}${others[language](recipients - 1)}` : who);
  },
  details: ({ at, note }, language) => [shortMoment(at), note === null ? '' : reasonWords(note, language)],
});

/** What arrived and waits, what did not reach a recipient, and what waits about the directory of agencies. */
export const due = {
  arrival: {
    icon: FileDoneOutlined,
    page: ({ id }) => pageAddress(exchangePages.arrival, { id }),
    doubt: ({ verdict }, language) =>
      verdict === null || verdict === 'valid' || verdict === 'pending' ? undefined : unclear[language],
  },
  'arrival-asked-back': { icon: RollbackOutlined, page: ({ id }) => pageAddress(exchangePages.arrival, { id }) },
  'delivery-not-given-back': { icon: RollbackOutlined, page: sent },
  'delivery-untold': { icon: SendOutlined, page: sent },
  'delivery-stuck': { icon: SendOutlined, page: sent },
  'delivery-late': { icon: SendOutlined, page: sent },
  'delivery-refused': { icon: RollbackOutlined, page: sent },
  'partner-late': ofPartner(lateWords),
  'partner-expired': ofPartner(expiredWords),
  'follow-up-late': ofPartner(followUpWords),
  'receipt-late': { ...ofPartner(receiptWords), page: () => exchangePages.arrivals },
  'directory-waiting': ofDirectory({
    vi: 'Danh bạ liên thông có khoá hoặc địa chỉ đổi, chờ ông, bà đồng ý',
    en: 'The directory has changed keys or addresses for you to agree to',
  }),
  'directory-ended': ofDirectory({
    vi: 'Danh bạ liên thông đã hết hạn: chưa gửi, chưa nhận được gì mới với hệ thống khác; nạp bản mới',
    en: 'The directory of agencies has ended: nothing new goes to other systems or comes from them; take a new list in',
  }),
  'directory-ends': ofDirectory({
    vi: 'Danh bạ liên thông sắp hết hạn; lấy bản mới từ cơ quan lập danh bạ',
    en: 'The directory of agencies ends soon; get a new list from its authority',
  }),
  'log-contradicted': {
    icon: AuditOutlined,
    page: () => exchangePages.operations,
    isOfHouse: true,
    title: ({ who }, language) => contradictedWords[language](who),
    details: ({ code, at }) => [code, shortMoment(at)],
  },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  register: {
    words: { vi: 'Đăng ký', en: 'Register' },
    atOnce: { vi: 'Đăng ký ngay', en: 'Register at once' },
  },
  'see-operations': { words: { vi: 'Xem vận hành', en: 'See operations' } },
  'answer-asking': { words: { vi: 'Trả lời nơi gửi', en: 'Answer its sender' } },
  'see-directory': { words: { vi: 'Xem danh bạ', en: 'See the directory' } },
  'see-unsent': { words: { vi: 'Xem, gửi lại hoặc gửi giấy', en: 'See, again or paper' }, search: { loc: 'can-lam' } },
  'see-untold': { words: { vi: 'Xem văn bản', en: 'See documents' }, search: { loc: 'can-lam' } },
  'see-arrivals': { words: { vi: 'Xem văn bản đến', en: 'See arrivals' } },
  'see-delivery': { words: { vi: 'Xem nơi nhận', en: 'See recipients' }, search: { the: 'gui-nhan' } },
} as const satisfies Readonly<Record<string, DueAct>>;
