import {
  BankOutlined,
  FormOutlined,
  InboxOutlined,
  NumberOutlined,
  RollbackOutlined,
  SignatureOutlined,
  StopOutlined,
  UserDeleteOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { pageAddress } from '../../../server/platform/page-address.ts';
import { registryPages } from '../../../server/registry/pages.ts';
import { shortMoment } from '../../text/format.ts';
import type { DueAct, DueLook, Opened } from '../../ui/feature.ts';

const incoming = ({ id, documentId }: Opened) => pageAddress(registryPages.incomingDocument, { id: documentId ?? id });
const outgoing = ({ id, documentId }: Opened) => pageAddress(registryPages.outgoingDocument, { id: documentId ?? id });

const gone = { vi: (who: string) => `Không còn làm việc: ${who}`, en: (who: string) => `No longer here: ${who}` };
const who: DueLook['who'] = (item, language) => gone[language](item.who);

const unconfirmed = {
  vi: 'Hệ thống vừa khôi phục: xác nhận số cuối của các sổ để cấp số tiếp',
  en: 'The system was restored: confirm the last number of each register to go on',
};
const putBack = {
  vi: 'Cơ sở dữ liệu cũ hơn những gì đã ký: ngừng cấp số (vanban deployment join --place database)',
  en: 'The database is older than what was signed: no numbers are given (vanban deployment join --place database)',
};
const ofHouse = {
  page: () => registryPages.registers,
  isOfHouse: true,
  details: ({ subject, at }: { readonly subject: string; readonly at: string }) => [subject, shortMoment(at)],
} as const;

/** What waits about documents until somebody handles them or they are issued, and about the registers. */
export const due = {
  incoming: { icon: InboxOutlined, page: incoming },
  'incoming-holder-gone': { icon: UserDeleteOutlined, page: incoming, who },
  'incoming-void': { icon: StopOutlined, page: incoming },
  'incoming-recalled': { icon: StopOutlined, page: incoming },
  'incoming-updated': { icon: FormOutlined, page: incoming },
  'outgoing-sign': { icon: SignatureOutlined, page: outgoing },
  'outgoing-number': { icon: NumberOutlined, page: outgoing },
  'outgoing-returned': { icon: RollbackOutlined, page: outgoing },
  'outgoing-seal-failed': { icon: BankOutlined, page: outgoing },
  'outgoing-void': { icon: StopOutlined, page: outgoing },
  'outgoing-recall': { icon: StopOutlined, page: outgoing },
  'outgoing-signer-gone': { icon: UserDeleteOutlined, page: outgoing, who },
  'outgoing-drafter-gone': { icon: UserDeleteOutlined, page: outgoing, who },
  'numbers-unconfirmed': { icon: NumberOutlined, ...ofHouse, title: (_, language) => unconfirmed[language] },
  'database-put-back': { icon: WarningOutlined, ...ofHouse, title: (_, language) => putBack[language] },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  number: { words: { vi: 'Cấp số, ký số cơ quan', en: 'Number and seal' }, isProminent: true },
  correct: { words: { vi: 'Sửa và trình lại', en: 'Correct, submit again' } },
  'hand-over': { words: { vi: 'Giao người khác soạn', en: 'Hand over' }, search: { lam: 'giao-soan' } },
  'retry-seal': { words: { vi: 'Ký số cơ quan lại', en: 'Seal again' } },
  'decide-void': { words: { vi: 'Xét huỷ số', en: 'Decide on voiding' } },
  'decide-recall': { words: { vi: 'Xét thu hồi', en: 'Decide on recall' } },
  'note-recall': { words: { vi: 'Xem thu hồi', en: 'See the recall' } },
  'note-update': { words: { vi: 'Xem cập nhật', en: 'See the correction' } },
  'confirm-numbers': { words: { vi: 'Xác nhận số cuối', en: 'Confirm last numbers' } },
} as const satisfies Readonly<Record<string, DueAct>>;
