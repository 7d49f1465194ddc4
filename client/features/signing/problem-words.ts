import '../../ui/documents/document-problems.ts';
import { sayProblems } from '../../api/problem-text.ts';
import { dayText } from '../../text/format.ts';
import { keyText } from './keys/text.ts';

const day = (value: unknown): string => (typeof value === 'string' ? dayText(value.slice(0, 10)) : '…');

sayProblems({
  vi: {
    'certificate-expired': ({ extra }) => ({
      title: 'Chứng thư không còn dùng được',
      detail: keyText.vi.expired(day(extra.notAfter)),
    }),
    'not-for-signing': () => ({ title: 'Chưa ký được', detail: keyText.vi.keyProblems['not-for-signing'] ?? '' }),
    'certificate-untrusted': () => ({
      title: 'Chứng thư chưa được tin cậy ở đây',
      detail: 'Nơi cấp chứng thư không có trong danh sách tin cậy. Chọn tệp khoá khác hoặc hỏi quản trị viên.',
    }),
    'certificate-refused': () => ({
      title: 'Chứng thư không được chấp nhận',
      detail: 'Chưa ký gì. Chọn tệp khoá khác hoặc hỏi nơi cấp chứng thư.',
    }),
    'certificate-of-another': () => ({
      title: 'Tệp khoá của người khác',
      detail: 'Tên trên chứng thư khác tên người ký văn bản. Chọn đúng tệp khoá của mình.',
    }),
    'signs-no-more': () => ({
      title: 'Vị trí này không còn ký cho cơ quan',
      detail: 'Chưa ký gì. Quyền ký hoặc người giữ vị trí vừa đổi; hỏi quản trị viên của cơ quan.',
    }),
    'signature-expired': () => ({ title: 'Phiên ký đã hết giờ', detail: 'Chưa ký gì. Bấm Ký số lần nữa.' }),
    'not-fit-to-sign': () => ({
      title: 'Tệp này không ký được',
      detail: 'Tệp có mã lệnh hoặc nội dung cũ bị che. Trả lại để người soạn xuất lại PDF rồi trình lại.',
    }),
    'too-complex': () => ({
      title: 'Chưa dò hết được tệp này',
      detail: 'Tệp dựng quá phức tạp. Xem kỹ từng trang rồi ký, hoặc trả lại để người soạn in ra PDF mới.',
    }),
    'nothing-to-verify': () => ({ title: 'Chưa có tệp để kiểm tra', detail: 'Văn bản chưa có trang nào.' }),
    'nothing-to-print': () => ({
      title: 'Chưa có trang để in',
      detail: 'Văn bản chưa có tệp PDF. Tải tệp về để mở và in bằng phần mềm của tệp đó.',
    }),
    'too-long-to-print': () => ({
      title: 'Văn bản quá 200 trang',
      detail: 'Không đánh dấu được từng trang. Tải tệp về và in từ tệp đó; lần tải được ghi vào nhật ký.',
    }),
  },
  en: {
    'certificate-expired': ({ extra }) => ({
      title: 'The certificate is over',
      detail: keyText.en.expired(day(extra.notAfter)),
    }),
    'not-for-signing': () => ({ title: 'Not signed', detail: keyText.en.keyProblems['not-for-signing'] ?? '' }),
    'certificate-untrusted': () => ({
      title: 'The certificate is not trusted here',
      detail: 'Its authority is not on the trust list. Choose another key file or ask the administrator.',
    }),
    'certificate-refused': () => ({
      title: 'The certificate is refused',
      detail: 'Nothing was signed. Choose another key file or ask its authority.',
    }),
    'certificate-of-another': () => ({
      title: 'Somebody else’s key file',
      detail: 'The name on the certificate is not the signer’s. Choose your own key file.',
    }),
    'signs-no-more': () => ({
      title: 'This position does not sign for the agency any more',
      detail: 'Nothing was signed. The right to sign or its holder has just changed; ask the administrator.',
    }),
    'signature-expired': () => ({
      title: 'The signing took too long',
      detail: 'Nothing was signed. Press Sign again.',
    }),
    'not-fit-to-sign': () => ({
      title: 'This file cannot be signed',
      detail:
        'It holds scripts or earlier content under its pages. Return it so that its drafter exports the PDF again.',
    }),
    'too-complex': () => ({
      title: 'Not everything in this file could be looked at',
      detail: 'It is built too intricately. Look closely at every page, or return it to be printed to a new PDF.',
    }),
    'nothing-to-verify': () => ({ title: 'No file to verify', detail: 'The document has no pages yet.' }),
    'nothing-to-print': () => ({
      title: 'No pages to print',
      detail: 'The document has no PDF. Download its file and print it with the program it was made by.',
    }),
    'too-long-to-print': () => ({
      title: 'More than 200 pages',
      detail: 'They cannot all be marked. Download the file and print it; the download is recorded in the log.',
    }),
  },
});
