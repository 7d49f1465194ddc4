import type { Language } from '../text/language.ts';

/* What is said of refusals that no capability owns: of the request itself, the session, the server; in one place for both languages. */

type Words = Readonly<Record<string, { readonly title: string; readonly detail: string }>>;

/** What only a page of another version, a program, or a stranger sends: the person can do nothing but load the page anew. */
const ofPrograms = [
  ...['malformed-json', 'too-deep', 'duplicate-key', 'unknown-property', 'unknown-parameter', 'repeated-parameter'],
  ...['too-many-parameters', 'malformed-request', 'malformed-path', 'malformed-multipart', 'unsupported-media-type'],
  ...['headers-too-large', 'method-not-allowed', 'method-unknown', 'version-required', 'bad-cursor', 'type-mismatch'],
  ...[
    'idempotency-key-missing',
    'idempotency-key-malformed',
    'signature-base-changed',
    'field-missing',
    'page-missing',
    'length-required',
    'range-not-satisfiable',
    'content-range-malformed',
  ],
];

const same = (slugs: readonly string[], title: string, detail: string): Words =>
  Object.fromEntries(slugs.map((slug) => [slug, { title, detail }]));

const away = ['workers-busy', 'stopping', 'busy'];
const sessionOver = ['not-signed-in', 'unauthenticated'];
const lateArrival = ['upload-timeout', 'request-timeout', 'client-gone'];
const ofHouse = ['worker-crashed', 'file-exists', 'log-forged', 'log-went-back', 'font-missing', 'not-der'];
const ofKeyFiles = ['key-not-accepted', 'pin-wrong', 'not-pkcs12', 'certificate-missing', 'cipher-unknown'];
const ofPlaces = ['field-name-taken', 'field-signed', 'places-overlap', 'file-certified', 'file-final'];

/** What to say of them, by slug. */
export const requestWords: Readonly<Record<Language, Words>> = {
  vi: {
    ...same(
      ofPrograms,
      'Máy chủ không nhận yêu cầu này',
      'Trang đang mở có thể thuộc phiên bản cũ. Tải lại trang rồi thử lại; nếu còn, báo quản trị viên.',
    ),
    ...same(away, 'Máy chủ đang bận', 'Chưa lưu gì. Đợi một lát rồi thử lại; nội dung vừa nhập còn nguyên.'),
    ...same(sessionOver, 'Phiên đã hết', 'Đăng nhập lại để tiếp tục, nội dung vừa nhập còn nguyên.'),
    ...same(lateArrival, 'Gửi chưa xong', 'Mạng chậm hoặc bị ngắt giữa chừng. Kiểm tra mạng rồi gửi lại.'),
    ...same(ofHouse, 'Có lỗi ngoài dự kiến', 'Chưa lưu gì. Sao chép mã sự cố gửi quản trị viên.'),
    ...same(ofPlaces, 'Không thêm được ô ký vào tệp', 'Tệp đã có chữ ký hoặc ô ký. Tải lên bản chưa ký.'),
    ...same(ofKeyFiles, 'Không mở được tệp khoá', 'Kiểm tra mật khẩu và chọn tệp khoá .p12, .pfx còn nguyên vẹn.'),
    'cross-site': {
      title: 'Yêu cầu đến từ trang khác',
      detail: 'Một trang web khác đã mở liên kết này nên hệ thống không làm gì. Mở Vanban rồi làm tại đây.',
    },
    'misdirected-request': {
      title: 'Sai địa chỉ máy chủ',
      detail: 'Mở hệ thống bằng địa chỉ cơ quan đã thông báo; nếu vẫn vậy, báo quản trị viên.',
    },
    'choose-position': { title: 'Chưa chọn vị trí công tác', detail: 'Chọn vị trí công tác để tiếp tục.' },
    'password-must-change': {
      title: 'Cần đổi mật khẩu ban đầu',
      detail: 'Đặt mật khẩu của riêng ông, bà rồi làm tiếp.',
    },
    'digest-mismatch': { title: 'Tệp đến không nguyên vẹn', detail: 'Tệp bị đổi trên đường gửi. Gửi lại tệp.' },
    'already-exists': { title: 'Đã có rồi', detail: 'Có người vừa tạo trước. Tải lại để xem.' },
    immutable: {
      title: 'Văn bản đã có số, không sửa được',
      detail: 'Nếu sai, văn thư đề nghị huỷ số rồi soạn văn bản mới.',
    },
    'person-disabled': { title: 'Tài khoản đã khoá', detail: 'Tải lại để xem; mở khoá trước khi làm tiếp.' },
    'person-enabled': { title: 'Tài khoản đang mở', detail: 'Tải lại để xem; có người vừa mở trước.' },
    'incoming-is-one': {
      title: 'Văn bản đến chỉ có một dãy số',
      detail: 'Mọi văn bản đến vào chung một sổ (Nghị định 30/2020, Điều 22).',
    },
    'certificate-revoked': { title: 'Chứng thư đã bị thu hồi', detail: 'Dùng chứng thư khác, còn hiệu lực.' },
    'too-many-words': { title: 'Tìm quá nhiều chữ', detail: 'Bớt chữ, nhiều nhất 30 chữ một lần tìm.' },
    'year-out-of-range': { title: 'Năm không dùng được', detail: 'Xem lại năm của sổ.' },
    'too-many-lines': { title: 'Bảng quá dài', detail: 'Chia bảng thành nhiều phần, mỗi phần nhiều nhất 20.000 dòng.' },
    'import-refused': {
      title: 'Chưa nhập sổ',
      detail: 'Có dòng chưa đúng nên chưa lưu dòng nào. Sửa các dòng đã nêu.',
    },
    'nothing-to-sign': { title: 'Chưa có tệp để ký', detail: 'Đợi chuẩn bị xong tệp, hoặc trả về soạn lại.' },
    'signature-completed': { title: 'Đã ký rồi', detail: 'Tải lại để xem văn bản đã ký.' },
    'signature-value-wrong': {
      title: 'Chữ ký không khớp',
      detail: 'Khoá và chứng thư không đi cùng nhau. Mở lại khoá.',
    },
    'signature-too-large': { title: 'Chữ ký quá lớn', detail: 'Chứng thư kèm quá nhiều nơi cấp. Báo quản trị viên.' },
    'signature-not-intact': { title: 'Chữ ký trong tệp đã hỏng', detail: 'Xin lại tệp gốc từ nơi gửi.' },
    'not-a-certificate': { title: 'Không đọc được chứng thư', detail: 'Chọn lại tệp khoá (.p12, .pfx).' },
    'certificate-in-use': {
      title: 'Chứng thư đã dùng cho cơ quan hoặc việc khác',
      detail: 'Mỗi chứng thư chỉ phục vụ một cơ quan, một việc. Xin chứng thư khác.',
    },
    'issuer-missing': { title: 'Thiếu chứng thư của nơi cấp', detail: 'Báo quản trị viên bổ sung nơi cấp tin cậy.' },
    'revocation-unknown': {
      title: 'Chưa biết chứng thư còn hiệu lực không',
      detail: 'Chưa hỏi được nơi cấp. Thử lại sau ít phút; nếu còn, báo quản trị viên.',
    },
    'revocation-data-missing': {
      title: 'Chưa biết chứng thư còn hiệu lực không',
      detail: 'Chưa lấy được danh sách thu hồi. Thử lại sau ít phút; nếu còn, báo quản trị viên.',
    },
    'authority-unanswered': { title: 'Nơi cấp chứng thư chưa trả lời', detail: 'Thử lại sau ít phút.' },
    'address-not-allowed': { title: 'Địa chỉ chưa được phép hỏi', detail: 'Báo quản trị viên thêm địa chỉ này.' },
    'timestamp-unavailable': { title: 'Chưa lấy được dấu thời gian', detail: 'Thử lại sau ít phút.' },
    'timestamp-refused': { title: 'Dấu thời gian không dùng được', detail: 'Báo quản trị viên.' },
    'not-issued': { title: 'Văn bản chưa phát hành', detail: 'Gửi đi sau khi phát hành.' },
  },
  en: {
    ...same(
      ofPrograms,
      'The server does not take this request',
      'The open page may be of an older version. Reload it and try again; if it stays, tell the administrator.',
    ),
    ...same(away, 'The server is busy', 'Nothing was saved. Wait a little, then try again; what you typed is kept.'),
    ...same(sessionOver, 'The session is over', 'Sign in again to go on; what you typed is kept.'),
    ...same(lateArrival, 'Not sent to the end', 'The network is slow or was cut off. Look at it, then send again.'),
    ...same(ofHouse, 'Something unforeseen failed', 'Nothing was saved. Send the incident code to the administrator.'),
    ...same(ofPlaces, 'No field can be added to the file', 'It is signed or has such fields. Upload the unsigned one.'),
    ...same(ofKeyFiles, 'The key file cannot be opened', 'Check its password, and choose a whole .p12 or .pfx file.'),
    'cross-site': {
      title: 'The request came from another site',
      detail: 'Another website opened this, so nothing was done. Open Vanban and do it here.',
    },
    'misdirected-request': {
      title: 'Wrong address of the server',
      detail: 'Open the system by the address your agency gave out; if it stays, tell the administrator.',
    },
    'choose-position': { title: 'No position chosen', detail: 'Choose the position to act in.' },
    'password-must-change': { title: 'The start password must be changed', detail: 'Set one of your own, then go on.' },
    'digest-mismatch': { title: 'The file did not arrive whole', detail: 'It changed on the way. Send it again.' },
    'already-exists': { title: 'It is there already', detail: 'Somebody made it first. Reload to see.' },
    immutable: {
      title: 'The document has its number and cannot be changed',
      detail: 'If it is wrong, the clerk asks to void the number and a new one is written.',
    },
    'person-disabled': { title: 'The account is locked', detail: 'Reload to see; unlock it before going on.' },
    'person-enabled': { title: 'The account is open', detail: 'Reload to see; somebody opened it first.' },
    'incoming-is-one': {
      title: 'Incoming documents share one sequence',
      detail: 'They all go into one register (Nghị định 30/2020, Điều 22).',
    },
    'certificate-revoked': { title: 'The certificate was revoked', detail: 'Use another one that is in force.' },
    'too-many-words': { title: 'Too many words', detail: 'A search has at most 30.' },
    'year-out-of-range': { title: 'This year cannot be used', detail: 'Look at the year of the register.' },
    'too-many-lines': { title: 'The table is too long', detail: 'Split it; each part has at most 20,000 lines.' },
    'import-refused': { title: 'The register was not taken over', detail: 'Some lines are wrong, so none was kept.' },
    'nothing-to-sign': { title: 'There is no file to sign yet', detail: 'Wait until it is prepared, or return it.' },
    'signature-completed': { title: 'Signed already', detail: 'Reload to see the signed document.' },
    'signature-value-wrong': {
      title: 'The signature does not fit',
      detail: 'Key and certificate differ. Open the key again.',
    },
    'signature-too-large': {
      title: 'The signature is too large',
      detail: 'It brings too many issuers. Tell the administrator.',
    },
    'signature-not-intact': {
      title: 'The signature in the file is broken',
      detail: 'Ask the sender for the original.',
    },
    'not-a-certificate': { title: 'The certificate cannot be read', detail: 'Choose the key file (.p12, .pfx) again.' },
    'certificate-in-use': {
      title: 'The certificate serves another agency or purpose',
      detail: 'Each serves one agency and one purpose. Ask for another one.',
    },
    'issuer-missing': { title: 'The certificate of the issuer is missing', detail: 'Tell the administrator.' },
    'revocation-unknown': {
      title: 'Whether the certificate still counts is not known',
      detail: 'Its authority did not answer. Try again in some minutes; if it stays, tell the administrator.',
    },
    'revocation-data-missing': {
      title: 'Whether the certificate still counts is not known',
      detail: 'No list of revocations could be had. Try again in some minutes; if it stays, tell the administrator.',
    },
    'authority-unanswered': { title: 'The authority has not answered', detail: 'Try again in some minutes.' },
    'address-not-allowed': { title: 'This address may not be asked', detail: 'Ask the administrator to allow it.' },
    'timestamp-unavailable': { title: 'No timestamp could be had', detail: 'Try again in some minutes.' },
    'timestamp-refused': { title: 'The timestamp cannot be used', detail: 'Tell the administrator.' },
    'not-issued': { title: 'The document is not issued yet', detail: 'It is sent once it is issued.' },
  },
};
