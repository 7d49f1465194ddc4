import { characterWords } from '../text/character-words.ts';
import { type Language, useLanguage } from '../text/language.ts';
import { reasonCodes, reasonWords } from '../text/reason-words.ts';
import type { FieldProblem, ProblemError } from './problem.ts';
import { requestWords } from './request-words.ts';

/** What to say of a problem: what happened, and what is kept or to be done. */
export interface ProblemWords {
  readonly title: string;
  readonly detail: string;
}

type Say = (problem: ProblemError) => ProblemWords;

/** What to say of each problem slug, in one language. */
export type ProblemTexts = Readonly<Record<string, Say>>;

/** What is said of the most that is taken, where the problem tells it. */
function mostOf({ maxBytes }: ProblemError['extra'], say: (size: string) => string): string {
  return typeof maxBytes === 'number' ? say(`${Math.floor(maxBytes / 1024 ** 2)} MB`) : '';
}

const vi: ProblemTexts = {
  offline: () => ({
    title: 'Mất mạng',
    detail: 'Đọc được những gì đã mở; việc ký và cấp số chờ có mạng. Nội dung vừa nhập còn nguyên trên máy này.',
  }),
  'database-unavailable': () => ({
    title: 'Chưa lưu được',
    detail:
      'Máy chủ đang khởi động lại. Nội dung vừa nhập còn nguyên trên máy này. Chưa biết số đã được cấp hay chưa; thử lại không cấp thêm số.',
  }),
  'search-unavailable': () => ({
    title: 'Chưa tìm được',
    detail: 'Chỉ mục tìm kiếm đang được lập lại; văn bản vẫn đủ trong các danh sách. Thử lại sau ít phút.',
  }),
  'clock-in-doubt': () => ({
    title: 'Máy chủ chưa chắc đúng giờ',
    detail:
      'Chưa ghi gì, để không việc nào mang sai ngày. Báo quản trị viên; nội dung vừa nhập còn nguyên trên máy này.',
  }),
  'no-space': () => ({
    title: 'Máy chủ hết chỗ chứa',
    detail: 'Chưa lưu gì. Báo quản trị viên; nội dung vừa nhập còn nguyên trên máy này.',
  }),
  'not-found': () => ({
    title: 'Không tìm thấy',
    detail: 'Không tìm thấy văn bản, hoặc văn bản không được chuyển tới ông, bà.',
  }),
  'not-permitted': () => ({
    title: 'Vị trí này không có quyền làm việc đó',
    detail: 'Đổi vị trí công tác, hoặc hỏi quản trị viên của cơ quan.',
  }),
  unauthenticated: () => ({
    title: 'Phiên đã hết',
    detail: 'Đăng nhập lại để tiếp tục, nội dung vừa nhập còn nguyên.',
  }),
  'session-changed': () => ({
    title: 'Phiên này không dùng được nữa',
    detail: 'Phiên đã bị sửa ngoài ứng dụng và được ghi nhật ký. Đăng nhập lại; báo quản trị viên của cơ quan.',
  }),
  'row-changed-outside': () => ({
    title: 'Dữ liệu đã bị sửa ngoài ứng dụng',
    detail:
      'Hệ thống không dùng dữ liệu này và đã ghi nhật ký. Báo quản trị viên: lệnh "vanban audit verify" nêu rõ chỗ bị sửa.',
  }),
  'reauthentication-failed': () => ({
    title: 'Mật khẩu không đúng',
    detail: 'Chưa làm gì. Kiểm tra Caps Lock rồi nhập lại mật khẩu hiện tại.',
  }),
  'second-person-needed': () => ({
    title: 'Cần một quản trị viên khác đồng ý',
    detail:
      'Người đề nghị, và chính người được thêm hay sửa, không tự đồng ý được. Cơ quan chỉ có một quản trị viên thì người vận hành thêm một người nữa bằng dòng lệnh.',
  }),
  'another-position': () => ({
    title: 'Trình duyệt này đã đổi người hoặc vị trí',
    detail:
      'Trang này mở cho người hoặc vị trí khác nên chưa làm gì; tải lại trang để tiếp tục với người đang đăng nhập.',
  }),
  conflict: () => ({
    title: 'Có người vừa làm trước',
    detail: 'Tải lại để xem kết quả; nội dung vừa nhập còn nguyên trên máy này.',
  }),
  stale: () => ({
    title: 'Có người vừa sửa trước',
    detail: 'Tải lại để xem bản mới; nội dung vừa nhập còn nguyên trên máy này.',
  }),
  'idempotency-conflict': () => ({
    title: 'Lần bấm trước có thể đã được ghi',
    detail: 'Tải lại trang để xem kết quả trước khi làm lại.',
  }),
  'too-large': ({ extra }) => ({
    title: 'Tệp quá lớn',
    detail: `${mostOf(extra, (size) => `Mỗi tệp nhiều nhất ${size}. `)}Quét lại ở 200–300 dpi, tách thành nhiều tệp, hoặc nhờ quản trị viên nâng mức tệp kèm theo (tới 1 GB).`,
  }),
  'too-many': (problem) => ({
    title: 'Thử quá nhiều lần',
    detail: `Đợi ${problem.retryAfter ?? 60} giây rồi thử lại.`,
  }),
  'too-many-at-once': (problem) => ({
    title: 'Đang gửi nhiều tệp một lúc',
    detail: `Người khác cùng cơ quan cũng đang gửi, hoặc còn tệp chưa gửi xong. Đợi ${problem.retryAfter ?? 5} giây rồi thử lại.`,
  }),
  'too-busy': (problem) => ({
    title: 'Máy chủ đang nhận nhiều tệp',
    detail: `Đợi ${problem.retryAfter ?? 10} giây rồi thử lại.`,
  }),
  'upload-quota': () => ({
    title: 'Đã gửi hết mức tệp của một ngày',
    detail: 'Tệp gửi lên chờ được dùng trong 24 giờ, rồi tự hết hạn. Gửi tiếp sau, hoặc hỏi quản trị viên.',
  }),
  'invalid-request': () => ({
    title: 'Có trường chưa đúng',
    detail: 'Xem dòng chữ đỏ cạnh từng trường; nội dung khác còn nguyên.',
  }),
  'internal-error': () => ({
    title: 'Có lỗi ngoài dự kiến',
    detail: 'Chưa lưu gì. Sao chép mã sự cố gửi quản trị viên; nội dung vừa nhập còn nguyên.',
  }),
  'client-error': () => ({
    title: 'Có lỗi ngoài dự kiến',
    detail: 'Tải lại trang rồi thử lại; nếu còn, báo quản trị viên.',
  }),
  'unexpected-answer': () => ({
    title: 'Máy chủ trả lời khác phiên bản của trang',
    detail: 'Tải lại trang để dùng phiên bản mới.',
  }),
  'state-secret': () => ({
    title: 'Không đưa văn bản mật vào hệ thống này',
    detail: 'Đăng ký vào Sổ đăng ký bí mật nhà nước đến trên máy không nối mạng.',
  }),
};

const en: ProblemTexts = {
  offline: () => ({
    title: 'No network',
    detail:
      'What is open stays readable; signing and numbering wait for the network. What you typed is kept on this machine.',
  }),
  'database-unavailable': () => ({
    title: 'Not saved yet',
    detail:
      'The server is restarting. What you typed is kept on this machine. Whether a number was given is not known; trying again gives no second one.',
  }),
  'search-unavailable': () => ({
    title: 'The search does not answer',
    detail: 'Its index is being made again; the lists still have every document. Try again in a few minutes.',
  }),
  'clock-in-doubt': () => ({
    title: 'The server is not sure what time it is',
    detail:
      'Nothing was recorded, so that nothing bears a wrong date. Tell the administrator; what you typed is kept on this machine.',
  }),
  'no-space': () => ({
    title: 'The server is full',
    detail: 'Nothing was saved. Tell the administrator; what you typed is kept on this machine.',
  }),
  'not-found': () => ({ title: 'Not found', detail: 'There is no such document, or it was not sent to you.' }),
  'not-permitted': () => ({
    title: 'This position may not do that',
    detail: 'Switch position, or ask your agency’s administrator.',
  }),
  unauthenticated: () => ({ title: 'The session is over', detail: 'Sign in again to go on; what you typed is kept.' }),
  'session-changed': () => ({
    title: 'This session can no longer be used',
    detail: 'It was changed past the application, which is in the log. Sign in again, and tell your administrator.',
  }),
  'row-changed-outside': () => ({
    title: 'Data was changed past the application',
    detail: 'It is not used, and the log says so. Tell your administrator: "vanban audit verify" names the place.',
  }),
  'reauthentication-failed': () => ({
    title: 'Wrong password',
    detail: 'Nothing was done. Check Caps Lock and type the current password again.',
  }),
  'second-person-needed': () => ({
    title: 'Another administrator must agree',
    detail:
      'Who asked for it and whom it is about cannot. Where there is only one administrator, the operator adds another by the command line.',
  }),
  'another-position': () => ({
    title: 'This browser acts for somebody else now',
    detail:
      'The page was opened for another person or position, so nothing was done; reload it to go on as who is signed in.',
  }),
  conflict: () => ({
    title: 'Somebody did it first',
    detail: 'Reload to see the result; what you typed is kept on this machine.',
  }),
  stale: () => ({
    title: 'Somebody changed it first',
    detail: 'Reload to see the new version; what you typed is kept on this machine.',
  }),
  'idempotency-conflict': () => ({
    title: 'The last press may have been recorded',
    detail: 'Reload the page to see the result before doing it again.',
  }),
  'too-large': ({ extra }) => ({
    title: 'The file is too large',
    detail: `${mostOf(extra, (size) => `A file has at most ${size}. `)}Scan it at 200–300 dpi, split it, or have the administrator allow longer attachments (up to 1 GB).`,
  }),
  'too-many': (problem) => ({
    title: 'Too many tries',
    detail: `Wait ${problem.retryAfter ?? 60} seconds, then try again.`,
  }),
  'too-many-at-once': (problem) => ({
    title: 'Many files are being sent at once',
    detail: `Others of your agency are sending too, or some files are still on their way. Try again in ${problem.retryAfter ?? 5} seconds.`,
  }),
  'too-busy': (problem) => ({
    title: 'The server is receiving many files',
    detail: `Try again in ${problem.retryAfter ?? 10} seconds.`,
  }),
  'upload-quota': () => ({
    title: 'You have sent as many files as a day allows',
    detail: 'A file that was sent waits for 24 hours, then ends by itself. Go on later, or ask the administrator.',
  }),
  'invalid-request': () => ({
    title: 'Some fields are not right',
    detail: 'See the red lines beside the fields; the rest is kept.',
  }),
  'internal-error': () => ({
    title: 'Something unforeseen failed',
    detail: 'Nothing was saved. Send the incident code to the administrator; what you typed is kept.',
  }),
  'client-error': () => ({
    title: 'Something unforeseen failed',
    detail: 'Reload the page and try again; if it stays, tell the administrator.',
  }),
  'unexpected-answer': () => ({
    title: 'The server answered in another version',
    detail: 'Reload the page to get the new version.',
  }),
  'state-secret': () => ({
    title: 'State secrets may not enter this system',
    detail: 'Register it in the book of state secrets, on a machine without network.',
  }),
};

const ofRequests = (language: Language): ProblemTexts =>
  Object.fromEntries(Object.entries(requestWords[language]).map(([slug, words]) => [slug, () => words]));

/** A refusal that is kept as a reason elsewhere is told in the same words. */
const ofReasons = (language: Language, title: string): ProblemTexts =>
  Object.fromEntries(reasonCodes.map((code) => [code, () => ({ title, detail: reasonWords(code, language) })]));

const known: Record<Language, Record<string, Say>> = {
  vi: { ...ofReasons('vi', 'Chưa làm được việc này'), ...ofRequests('vi'), ...vi },
  en: { ...ofReasons('en', 'This could not be done'), ...ofRequests('en'), ...en },
};

/** Adds what a feature says of its own problems; called once where the feature’s texts are. */
export function sayProblems(texts: { readonly vi: ProblemTexts; readonly en: ProblemTexts }): void {
  Object.assign(known.vi, texts.vi);
  Object.assign(known.en, texts.en);
}

/** What to say of a problem; one without words of its own is told by its status. */
export function problemWords(problem: ProblemError, language: Language): ProblemWords {
  const texts = known[language];
  const character = characterWords(problem.slug, { ...problem.extra, pointer: problem.fields[0]?.pointer }, language);
  if (character) return character;
  const own = texts[problem.slug];
  const [first] = problem.fields;
  // What an address asks for stands in no field of the page.
  if (!own && first?.pointer.startsWith('/query/')) return queryProblem(first, language);
  const say = own ?? texts[slugOfStatus(problem.status)] ?? texts['internal-error'];
  return say ? say(problem) : { title: problem.slug, detail: problem.detail };
}

function queryProblem({ pointer, code }: FieldProblem, language: Language): ProblemWords {
  const { title, tooLong } = queryTexts[language];
  return { title, detail: pointer === '/query/q' && code === 'too-long' ? tooLong : fieldWords(code, language) };
}

const queryTexts = {
  vi: { title: 'Không tìm được như vậy', tooLong: 'Chữ cần tìm quá dài; mỗi lần tìm nhiều nhất 500 ký tự.' },
  en: { title: 'This cannot be searched for', tooLong: 'Too long; a search has at most 500 characters.' },
} as const;

function slugOfStatus(status: number): string {
  const slugs: Readonly<Record<number, string>> = {
    401: 'unauthenticated',
    403: 'not-permitted',
    404: 'not-found',
    409: 'conflict',
    410: 'not-found',
    412: 'stale',
    413: 'too-large',
    422: 'invalid-request',
    429: 'too-many',
    502: 'database-unavailable',
    503: 'database-unavailable',
    504: 'database-unavailable',
    507: 'no-space',
  };
  return slugs[status] ?? 'internal-error';
}

/** What to say of a problem, in the language of the person. */
export function useProblemWords(problem: ProblemError): ProblemWords {
  return problemWords(problem, useLanguage());
}

const fieldTexts: Record<Language, Record<string, string>> = {
  vi: {
    required: 'Cần điền trường này.',
    'too-long': 'Dài quá giới hạn.',
    'too-short': 'Ngắn quá.',
    'invalid-value': 'Giá trị không đúng dạng.',
    'type-mismatch': 'Giá trị không đúng dạng.',
    'out-of-range': 'Ngoài khoảng cho phép.',
    'date-out-of-range': 'Ngày ngoài khoảng cho phép.',
    'not-a-date': 'Ngày chưa đúng; gõ như 18/11 hoặc 18/11/2026.',
  },
  en: {
    required: 'This field is needed.',
    'too-long': 'Too long.',
    'too-short': 'Too short.',
    'invalid-value': 'Not in the right form.',
    'type-mismatch': 'Not in the right form.',
    'out-of-range': 'Out of range.',
    'date-out-of-range': 'The date is out of range.',
    'not-a-date': 'Not a date; type it as 18/11 or 18/11/2026.',
  },
};

/** Adds what a feature says beside its own fields, by the code of the refusal. */
export function sayFields(texts: Readonly<Record<Language, Readonly<Record<string, string>>>>): void {
  Object.assign(fieldTexts.vi, texts.vi);
  Object.assign(fieldTexts.en, texts.en);
}

/** What to say beside a field that was refused with this code; `place` is that of the character, when it is for one. */
export function fieldWords(code: string, language: Language, place?: unknown): string {
  const character = characterWords(code, place, language);
  if (character !== undefined) return character.detail;
  return fieldTexts[language][code] ?? fieldTexts[language]['invalid-value'] ?? code;
}
