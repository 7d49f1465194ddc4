import type { ReasonCode, Verdict } from '../verification.ts';
import { type ChangeTexts, englishChanges, vietnameseChanges } from './change-texts.ts';

export type Language = 'vi' | 'en';

/** One reason in words: why, and what the clerk does about it where it asks for something. */
export interface ReasonText {
  readonly why: string;
  readonly whatToDo?: string;
}

export interface ExplanationTexts {
  readonly words: Readonly<Record<Verdict, string>>;
  readonly reasons: Readonly<Record<ReasonCode, ReasonText>>;
  /** Used where no weightier reason speaks. */
  readonly intact: string;
  readonly bothSigned: string;
  readonly onlyPerson: string;
  readonly onlyAgency: string;
  readonly whole: string;
  readonly earlier: string;
  /** Used instead of `intact` where fields were filled that the flow itself did not prepare. */
  readonly intactButFilled: string;
  /** Who signed what was filled in. */
  readonly filledByNobody: string;
  readonly filledBy: (signers: string) => string;
  readonly useAsOriginal: string;
  readonly useOfPersonsOnly: string;
  readonly useOfAgencysOnly: string;
  /** What to do about one signature that is valid. */
  readonly nothingToDo: string;
  readonly noSignature: ReasonText;
  readonly timestamped: string;
  readonly filled: (fields: string) => string;
  /** Which revision of a damaged file is intact, and who signed it. */
  readonly intactUntil: (revision: number, signers: string) => string;
  readonly and: string;
  readonly changes: ChangeTexts;
}

const askAgain = 'Không dùng bản này. Báo nơi đã đưa tệp và xin lại bản gốc từ cơ quan ban hành.';
const compare = 'So với bản gốc của cơ quan ban hành trước khi dùng.';
const askAboutFilled =
  'Tin được phần đã ký; phần điền thêm thì không. Hỏi cơ quan ban hành về phần điền, không dùng như bản chính.';
const expert = 'Chuyển báo cáo kỹ thuật cho người phụ trách chữ ký số xem.';
const updateTrust = 'Nhờ quản trị hệ thống kiểm tra danh sách tin cậy; hỏi cơ quan ban hành nếu còn nghi ngờ.';

const vietnamese: ExplanationTexts = {
  words: {
    valid: 'Hợp lệ',
    filled: 'Hợp lệ, có điền thêm sau khi ký',
    unclear: 'Chưa rõ',
    invalid: 'Không hợp lệ',
    'no-signature': 'Không có chữ ký số',
  },
  reasons: {
    'not-a-pdf': { why: 'Tệp này không phải PDF đọc được.', whatToDo: 'Xin lại tệp PDF từ nơi gửi.' },
    'damaged-file': {
      why: 'Tệp bị hỏng hoặc bị cắt cụt nên không đọc được; chữ ký số, nếu có, không còn kiểm tra được.',
      whatToDo: 'Xin lại tệp từ nơi gửi; lần gửi này có thể đã đứt giữa chừng.',
    },
    encrypted: { why: 'Tệp được mã hoá nên không kiểm tra được.', whatToDo: 'Xin lại bản không đặt mật khẩu.' },
    'unreadable-structure': { why: 'Tệp có chữ ký số nhưng cấu trúc đã hỏng hoặc bị sửa.', whatToDo: askAgain },
    'too-complex': { why: 'Tệp được dựng quá phức tạp nên dừng kiểm tra.', whatToDo: expert },
    'trailing-bytes': { why: 'Có dữ liệu bị nối thêm vào sau phần đã ký.', whatToDo: askAgain },
    'bytes-before-header': {
      why: 'Trước phần đầu của tệp có dữ liệu lạ; phần mềm khác nhau có thể đọc khác nhau.',
      whatToDo: compare,
    },
    'older-revision-intact': { why: 'Phần đầu của tệp, đến hết bản đã ký, vẫn nguyên vẹn.' },
    'duplicate-field-name': {
      why: 'Hai ô trong tệp trùng tên, phần mềm khác nhau có thể hiện khác nhau.',
      whatToDo: expert,
    },
    'seal-of-another': {
      why: 'Chữ ký số cơ quan trong tệp không phải của cơ quan gửi.',
      whatToDo: 'Không dùng như bản chính. Xem tên trên chữ ký số cơ quan và hỏi lại cơ quan gửi.',
    },
    'seal-missing': {
      why: 'Có chữ ký của cá nhân, nhưng không có chữ ký số của cơ quan gửi.',
      whatToDo:
        'Chưa thay được bản chính: văn bản ban hành phải có cả chữ ký số của cơ quan. Hỏi lại cơ quan gửi, hoặc từ chối tiếp nhận, nêu lý do.',
    },
    'signature-malformed': { why: 'Chữ ký bị hỏng hoặc bị làm rỗng.', whatToDo: askAgain },
    'byte-range-malformed': { why: 'Phạm vi chữ ký bị sửa, chữ ký không phủ đúng nội dung.', whatToDo: askAgain },
    'byte-range-beyond-file': {
      why: 'Tệp đã bị lưu lại sau khi ký nên chữ ký không còn khớp với nội dung.',
      whatToDo: 'Bản này chỉ để đọc. Xin bản gốc có chữ ký từ cơ quan ban hành.',
    },
    'revision-incomplete': { why: 'Chữ ký không phủ trọn bản văn bản lúc ký.', whatToDo: askAgain },
    'cms-malformed': { why: 'Dữ liệu chữ ký không đúng định dạng.', whatToDo: askAgain },
    'digest-mismatch': { why: 'Nội dung đã bị sửa sau khi ký.', whatToDo: askAgain },
    'signature-value-wrong': { why: 'Chữ ký không phải do khoá của chứng thư này tạo ra.', whatToDo: askAgain },
    'signer-certificate-missing': { why: 'Chữ ký không kèm chứng thư của người ký.', whatToDo: askAgain },
    'signing-certificate-mismatch': {
      why: 'Chứng thư kèm theo không phải chứng thư đã dùng để ký.',
      whatToDo: askAgain,
    },
    'unsupported-format': { why: 'Chữ ký theo định dạng cũ chưa kiểm tra được.', whatToDo: expert },
    'weak-algorithm': { why: 'Chữ ký dùng thuật toán đã bị phá, hoặc khoá bất thường.', whatToDo: askAgain },
    'weak-key': { why: 'Khoá ký quá ngắn, không còn đủ an toàn.', whatToDo: compare },
    sha1: { why: 'Chữ ký dùng SHA-1, thuật toán cũ không còn được coi là an toàn.', whatToDo: compare },
    'sha1-before-limit': {
      why: 'Chữ ký dùng SHA-1 nhưng dấu thời gian cho thấy ký trước ngày còn chấp nhận SHA-1. Nay thuật toán này không ngăn được người đã chuẩn bị sẵn hai nội dung trùng mã băm: với văn bản quan trọng, hãy so với bản gốc.',
    },
    'changed-after-signing': {
      why: 'Văn bản bị sửa sau chữ ký này, ngoài những gì người ký cho phép.',
      whatToDo: askAgain,
    },
    'signature-removed': { why: 'Chữ ký này đã bị gỡ hoặc bị thay trong bản sau.', whatToDo: askAgain },
    'unexplained-change': { why: 'Sau chữ ký này có thay đổi chưa giải thích được.', whatToDo: compare },
    'field-shows-otherwise': {
      why: 'Sau chữ ký này có ô được điền mà phần hiện trên trang khác giá trị ghi trong ô, hoặc không đọc được.',
      whatToDo: compare,
    },
    'fields-added-after-certification': {
      why: 'Ô chữ ký mới được thêm sau chữ ký đã chứng nhận văn bản.',
      whatToDo: 'Xem từng chữ ký được thêm; nếu đúng người, đúng cơ quan thì văn bản dùng được.',
    },
    'fields-added': {
      why: 'Sau chữ ký này có thêm ô mới không chuẩn bị từ trước.',
      whatToDo: 'Xem từng ô được thêm có đúng người, đúng cơ quan không.',
    },
    'annotation-added': { why: 'Sau chữ ký này có thêm hoặc sửa ghi chú trên trang.', whatToDo: compare },
    'prepared-fields-filled': {
      why: 'Sau chữ ký này, văn thư điền số và ngày vào các ô chuẩn bị sẵn; người ký đã cho phép.',
    },
    'fields-filled-as-permitted': {
      why: 'Sau chữ ký này có ô được điền; người ký không cấm việc đó.',
      whatToDo: askAboutFilled,
    },
    'signature-hides-content': {
      why: 'Sau chữ ký này, chữ ký được thêm che mất nội dung trên trang, chỗ ấy nay hiện khác lúc ký; hoặc không xem được trang.',
      whatToDo: compare,
    },
    'signature-added': { why: 'Sau chữ ký này có thêm chữ ký khác.' },
    'validation-data-added': { why: 'Sau chữ ký này có thêm dấu thời gian hoặc dữ liệu để kiểm tra lâu dài.' },
    'validation-data-lost': {
      why: 'Sau chữ ký này dữ liệu để kiểm tra lâu dài trong tệp bị bỏ bớt; trang văn bản không đổi.',
      whatToDo: compare,
    },
    'metadata-changed': { why: 'Sau chữ ký này chỉ thông tin mô tả tệp thay đổi, trang văn bản không đổi.' },
    'untrusted-root': { why: 'Chứng thư không nối được tới danh sách tin cậy.', whatToDo: updateTrust },
    'chain-constraint': { why: 'Chứng thư được cấp ngoài quyền của nơi cấp.', whatToDo: updateTrust },
    'certificate-expired': {
      why: 'Chứng thư đã hết hạn và không có dấu thời gian tin cậy cho thấy ký khi còn hạn.',
      whatToDo: 'Hỏi cơ quan ban hành, xin bản có dấu thời gian nếu có.',
    },
    'certificate-not-valid-when-signed': { why: 'Chứng thư không có hiệu lực lúc ký.', whatToDo: askAgain },
    'certificate-not-for-signing': { why: 'Chứng thư này không dùng để ký văn bản.', whatToDo: askAgain },
    revoked: { why: 'Chứng thư đã bị thu hồi trước lúc ký.', whatToDo: askAgain },
    'revoked-without-proof-of-time': {
      why: 'Chứng thư đã bị thu hồi và không có dấu thời gian cho thấy ký trước lúc thu hồi.',
      whatToDo: 'Hỏi cơ quan ban hành trước khi dùng.',
    },
    'no-revocation-data': {
      why: 'Chưa tra được danh sách chứng thư bị thu hồi.',
      whatToDo: 'Thử lại sau ít phút. Nếu vẫn vậy, hỏi văn thư cơ quan ban hành.',
    },
    'revocation-not-checked': { why: 'Chưa kiểm tra chứng thư có bị thu hồi hay không, vì không có dữ liệu thu hồi.' },
    'expired-since-signing': { why: 'Chứng thư nay đã hết hạn nhưng còn hiệu lực lúc ký.' },
    'revoked-since-signing': { why: 'Chứng thư bị thu hồi sau lúc ký; chữ ký vẫn có giá trị.' },
    'timestamp-broken': { why: 'Dấu thời gian bị hỏng.', whatToDo: compare },
    'timestamp-untrusted': { why: 'Dấu thời gian không từ nơi tin cậy, nên chỉ biết thời gian do máy người ký ghi.' },
    'timestamp-expired': {
      why: 'Chứng thư của nơi cấp dấu thời gian đã hết hạn mà không có dấu thời gian nào sau đó xác nhận lại, nên chỉ biết thời gian do máy người ký ghi.',
    },
    'timestamp-revoked': {
      why: 'Chứng thư của nơi cấp dấu thời gian đã bị thu hồi, nên chỉ biết thời gian do máy người ký ghi.',
    },
    'timestamp-sha1': {
      why: 'Dấu thời gian dùng SHA-1: vẫn cho biết thời gian ký, nhưng sức chứng minh yếu hơn dấu thời gian dùng SHA-256.',
    },
    'time-claimed-only': { why: 'Thời gian ký do máy người ký ghi, chưa có dấu thời gian.' },
    'no-signing-certificate-attribute': { why: 'Chữ ký theo định dạng cũ, không ghi chứng thư vào phần được ký.' },
    'malformed-unsigned-attribute': {
      why: 'Có phần phụ ngoài phạm vi ký không đúng định dạng; không ảnh hưởng chữ ký.',
    },
  },
  intact: 'Từ lúc ký đến nay nội dung không bị sửa.',
  intactButFilled: 'Nội dung lúc ký còn nguyên; sau đó có ô được điền, việc chữ ký cho phép.',
  filledByNobody: 'Không ai ký phần điền này.',
  filledBy: (signers) => `Phần điền này do ${signers} ký sau đó.`,
  bothSigned: 'Đủ chữ ký của người có thẩm quyền và của cơ quan.',
  onlyPerson: 'Có chữ ký của người ký, chưa có chữ ký của cơ quan.',
  onlyAgency: 'Có chữ ký của cơ quan.',
  whole: 'Toàn bộ tệp nằm trong phạm vi chữ ký.',
  earlier: 'Chữ ký phủ trọn bản văn bản lúc ký.',
  useAsOriginal: 'Dùng được như bản chính. Không cần xin thêm bản giấy.',
  useOfPersonsOnly:
    'Tin được nội dung và người ký. Văn bản do cơ quan ban hành phải có cả chữ ký số của cơ quan: nếu là văn bản ban hành, hỏi nơi gửi.',
  useOfAgencysOnly:
    'Tin được nội dung và cơ quan ký. Đủ cho bản sao, bản trích; văn bản ban hành phải có cả chữ ký số của người có thẩm quyền.',
  nothingToDo: 'Không cần làm gì thêm.',
  noSignature: {
    why: 'Tệp không có chữ ký số nào.',
    whatToDo: 'Bản này không thay được bản chính. Nếu cần, xin bản có chữ ký số hoặc bản giấy.',
  },
  timestamped: 'Thời gian ký có dấu thời gian tin cậy.',
  filled: (fields) => `Sau chữ ký này, văn thư điền ${fields}; người ký đã cho phép và chữ ký sau phủ phần đã điền.`,
  intactUntil: (revision, signers) =>
    `Bản thứ ${revision} của tệp, do ${signers} ký, vẫn nguyên vẹn; phần nối thêm sau đó không tin được.`,
  and: 'và',
  changes: vietnameseChanges,
};

const askAgainEn = 'Do not use this copy. Tell whoever gave it to you and ask the issuing agency for the original.';
const compareEn = "Compare it with the issuing agency's original before you use it.";
const askAboutFilledEn =
  'What was signed can be relied on, what was filled in cannot. Ask the issuing agency about it; do not use it as the original.';
const expertEn = 'Pass the technical report to the person in charge of digital signatures.';
const updateTrustEn = 'Ask the administrator to check the trust list; ask the issuing agency if doubt remains.';

const english: ExplanationTexts = {
  words: {
    valid: 'Valid',
    filled: 'Valid, filled in after signing',
    unclear: 'Unclear',
    invalid: 'Invalid',
    'no-signature': 'No digital signature',
  },
  reasons: {
    'not-a-pdf': { why: 'This file is not a readable PDF.', whatToDo: 'Ask the sender for the PDF again.' },
    'damaged-file': {
      why: 'The file is damaged or cut off and cannot be read; its digital signatures, if there are any, cannot be verified.',
      whatToDo: 'Ask the sender for the file again; this copy may have broken off on its way.',
    },
    encrypted: { why: 'The file is encrypted and cannot be verified.', whatToDo: 'Ask for a copy without a password.' },
    'unreadable-structure': {
      why: 'The file bears a digital signature, but its structure is damaged or was altered.',
      whatToDo: askAgainEn,
    },
    'too-complex': { why: 'The file is built so intricately that verification stopped.', whatToDo: expertEn },
    'trailing-bytes': { why: 'Data was appended behind the signed part.', whatToDo: askAgainEn },
    'bytes-before-header': {
      why: 'Foreign bytes stand before the header of the file; programs may read it differently.',
      whatToDo: compareEn,
    },
    'older-revision-intact': { why: 'The beginning of the file, up to the end of a signed revision, is intact.' },
    'duplicate-field-name': {
      why: 'Two fields bear the same name; programs may show different things.',
      whatToDo: expertEn,
    },
    'seal-of-another': {
      why: 'The seal in the file is not the sending agency’s.',
      whatToDo: 'Do not use it as the original. Look at the name on the seal, and ask the sending agency.',
    },
    'seal-missing': {
      why: 'Persons have signed the file, but the sending agency has not sealed it.',
      whatToDo:
        'It does not replace the original: an issued document bears the agency’s signature too. Ask the sending agency, or return it with the reason.',
    },
    'signature-malformed': { why: 'The signature is damaged or was emptied.', whatToDo: askAgainEn },
    'byte-range-malformed': {
      why: 'The range of the signature was altered; it does not cover the content as it must.',
      whatToDo: askAgainEn,
    },
    'byte-range-beyond-file': {
      why: 'The file was saved anew after signing, so the signature no longer fits the content.',
      whatToDo: 'This copy is for reading only. Ask the issuing agency for the signed original.',
    },
    'revision-incomplete': {
      why: 'The signature does not cover the whole document as it was when signed.',
      whatToDo: askAgainEn,
    },
    'cms-malformed': { why: 'The signature data is malformed.', whatToDo: askAgainEn },
    'digest-mismatch': { why: 'The content was altered after signing.', whatToDo: askAgainEn },
    'signature-value-wrong': { why: "The signature was not made with this certificate's key.", whatToDo: askAgainEn },
    'signer-certificate-missing': {
      why: "The signature comes without the signer's certificate.",
      whatToDo: askAgainEn,
    },
    'signing-certificate-mismatch': {
      why: 'The certificate attached is not the one that was used to sign.',
      whatToDo: askAgainEn,
    },
    'unsupported-format': { why: 'The signature is of an old format that cannot be verified.', whatToDo: expertEn },
    'weak-algorithm': { why: 'The signature uses a broken algorithm or an abnormal key.', whatToDo: askAgainEn },
    'weak-key': { why: 'The signing key is too short to be safe.', whatToDo: compareEn },
    sha1: { why: 'The signature uses SHA-1, an old algorithm no longer held safe.', whatToDo: compareEn },
    'sha1-before-limit': {
      why: 'The signature uses SHA-1, but a timestamp shows that it was made while SHA-1 was still accepted. The algorithm no longer stops somebody who had prepared two contents with the same hash: compare an important document with the original.',
    },
    'changed-after-signing': {
      why: 'The document was changed after this signature beyond what the signer allowed.',
      whatToDo: askAgainEn,
    },
    'signature-removed': { why: 'This signature was removed or replaced in a later revision.', whatToDo: askAgainEn },
    'unexplained-change': {
      why: 'After this signature there is a change that cannot be explained.',
      whatToDo: compareEn,
    },
    'field-shows-otherwise': {
      why: 'After this signature a field was filled that shows something else on its page than it says, or that cannot be read.',
      whatToDo: compareEn,
    },
    'fields-added-after-certification': {
      why: 'Signature fields were added after the signature that certified the document.',
      whatToDo: 'Look at each signature that was added; if person and agency are right, the document can be used.',
    },
    'fields-added': {
      why: 'After this signature a field was added that had not been prepared.',
      whatToDo: 'Look at each field that was added: are person and agency right?',
    },
    'annotation-added': { why: 'After this signature a note on a page was added or changed.', whatToDo: compareEn },
    'prepared-fields-filled': {
      why: 'After this signature the clerk filled number and date into prepared fields, as the signer allowed.',
    },
    'fields-filled-as-permitted': {
      why: 'After this signature fields were filled, which the signer did not forbid.',
      whatToDo: askAboutFilledEn,
    },
    'signature-hides-content': {
      why: 'After this signature one was added that hides content of a page, which now looks otherwise than when it was signed; or the page cannot be looked at.',
      whatToDo: compareEn,
    },
    'signature-added': { why: 'After this signature another one was added.' },
    'validation-data-added': { why: 'After this signature a timestamp or data for long-term verification was added.' },
    'validation-data-lost': {
      why: 'After this signature data for long-term verification was taken out of the file; no page changed.',
      whatToDo: compareEn,
    },
    'metadata-changed': { why: "After this signature only the file's description changed, not its pages." },
    'untrusted-root': { why: 'The certificate does not lead to the trust list.', whatToDo: updateTrustEn },
    'chain-constraint': {
      why: 'The certificate was issued beyond what its issuer may issue.',
      whatToDo: updateTrustEn,
    },
    'certificate-expired': {
      why: 'The certificate has expired and no trusted timestamp shows that it was valid when used.',
      whatToDo: 'Ask the issuing agency; ask for a copy with a timestamp if there is one.',
    },
    'certificate-not-valid-when-signed': {
      why: 'The certificate was not valid at the time of signing.',
      whatToDo: askAgainEn,
    },
    'certificate-not-for-signing': { why: 'This certificate is not for signing documents.', whatToDo: askAgainEn },
    revoked: { why: 'The certificate had been revoked before signing.', whatToDo: askAgainEn },
    'revoked-without-proof-of-time': {
      why: 'The certificate was revoked and no timestamp shows that signing came first.',
      whatToDo: 'Ask the issuing agency before you use it.',
    },
    'no-revocation-data': {
      why: 'The list of revoked certificates could not be consulted.',
      whatToDo: "Try again in a few minutes. If it stays so, ask the issuing agency's clerk.",
    },
    'revocation-not-checked': {
      why: 'Whether the certificate was revoked was not checked: there is no revocation data.',
    },
    'expired-since-signing': { why: 'The certificate has expired since, but was valid when it signed.' },
    'revoked-since-signing': { why: 'The certificate was revoked after signing; the signature keeps its force.' },
    'timestamp-broken': { why: 'The timestamp is damaged.', whatToDo: compareEn },
    'timestamp-untrusted': {
      why: "The timestamp is not from a trusted authority, so only the time of the signer's computer is known.",
    },
    'timestamp-expired': {
      why: "The certificate of the timestamp authority has expired and no later timestamp confirms the token, so only the time of the signer's computer is known.",
    },
    'timestamp-revoked': {
      why: "The certificate of the timestamp authority was revoked, so only the time of the signer's computer is known.",
    },
    'timestamp-sha1': {
      why: 'The timestamp uses SHA-1: it still tells the time of signing, but proves it less firmly than one with SHA-256.',
    },
    'time-claimed-only': { why: "The time of signing is that of the signer's computer; there is no timestamp." },
    'no-signing-certificate-attribute': {
      why: 'The signature is of an older format that does not name its certificate in the signed part.',
    },
    'malformed-unsigned-attribute': {
      why: 'An extra outside the signed part is malformed; the signature is not affected.',
    },
  },
  intact: 'The content has not been altered since signing.',
  intactButFilled: 'What was signed is unchanged; since then fields were filled, which the signature allows.',
  filledByNobody: 'Nobody signed what was filled in.',
  filledBy: (signers) => `What was filled in was signed later by ${signers}.`,
  bothSigned: 'Signed by the competent person and by the agency.',
  onlyPerson: 'Signed by a person, not yet by the agency.',
  onlyAgency: 'Signed by the agency.',
  whole: 'The signature covers the whole file.',
  earlier: 'The signature covers the whole document as it was when signed.',
  useAsOriginal: 'Use it as the original. No paper copy is needed.',
  useOfPersonsOnly:
    "Content and signer can be relied on. A document issued by an agency must bear the agency's signature too: if it is one, ask the sender.",
  useOfAgencysOnly:
    "Content and agency can be relied on. Enough for a copy or an extract; an issued document must bear the competent person's signature too.",
  nothingToDo: 'Nothing more to do.',
  noSignature: {
    why: 'The file has no digital signature.',
    whatToDo: 'This copy does not replace the original. Ask for a digitally signed or a paper one if you need it.',
  },
  timestamped: 'The time of signing has a trusted timestamp.',
  filled: (fields) =>
    `After this signature the clerk filled ${fields}; the signer allowed it and a later signature covers it.`,
  intactUntil: (revision, signers) =>
    `Revision ${revision} of the file, signed by ${signers}, is intact; what was appended after it cannot be relied on.`,
  and: 'and',
  changes: englishChanges,
};

/** All words of the verifier, complete in both languages. */
export const explanationTexts: Readonly<Record<Language, ExplanationTexts>> = { vi: vietnamese, en: english };
