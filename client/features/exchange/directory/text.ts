import type { EntryView, PreviewView, WayPart } from '../../../../server/exchange/directory/contract.ts';
import { sayProblems } from '../../../api/problem-text.ts';
import { dayOf, dayText, shortMoment } from '../../../text/format.ts';

type Change = PreviewView['changes'][number];

const wayVi: Record<WayPart, string> = {
  deployment: 'hệ thống',
  address: 'địa chỉ',
  deploymentKeys: 'khoá của hệ thống',
  certificates: 'chứng thư',
  successor: 'cơ quan kế thừa',
};
const wayEn: Record<WayPart, string> = {
  deployment: 'deployment',
  address: 'address',
  deploymentKeys: 'keys of the deployment',
  certificates: 'certificates',
  successor: 'successor',
};

const vi = {
  title: 'Danh bạ liên thông',
  loading: 'Đang tải danh bạ',
  import: 'Nạp danh bạ',
  parts: {
    'tat-ca': 'Tất cả',
    'o-day': 'Đặt ở đây',
    'noi-khac': 'Hệ thống khác',
    'chua-co': 'Chưa có hệ thống',
    'cho-dong-y': 'Chờ đồng ý',
  },
  partsLabel: 'Lọc cơ quan trong danh bạ',
  search: 'Tìm cơ quan',
  searchHint: 'Tên, mã định danh hoặc địa chỉ',
  list: 'Danh bạ',
  listIs: (name: string, serial: number) => `${name}, số ${serial}`,
  validUntil: 'Hết hạn',
  until: (moment: string) => dayText(dayOf(moment)),
  imported: 'Nạp',
  importedBy: (by: string, at: string) => `${by}, ${shortMoment(at)}`,
  pin: 'Khoá danh bạ đã ghim (SHA-256)',
  ofHouse: 'Khoá đã ghim, mã và khoá của hệ thống này',
  own: 'Hệ thống này',
  ownKey: 'Khoá của hệ thống này (SHA-256)',
  ended: 'Danh bạ đã hết hạn',
  endedNote: 'Chưa gửi được gì mới tới hệ thống khác. Lấy bản mới từ cơ quan lập danh bạ rồi nạp vào đây.',
  noPin: 'Chưa ghim khoá của cơ quan lập danh bạ',
  noPinNote:
    'Danh bạ chỉ được tin theo chữ ký của cơ quan lập. Người vận hành máy chủ ghim khoá ấy một lần bằng lệnh "vanban directory pin", sau khi đối chiếu SHA-256 qua đường khác.',
  noList: 'Chưa nạp danh bạ nào',
  noListNote: 'Nạp tệp danh bạ đã ký để thấy các cơ quan, hệ thống và khoá của họ.',
  nothing: 'Không có cơ quan nào như vậy',
  hosting: { here: 'Đặt ở đây', elsewhere: 'Hệ thống khác', none: 'Chưa có hệ thống' },
  alsoCode: (code: string, until: string | null) => (until === null ? code : `${code} (đến ${dayText(until)})`),
  former: (name: string, until: string) => `Trước ${dayText(until)}: ${name}`,
  successor: (code: string, from: string) => `Từ ${dayText(from)} nhập vào ${code}`,
  noSuccessor: 'không nhập vào đâu',
  collects: 'Tự đi lấy, không có địa chỉ vào',
  onPaper: 'Gửi bản giấy',
  keys: (count: number) => `Khoá (${count})`,
  purpose: { signing: 'Khoá hệ thống ký gói tin', encryption: 'Khoá mã hoá', deployment: 'Khoá của hệ thống' },
  states: { 'in-force': 'Đang dùng được', 'not-yet': 'Chưa có hiệu lực', ended: 'Đã hết hạn', revoked: 'Đã thu hồi' },
  period: (from: string, until: string | null) =>
    `${dayText(dayOf(from))} – ${until === null ? 'khi có khoá khác' : dayText(dayOf(until))}`,
  revokedAt: (at: string) => `thu hồi từ ${shortMoment(at)}`,
  waits: (parts: readonly WayPart[]) => `Danh bạ mới đổi ${parts.map((part) => wayVi[part]).join(', ')}`,
  waitsBy: ({ by, serial, since }: NonNullable<EntryView['waiting']>) =>
    `${by} nạp bản số ${serial}, ${shortMoment(since)}. Mục cũ còn dùng cho tới khi người thứ hai đồng ý.`,
  byYourself: 'Ông, bà đã nạp bản này nên quản trị viên khác phải đồng ý.',
  waitingTitle: (count: number) => `${count} cơ quan đổi khoá hoặc địa chỉ, chờ người thứ hai đồng ý`,
  waitingNote:
    'Cơ quan ấy chưa tự xác nhận bằng khoá cũ của mình. Hỏi lại họ qua đường khác, rồi đồng ý hoặc để nguyên.',
  see: 'Xem',
  confirm: 'Đồng ý',
  confirmAll: (count: number) => `Đồng ý cả ${count}`,
  confirmTitle: 'Đồng ý với khoá, địa chỉ mới',
  confirmNote:
    'Đối chiếu với cơ quan ấy qua điện thoại hoặc giấy, không qua hệ thống này. Sau khi đồng ý, văn bản gửi tới địa chỉ mới và gói tin được tin theo khoá mới.',
  confirmed: 'Đã đồng ý',
  now: 'Đang dùng',
  inNewList: 'Danh bạ mới',
  partNames: wayVi,
  none: 'không có',
  preview: (name: string, serial: number) => `Nạp ${name}, số ${serial}?`,
  previewUntil: (moment: string) => `Có hiệu lực đến ${dayText(dayOf(moment))}.`,
  isHeld: 'Đây là bản đang dùng; không có gì thay đổi.',
  counts: ({ added, changed, gone }: PreviewView) => `Thêm ${added}, đổi ${changed}, bớt ${gone} cơ quan.`,
  countWaits: (count: number) => `${count} cơ quan đổi khoá hoặc địa chỉ: chờ quản trị viên khác đồng ý.`,
  kinds: { added: 'Thêm', changed: 'Đổi', gone: 'Bớt' } satisfies Record<Change['kind'], string>,
  changed: (parts: Change['parts']) => parts.map((part) => ({ ...wayVi, ...otherVi })[part]).join(', '),
  changeWaits: 'chờ đồng ý',
  more: (count: number) => `và ${count} cơ quan nữa`,
  take: 'Nạp',
  taken: (serial: number) => `Đang dùng danh bạ số ${serial}`,
  checking: 'Đang kiểm tra chữ ký và nội dung danh bạ',
};
const otherVi = { name: 'tên', aliases: 'mã khác', formerNames: 'tên cũ', log: 'nhật ký', limits: 'cỡ tệp' };
const otherEn = { name: 'name', aliases: 'other codes', formerNames: 'former names', log: 'log', limits: 'sizes' };

const en: typeof vi = {
  title: 'Directory of agencies',
  loading: 'Loading the directory',
  import: 'Take a list in',
  parts: {
    'tat-ca': 'All',
    'o-day': 'Hosted here',
    'noi-khac': 'Elsewhere',
    'chua-co': 'Without a system',
    'cho-dong-y': 'To be agreed to',
  },
  partsLabel: 'Filter the agencies of the directory',
  search: 'Find an agency',
  searchHint: 'Name, code or address',
  list: 'List',
  listIs: (name, serial) => `${name}, no. ${serial}`,
  validUntil: 'Ends',
  until: (moment) => dayText(dayOf(moment)),
  imported: 'Taken in',
  importedBy: (by, at) => `${by}, ${shortMoment(at)}`,
  pin: 'Pinned key of the directory (SHA-256)',
  ofHouse: 'Pinned key, id and key of this deployment',
  own: 'This deployment',
  ownKey: 'Key of this deployment (SHA-256)',
  ended: 'The list has ended',
  endedNote: 'Nothing new leaves for other deployments. Get a new list from its authority and take it in here.',
  noPin: 'The key of the directory’s authority is not pinned yet',
  noPinNote:
    'A list counts by its authority’s signature alone. Whoever runs the server pins that key once with “vanban directory pin”, after comparing its SHA-256 by other means.',
  noList: 'No list was taken in yet',
  noListNote: 'Take a signed list in to see the agencies, their deployments and keys.',
  nothing: 'There is no such agency',
  hosting: { here: 'Hosted here', elsewhere: 'Elsewhere', none: 'Without a system' },
  alsoCode: (code, until) => (until === null ? code : `${code} (until ${dayText(until)})`),
  former: (name, until) => `Until ${dayText(until)}: ${name}`,
  successor: (code, from) => `Merged into ${code} from ${dayText(from)}`,
  noSuccessor: 'merged into none',
  collects: 'Collects by itself, has no address',
  onPaper: 'Gets paper',
  keys: (count) => `Keys (${count})`,
  purpose: { signing: 'System key, signs messages', encryption: 'Encryption key', deployment: 'Key of its deployment' },
  states: { 'in-force': 'In force', 'not-yet': 'Not valid yet', ended: 'Ended', revoked: 'Revoked' },
  period: (from, until) => `${dayText(dayOf(from))} – ${until === null ? 'until replaced' : dayText(dayOf(until))}`,
  revokedAt: (at) => `revoked as of ${shortMoment(at)}`,
  waits: (parts) => `A new list changes ${parts.map((part) => wayEn[part]).join(', ')}`,
  waitsBy: ({ by, serial, since }) =>
    `${by} took list ${serial} in, ${shortMoment(since)}. The entry stays as it was until a second person agrees.`,
  byYourself: 'You took this list in, so another administrator has to agree.',
  waitingTitle: (count) => `${count} agencies with other keys or addresses: a second person has to agree`,
  waitingNote: 'They have not said so with their former key. Ask them by other means, then agree or leave it.',
  see: 'See',
  confirm: 'Agree',
  confirmAll: (count) => `Agree to all ${count}`,
  confirmTitle: 'Agree to new keys and addresses',
  confirmNote:
    'Compare with the agency by telephone or on paper, not through this system. From then on documents go to the new address, and messages are believed by the new key.',
  confirmed: 'Agreed',
  now: 'Now',
  inNewList: 'New list',
  partNames: wayEn,
  none: 'none',
  preview: (name, serial) => `Take in ${name}, no. ${serial}?`,
  previewUntil: (moment) => `It holds until ${dayText(dayOf(moment))}.`,
  isHeld: 'This is the list that counts already; nothing changes.',
  counts: ({ added, changed, gone }) => `${added} added, ${changed} changed, ${gone} dropped.`,
  countWaits: (count) => `${count} with other keys or addresses: another administrator has to agree.`,
  kinds: { added: 'Added', changed: 'Changed', gone: 'Dropped' },
  changed: (parts) => parts.map((part) => ({ ...wayEn, ...otherEn })[part]).join(', '),
  changeWaits: 'to be agreed to',
  more: (count) => `and ${count} more`,
  take: 'Take in',
  taken: (serial) => `List ${serial} counts now`,
  checking: 'Checking the signature and content of the list',
};

export const directoryText = { vi, en };

sayProblems({
  vi: {
    'no-directory-key': () => ({ title: vi.noPin, detail: vi.noPinNote }),
    'directory-malformed': ({ extra }) => ({
      title: 'Tệp này không phải danh bạ liên thông',
      detail: `Không đọc được${extra.where ? ` chỗ ${String(extra.where)}` : ''}. Lấy lại tệp từ cơ quan lập danh bạ.`,
    }),
    'directory-ambiguous': ({ extra }) => ({
      title: 'Danh bạ có điều lặp lại',
      detail: `Có hai lần: ${String(extra.what ?? '')}. Báo cơ quan lập danh bạ; bản đang dùng vẫn giữ.`,
    }),
    'directory-signature-invalid': () => ({
      title: 'Danh bạ không do cơ quan lập danh bạ ký',
      detail: 'Chữ ký không khớp với khoá đã ghim. Không dùng tệp này; hỏi lại cơ quan lập danh bạ qua đường khác.',
    }),
    'directory-expired': ({ extra }) => ({
      title: 'Danh bạ này đã hết hạn',
      detail: `Hết hạn ${extra.until ? dayText(dayOf(String(extra.until))) : ''}. Lấy bản mới từ cơ quan lập danh bạ.`,
    }),
    'directory-older': ({ extra }) => ({
      title: 'Danh bạ này cũ hơn bản đang dùng',
      detail: `Tệp mang số ${String(extra.serial ?? '')}, đang dùng số ${String(extra.held ?? '')}.`,
    }),
    'directory-forked': ({ extra }) => ({
      title: `Có hai danh bạ cùng mang số ${String(extra.serial ?? '')}`,
      detail: 'Khác bản đang dùng dù cùng số và cùng người ký: báo cơ quan lập danh bạ ngay. Chưa nạp gì.',
    }),
    'entry-not-waiting': () => ({ title: 'Mục này không chờ đồng ý', detail: 'Tải lại để xem trạng thái mới.' }),
    'entry-needs-another': () => ({ title: 'Cần người thứ hai', detail: vi.byYourself }),
  },
  en: {
    'no-directory-key': () => ({ title: en.noPin, detail: en.noPinNote }),
    'directory-malformed': ({ extra }) => ({
      title: 'This file is no directory of agencies',
      detail: `It cannot be read${extra.where ? ` at ${String(extra.where)}` : ''}. Get the file from the authority again.`,
    }),
    'directory-ambiguous': ({ extra }) => ({
      title: 'Something stands twice in the list',
      detail: `Twice: ${String(extra.what ?? '')}. Tell its authority; the list that counts stays.`,
    }),
    'directory-signature-invalid': () => ({
      title: 'The list is not signed by its authority',
      detail: 'The signature is not by the pinned key. Do not use this file; ask the authority by other means.',
    }),
    'directory-expired': ({ extra }) => ({
      title: 'This list has ended',
      detail: `It ended on ${extra.until ? dayText(dayOf(String(extra.until))) : ''}. Get a new one from its authority.`,
    }),
    'directory-older': ({ extra }) => ({
      title: 'This list is older than the one that counts',
      detail: `It bears the number ${String(extra.serial ?? '')}; ${String(extra.held ?? '')} counts here.`,
    }),
    'directory-forked': ({ extra }) => ({
      title: `There are two lists with the number ${String(extra.serial ?? '')}`,
      detail:
        'Other than the one that counts, though of one number and signer: tell the authority at once. Nothing was taken in.',
    }),
    'entry-not-waiting': () => ({ title: 'Nothing of it waits', detail: 'Reload to see its state.' }),
    'entry-needs-another': () => ({ title: 'A second person is needed', detail: en.byYourself }),
  },
});
