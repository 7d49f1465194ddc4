import { type Language, useLanguage } from './language.ts';

/** What stopped a piece of work, by the code that the server keeps with it; the lists, the home page and the document say the same. */
const single: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: {
    'pdf-encrypted': 'Tệp PDF có mật khẩu; lưu lại không mật khẩu rồi tải lên.',
    'page-not-recognised': 'Máy chưa nhận dạng được chữ trên trang này; xem trang và nhập tay.',
    'pdf-unreadable': 'Tệp PDF hỏng, không đọc được trang; xuất lại tệp từ phần mềm soạn thảo.',
    'pdf-malformed': 'Tệp PDF hỏng, không đọc được trang; xuất lại tệp từ phần mềm soạn thảo.',
    'already-signed': 'Tệp PDF đã có chữ ký số; thêm ô ký sẽ làm hỏng chữ ký đó. Tải bản chưa ký.',
    'dynamic-form':
      'Tệp là biểu mẫu XFA động, trang chỉ ghi “Please wait”; mở bằng Adobe Reader, in ra PDF rồi tải bản in lên.',
    'field-looks-otherwise':
      'Ô biểu mẫu hiện một đằng, ghi một nẻo nên mỗi phần mềm hiện một khác; điền lại ô đó hoặc in ra PDF rồi tải lên.',
    'field-not-drawable': 'Có ô biểu mẫu không in được thẳng vào trang; in ra PDF rồi tải bản in lên.',
    'too-complex': 'Tệp PDF quá phức tạp; in ra PDF mới rồi tải lên.',
    'dated-another-year': 'Năm in ở dòng địa danh, ngày tháng đã qua; sửa năm trong tệp, tải lên rồi trình lại.',
    'unprintable-character': 'Nội dung có ký tự không in được; xoá ký tự lạ rồi trình lại.',
    'agency-key-missing': 'Chưa có khoá của cơ quan ở máy chủ này; báo quản trị viên.',
    'agency-key-demo': 'Khoá minh hoạ của cơ quan không dùng được ở đây; báo quản trị viên.',
    'agency-key-exposed': 'Tệp khoá của cơ quan để quyền quá rộng; báo quản trị viên.',
    'agency-key-unreadable': 'Máy chủ không đọc được tệp khoá của cơ quan; báo quản trị viên.',
    'agency-pin-wrong': 'Mật khẩu của tệp khoá cơ quan không đúng; báo quản trị viên.',
    'agency-not-pkcs12': 'Tệp khoá của cơ quan hỏng; báo quản trị viên.',
    'agency-cipher-unknown': 'Tệp khoá của cơ quan dùng kiểu mã hoá lạ; báo quản trị viên.',
    'agency-key-not-accepted': 'Loại khoá của cơ quan không dùng được; báo quản trị viên.',
    'agency-certificate-missing': 'Tệp khoá của cơ quan không có chứng thư; báo quản trị viên.',
    'agency-not-a-certificate': 'Không đọc được chứng thư của cơ quan; báo quản trị viên.',
    'agency-certificate-expired': 'Chứng thư của cơ quan đã hết hạn; báo quản trị viên đặt khoá mới.',
    'agency-certificate-revoked': 'Chứng thư của cơ quan đã bị thu hồi; báo quản trị viên đặt khoá mới.',
    'agency-certificate-pending': 'Chứng thư mới của cơ quan chờ quản trị viên xác nhận.',
    'agency-certificate-untrusted':
      'Nơi cấp chứng thư của cơ quan không có trong danh sách tin cậy; báo quản trị viên.',
    'agency-certificate-refused': 'Chứng thư của cơ quan không được chấp nhận; báo quản trị viên.',
    'agency-not-for-signing': 'Chứng thư của cơ quan không dùng để ký văn bản; báo quản trị viên.',
    'signature-not-valid': 'Chữ ký trên văn bản không còn hợp lệ; xem lý do ở thẻ Chữ ký.',
    'file-not-whole': 'Một tệp của văn bản trên máy chủ bị hỏng hoặc mất; báo quản trị viên khôi phục từ bản sao lưu.',
    'envelope-unfit':
      'Văn bản không theo khuôn dạng liên thông: ký hiệu tối đa 30, chức vụ người ký tối đa 100 chữ, không mang dấu độ mật.',
    'integrity-failure': 'Một tệp đã lưu bị hỏng hoặc mất; báo quản trị viên khôi phục từ bản sao lưu.',
    'signature-invalid': 'Nơi nhận không nhận chữ ký của khoá hệ thống; báo quản trị viên.',
    'wrong-audience': 'Nơi nhận không còn nhận văn bản điện tử ở đây.',
    'attachment-mismatch': 'Tệp kèm theo không đến đủ ở nơi nhận.',
    'offset-mismatch': 'Tệp gửi từng phần không nối đúng chỗ đã dừng; hệ thống gửi tiếp từ chỗ đó.',
    'message-id-conflict': 'Nơi nhận đã có gói tin khác mang cùng mã.',
    'sender-mismatch': 'Nơi nhận biết cơ quan này dưới tên hoặc khoá khác; báo quản trị viên.',
    'clock-skew': 'Đồng hồ máy chủ chạy sai, nơi nhận không nhận; báo quản trị viên.',
    'directory-ended':
      'Danh bạ liên thông đã hết hạn nên chưa gửi tới hệ thống khác; báo quản trị viên nạp bản mới, hệ thống tự gửi tiếp.',
    'endpoint-forbidden': 'Địa chỉ của nơi nhận nằm ngoài những nơi máy chủ này được gọi tới; báo quản trị viên.',
    'partner-unanswered': 'Hệ thống của nơi nhận không trả lời; lần gửi sau nối tiếp từ chỗ đã dừng.',
    'partner-certificate-refused':
      'Chứng thư TLS của hệ thống nơi nhận không tin được (hết hạn, sai tên hoặc không rõ nơi cấp) nên chưa gửi gì; báo nơi đó thay chứng thư, hoặc quản trị viên ở đây thêm nơi cấp vào EXCHANGE_CA_FILE.',
    'partner-resting':
      'Hệ thống của nơi nhận nhiều lần không trả lời; máy chủ thăm dò mỗi phút và gửi ngay khi liên lạc lại được.',
    'partner-busy': 'Hệ thống của nơi nhận tạm không nhận thêm; máy chủ tự gửi lại sau thời gian nơi đó yêu cầu.',
    'receipt-unfit': 'Nơi nhận trả lời không đúng: chưa biết gói tin đã đến chưa. Hệ thống tự hỏi lại.',
    'not-collected': 'Hệ thống của nơi nhận tự đến lấy văn bản và chưa lấy; gói tin đang chờ ở đây.',
    'malware-found':
      'Nơi nhận phát hiện mã độc trong một tệp; quét lại máy và tệp, rồi phát hành văn bản khác thay thế.',
    'scanner-unavailable': 'Máy quét mã độc của nơi nhận chưa trả lời nên chưa nhận. Hệ thống tự gửi lại.',
    'scanner-limit':
      'Máy quét mã độc của nơi nhận không quét được tệp dài như vậy nên chưa nhận; báo quản trị viên nơi đó nâng giới hạn. Hệ thống tự gửi lại.',
    'refusal-unfit': 'Có lời từ chối nhưng chưa rõ có đúng của nơi nhận không. Hệ thống tự gửi lại.',
    'recipient-cannot-sign': 'Khoá hệ thống của nơi nhận chưa dùng được nên chưa nhận. Hệ thống tự gửi lại.',
    'unsupported-kind': 'Hệ thống của nơi nhận chưa nhận loại gói tin này.',
    'unsupported-member': 'Hệ thống của nơi nhận chưa hiểu một nội dung bắt buộc của gói tin.',
    'unsupported-version': 'Hệ thống của nơi nhận chưa hiểu phiên bản gói tin này.',
    'not-held-here':
      'Nơi nhận thay cơ quan đã sáp nhập mà hệ thống nơi ấy chưa có hồ sơ của cơ quan đó. Hệ thống tự hỏi lại; báo bằng cách khác nếu gấp.',
    'link-not-yours': 'Nơi nhận không thấy văn bản mà văn bản này trả lời.',
    'receipt-of-nothing':
      'Nơi gửi không còn văn bản mà tin này nói tới, chẳng hạn sau khi khôi phục hệ thống; báo cách khác rồi ghi nhận.',
    'receipt-of-another': 'Nơi gửi không nhận tin của cơ quan này về văn bản ấy; hỏi nơi gửi rồi ghi nhận.',
    'receipt-for-other-bytes': 'Nơi gửi giữ gói tin khác với gói tin đã đến đây; hỏi nơi gửi rồi ghi nhận.',
    'receipt-conflict': 'Nơi gửi đã giữ một tin khác cùng thứ tự; hỏi nơi gửi rồi ghi nhận.',
    'receipt-contradicts': 'Nơi gửi đã được báo ngược lại trước đó; hỏi nơi gửi rồi ghi nhận.',
    'message-expired': 'Gói tin đã quá hạn ở nơi nhận; gửi lại.',
    'too-large': 'Thư dài quá mức nhận được; vẫn nằm trong hộp thư.',
    'mail-not-scanned': 'Máy quét mã độc chưa trả lời nên chưa nhận thư; hệ thống tự thử lại.',
    'mail-harmful': 'Thư có mã độc nên không nhận.',
    'mail-unreadable': 'Thư hỏng, không đọc được.',
    'wrong-state': 'Việc đã sang bước khác; xem lại rồi làm tiếp.',
    'mailbox-forbidden':
      'Máy chủ thư nằm trong mạng không được gọi tới; người vận hành thêm mạng đó vào EXCHANGE_NETWORKS.',
    'mailbox-refused': 'Máy chủ thư từ chối tài khoản, mật khẩu hoặc thư mục; sửa ở Hộp thư cơ quan.',
    'mailbox-away': 'Máy chủ thư không trả lời; hệ thống tự thử lại mỗi phút.',
    'mailbox-password-lost': 'Mật khẩu hộp thư không mở được bằng khoá hiện có; nhập lại ở Hộp thư cơ quan.',
    'message-too-large': 'Gói tin dài quá mức nơi nhận cho phép.',
    'envelope-mismatch': 'Phong bì của gói tin niêm kín ghi khác bên trong; báo quản trị viên.',
    'cannot-decrypt':
      'Nơi nhận không mở được gói tin niêm kín. Hệ thống tự niêm lại theo khoá nơi nhận công bố và gửi lại.',
    'not-in-clear':
      'Văn bản gửi nơi này luôn được niêm kín, nay danh bạ không còn khoá để niêm nên không tự gửi để ngỏ; đợi danh bạ mới, cho gửi không niêm kín kèm lý do, hoặc gửi giấy.',
    'tree-head-invalid': 'Nơi nhận không nhận xác nhận nhật ký đi kèm; báo quản trị viên.',
    'file-type-refused': 'Nơi nhận không nhận loại tệp này.',
    'file-name-refused': 'Nơi nhận không nhận tên của một tệp.',
    'axis-denied': 'Trục liên thông quốc gia không nhận tài khoản của cơ quan; báo quản trị viên.',
    'axis-refused': 'Trục liên thông quốc gia không nhận yêu cầu này; báo quản trị viên.',
    'axis-not-connected': 'Cơ quan chưa có tài khoản trên trục liên thông quốc gia; báo quản trị viên.',
    'edxml-malformed': 'Gói tin từ trục liên thông không đúng khuôn dạng edXML.',
    'edxml-ambiguous': 'Gói tin từ trục liên thông có hai giá trị cho một trường.',
    'xml-forbidden': 'Gói tin từ trục liên thông có khai báo XML không được phép.',
    'state-secret': 'Nội dung mang dấu độ mật, không gửi qua mạng được.',
    'internal-error': 'Máy chủ gặp lỗi khi làm việc này; báo quản trị viên nếu lặp lại.',
  },
  en: {
    'pdf-encrypted': 'The PDF has a password; save it without one and upload it again.',
    'page-not-recognised': 'The text of this page could not be recognised; look at the page and type.',
    'pdf-unreadable': 'The PDF is damaged; export it again.',
    'pdf-malformed': 'The PDF is damaged; export it again.',
    'already-signed': 'The PDF is signed already; adding fields would break that signature. Upload the unsigned one.',
    'dynamic-form':
      'The PDF is a dynamic XFA form whose page says only “Please wait”; open it in Adobe Reader, print it to PDF and upload that.',
    'field-looks-otherwise':
      'A form field shows one thing and says another, so that programs show different things; fill it again or print to PDF.',
    'field-not-drawable': 'A form field cannot be drawn into its page; print the file to PDF and upload that.',
    'too-complex': 'The PDF is too complex; print it to a new PDF and upload that.',
    'dated-another-year': 'The year printed in its date is over; correct it in the file, upload that and submit again.',
    'unprintable-character': 'The text holds a character that cannot be printed; remove it and submit again.',
    'agency-key-missing': 'This server has no key of the agency; tell the administrator.',
    'agency-key-demo': 'The demo key of the agency cannot be used here; tell the administrator.',
    'agency-key-exposed': 'The key file of the agency is open to others; tell the administrator.',
    'agency-key-unreadable': 'The server cannot read the key file of the agency; tell the administrator.',
    'agency-pin-wrong': 'The pass phrase of the agency’s key file is wrong; tell the administrator.',
    'agency-not-pkcs12': 'The key file of the agency is damaged; tell the administrator.',
    'agency-cipher-unknown': 'The key file of the agency uses an unknown cipher; tell the administrator.',
    'agency-key-not-accepted': 'This kind of agency key cannot be used; tell the administrator.',
    'agency-certificate-missing': 'The key file of the agency holds no certificate; tell the administrator.',
    'agency-not-a-certificate': 'The certificate of the agency cannot be read; tell the administrator.',
    'agency-certificate-expired': 'The certificate of the agency has expired; ask the administrator for a new key.',
    'agency-certificate-revoked': 'The certificate of the agency was revoked; ask the administrator for a new key.',
    'agency-certificate-pending': 'The new certificate of the agency waits to be confirmed by an administrator.',
    'agency-certificate-untrusted':
      'The authority of the agency’s certificate is not on the trust list; tell the administrator.',
    'agency-certificate-refused': 'The certificate of the agency is refused; tell the administrator.',
    'agency-not-for-signing': 'The certificate of the agency is not for signing documents; tell the administrator.',
    'signature-not-valid': 'The signature on the document is not valid any more; the tab Signatures says why.',
    'file-not-whole':
      'A stored file of the document is damaged or gone; ask the administrator to restore it from the backup.',
    'envelope-unfit':
      'The document does not fit the form of messages: symbol at most 30, title of the signer at most 100 letters, no secrets.',
    'integrity-failure': 'A stored file is damaged or gone; ask the administrator to restore it from the backup.',
    'signature-invalid': 'The recipient refuses the signature of the system key; tell the administrator.',
    'wrong-audience': 'The recipient takes no electronic documents here any more.',
    'attachment-mismatch': 'The files did not all come to the recipient.',
    'offset-mismatch': 'A file that is sent in parts did not go on where it had stopped; it is sent again from there.',
    'message-id-conflict': 'The recipient has another message with the same id.',
    'sender-mismatch': 'The recipient knows this agency by another name or key; tell the administrator.',
    'clock-skew': 'The clock of the server is wrong, so the recipient refuses; tell the administrator.',
    'directory-ended':
      'The directory of agencies has ended, so nothing goes to other systems yet; once the administrator has taken a new list in, it is sent.',
    'endpoint-forbidden': 'The address of the recipient’s system is none this server may ask; tell the administrator.',
    'partner-unanswered': 'The recipient’s system does not answer; the next try goes on from where it stopped.',
    'partner-certificate-refused':
      'The TLS certificate of the recipient’s system is not believed (ended, of another name, or of an unknown authority), so nothing was sent; have it replaced there, or the authority added to EXCHANGE_CA_FILE here.',
    'partner-resting':
      'The recipient’s system did not answer several times; the server asks every minute, and sends as soon as it answers.',
    'partner-busy': 'The recipient’s system takes no more for the moment; the server sends again when it may.',
    'receipt-unfit': 'The recipient answered wrongly: nobody knows yet whether it arrived. It is asked again.',
    'not-collected': 'The recipient’s system collects what waits for it, and has not yet; the message waits here.',
    'malware-found':
      'The recipient has found malware in a file; scan machine and file, then issue another document instead.',
    'scanner-unavailable':
      'The malware scanner of the recipient does not answer, so it takes nothing. The system sends again.',
    'scanner-limit':
      'The malware scanner of the recipient takes no file as long as this; have its administrator raise the limit. The system sends again.',
    'refusal-unfit': 'A refusal came that may not be the recipient’s. The system sends again.',
    'recipient-cannot-sign': 'The recipient’s system key cannot be used, so it took nothing yet. It is sent again.',
    'unsupported-kind': 'The recipient’s system does not take this kind of message yet.',
    'unsupported-member': 'The recipient’s system does not understand what it must of this message.',
    'unsupported-version': 'The recipient’s system does not understand this version of messages.',
    'not-held-here':
      'The recipient stands in the place of an agency that was merged, and its system lacks what that one had. It is asked again; tell it in another way if it is urgent.',
    'link-not-yours': 'The recipient does not find the document that this one answers.',
    'receipt-of-nothing':
      'The sender has no such document any more, for instance since its system was restored; tell them in another way and note it.',
    'receipt-of-another': 'The sender does not take this from this agency; ask them, then note it.',
    'receipt-for-other-bytes': 'The sender holds another message than the one that came here; ask them, then note it.',
    'receipt-conflict': 'The sender holds something else told under the same number; ask them, then note it.',
    'receipt-contradicts': 'The sender was told the opposite before; ask them, then note it.',
    'message-expired': 'The message was too old for the recipient; send it again.',
    'too-large': 'The mail is longer than is taken in; it is still in the mailbox.',
    'mail-not-scanned': 'The malware scanner does not answer, so the mail is not taken in yet; it is tried again.',
    'mail-harmful': 'The mail is harmful, and is not taken in.',
    'mail-unreadable': 'The mail is damaged and cannot be read.',
    'wrong-state': 'It has moved on; look again, then go on.',
    'mailbox-forbidden':
      'The mail server lies in a network that is not allowed; whoever runs this server adds it to EXCHANGE_NETWORKS.',
    'mailbox-refused': 'The mail server refuses account, password or folder; correct it under Mailbox.',
    'mailbox-away': 'The mail server does not answer; it is tried again each minute.',
    'mailbox-password-lost':
      'The password of the mailbox cannot be opened with the key that is here; give it again under Mailbox.',
    'message-too-large': 'The message is longer than the recipient takes.',
    'envelope-mismatch':
      'The envelope of a confidential message says something else than what is inside; tell the administrator.',
    'cannot-decrypt':
      'The recipient cannot open the confidential message. The system seals it anew with the keys that are published, and sends again.',
    'not-in-clear':
      'What goes to this recipient is always sealed, and the directory names no key for that now, so it does not go in clear by itself; wait for a new list, allow it to go without sealing and say why, or send paper.',
    'tree-head-invalid': 'The recipient refuses the proof of the log that came with it; tell the administrator.',
    'file-type-refused': 'The recipient does not take files of this type.',
    'file-name-refused': 'The recipient does not take the name of a file.',
    'axis-denied': 'The national document axis does not take the account of the agency; tell the administrator.',
    'axis-refused': 'The national document axis does not take this request; tell the administrator.',
    'axis-not-connected': 'The agency has no account on the national document axis; tell the administrator.',
    'edxml-malformed': 'The packet of the axis is not in the form edXML.',
    'edxml-ambiguous': 'The packet of the axis has two values for one field.',
    'xml-forbidden': 'The packet of the axis declares XML that is not allowed.',
    'state-secret': 'It is marked as a state secret, which no network carries.',
    'internal-error': 'The server failed at this; tell the administrator if it happens again.',
  },
};

/** Codes that say the same to whoever reads them where work was left. */
const alike: readonly (readonly [codes: readonly string[], vi: string, en: string])[] = [
  [
    [
      'worker-crashed',
      'workers-busy',
      'stopping',
      'unavailable',
      'no-space',
      'client-gone',
      'out-of-range',
      'not-found',
      'file-exists',
    ],
    'Máy chủ bận, thiếu chỗ hoặc thiếu tệp lúc đó; thử lại, nếu lặp lại thì báo quản trị viên.',
    'The server was busy, full or lacked a file then; try again, and tell the administrator if it happens again.',
  ],
  [
    ['page-missing', 'places-overlap', 'field-name-taken', 'field-missing', 'not-fit-to-sign', 'not-der'],
    'Không đặt hoặc không điền được ô ký, số, ngày trong tệp PDF này; in ra PDF mới rồi tải lên, trình lại.',
    'The fields for signature, number and date cannot be put into this PDF or filled in; print it to a new PDF and submit that.',
  ],
  [
    [
      'file-certified',
      'file-final',
      'field-signed',
      'signature-not-intact',
      'nothing-to-sign',
      'signature-base-changed',
    ],
    'Chữ ký đang có trong tệp không cho ký hay điền thêm; trả lại để người soạn trình bản chưa ký.',
    'The signatures in the file let nothing be signed or filled in; return it, so that an unsigned one is submitted.',
  ],
  [
    ['timestamp-unavailable', 'timestamp-refused', 'authority-unanswered', 'address-not-allowed'],
    'Dịch vụ dấu thời gian hoặc kiểm tra chứng thư chưa trả lời; thử lại, nếu lặp lại thì báo quản trị viên.',
    'The service of timestamps or certificates did not answer; try again, and tell the administrator if it happens again.',
  ],
  [
    [
      'revocation-data-missing',
      'revocation-unknown',
      'issuer-missing',
      'certificate-revoked',
      'certificate-of-another',
      'certificate-expired',
      'certificate-untrusted',
    ],
    'Chưa chứng minh được chứng thư còn hiệu lực; báo quản trị viên xem chứng thư và danh sách thu hồi.',
    'The certificate is not shown to be in force; ask the administrator to look at it and at the revocation lists.',
  ],
  [
    ['not-a-certificate', 'not-for-signing', 'key-not-accepted', 'signature-value-wrong', 'signature-too-large'],
    'Khoá hoặc chứng thư không dùng để ký được; báo quản trị viên.',
    'The key or its certificate cannot be used to sign; tell the administrator.',
  ],
  [
    ['image-unreadable', 'image-too-large', 'image-size-unknown', 'font-missing'],
    'Ảnh dấu, ảnh chữ ký hoặc phông chữ trên máy chủ không dùng được; báo quản trị viên.',
    'The picture of the seal or signature, or a font of the server, cannot be used; tell the administrator.',
  ],
  [
    ['bad-archive', 'archive-too-large', 'file-has-password', 'content-required', 'forbidden-character'],
    'Nội dung hoặc tệp kèm theo không đọc được; sửa dự thảo rồi trình lại.',
    'The text or a file beside it cannot be read; correct the draft and submit it again.',
  ],
  [
    [
      'malformed-json',
      'too-deep',
      'unknown-property',
      'duplicate-key',
      'not-issued',
      'not-stuck',
      'not-mended-by-sending',
    ],
    'Gói tin không theo khuôn dạng hoặc văn bản đã sang bước khác; báo quản trị viên nếu lặp lại.',
    'The message is not in its form, or the document has moved on; tell the administrator if it happens again.',
  ],
];

const grouped = (language: Language): Record<string, string> =>
  Object.fromEntries(alike.flatMap(([codes, vi, en]) => codes.map((one) => [one, language === 'vi' ? vi : en])));

const reasons: typeof single = { vi: { ...grouped('vi'), ...single.vi }, en: { ...grouped('en'), ...single.en } };

/** Every code that has words of its own as the reason of something. */
export const reasonCodes: readonly string[] = Object.keys(single.vi);

/** Codes that say why the keys or the files of a document cannot be used now. */
export const reasonsOfKeys: readonly string[] = reasonCodes.filter(
  (code) => code.startsWith('agency-') || ['signature-not-valid', 'file-not-whole', 'envelope-unfit'].includes(code),
);

const code = /^[a-z0-9]+(-[a-z0-9]+)+$/;

/** A code with what it is about, as the name of a field. */
const codeAbout = /^([a-z0-9]+(?:-[a-z0-9]+)+): (.+)$/s;

/** A kept reason in words; what a person wrote stays as it is, and a code nobody has words for says that somebody must look. */
export function reasonWords(reason: string, language: Language): string {
  const words = reasons[language];
  const [, about = '', what = ''] = codeAbout.exec(reason) ?? [];
  if (words[about] !== undefined) return `${words[about]} (${what})`;
  return words[reason] ?? (code.test(reason) ? (words['internal-error'] ?? reason) : reason);
}

/** The same in the language of the person. */
export function useReasonWords(): (reason: string) => string {
  const language = useLanguage();
  return (reason) => reasonWords(reason, language);
}
