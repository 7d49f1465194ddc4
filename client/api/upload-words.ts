import { sayProblems } from './problem-text.ts';

/* What is said of a file that is not taken, wherever it was dropped. */

sayProblems({
  vi: {
    'content-mismatch': () => ({
      title: 'Không nhận được loại tệp này',
      detail:
        'Tệp hỏng, hoặc phần đuôi tên không đúng với nội dung. Nhận PDF, Word, Excel, PowerPoint (.pptx), thư (.eml, .msg) và ảnh quét.',
    }),
    'empty-file': () => ({ title: 'Tệp rỗng', detail: 'Tệp không có nội dung; chọn lại tệp.' }),
    'file-has-password': () => ({
      title: 'Tệp có mật khẩu',
      detail: 'Người nhận không mở được. Gỡ mật khẩu (Word, Excel: Tệp › Thông tin › Bảo vệ tài liệu) rồi tải lên lại.',
    }),
    'bad-archive': () => ({
      title: 'Tệp Office hỏng hoặc không an toàn',
      detail: 'Mở bằng Word, Excel rồi lưu thành tệp mới; nếu không mở được, xin lại tệp từ nơi gửi.',
    }),
    'archive-too-large': () => ({
      title: 'Tệp nén chứa quá nhiều',
      detail: 'Giải nén ra lớn hơn mọi văn bản thường gặp. Tách thành nhiều tệp hoặc xuất ra PDF.',
    }),
    'image-too-large': () => ({
      title: 'Ảnh quá nhiều điểm ảnh',
      detail: 'Quét lại ở độ phân giải 300 dpi, hoặc lưu thành PDF.',
    }),
    'image-size-unknown': () => ({
      title: 'Không đọc được kích thước ảnh',
      detail: 'Mở ảnh rồi lưu lại thành tệp mới, hoặc lưu thành PDF.',
    }),
    'image-unreadable': () => ({
      title: 'Ảnh hỏng hoặc quá lớn',
      detail: 'Chọn lại ảnh PNG, nhiều nhất 4 triệu điểm ảnh.',
    }),
    'not-a-signature-image': () => ({
      title: 'Không dùng làm ảnh chữ ký được',
      detail: 'Ảnh chữ ký là tệp PNG, nhiều nhất 1 MB.',
    }),
    'pdf-encrypted': () => ({
      title: 'PDF có mật khẩu',
      detail: 'Không ai mở được nếu thiếu mật khẩu. Xin lại tệp không mật khẩu từ nơi gửi, hoặc lưu lại rồi tải lên.',
    }),
  },
  en: {
    'content-mismatch': () => ({
      title: 'This kind of file is not taken',
      detail:
        'It is damaged, or its name says something else than it holds. PDF, Word, Excel, PowerPoint (.pptx), mails (.eml, .msg) and scans are taken.',
    }),
    'empty-file': () => ({ title: 'The file is empty', detail: 'It holds nothing; choose it again.' }),
    'file-has-password': () => ({
      title: 'The file has a password',
      detail:
        'Recipients cannot open it. Take the password off (Word, Excel: File › Info › Protect) and send it again.',
    }),
    'bad-archive': () => ({
      title: 'The Office file is damaged or unsafe',
      detail: 'Open it in Word or Excel and save it anew; if that fails, ask the sender for it again.',
    }),
    'archive-too-large': () => ({
      title: 'The archive holds too much',
      detail: 'Unpacked it is larger than any document. Split it, or export a PDF.',
    }),
    'image-too-large': () => ({
      title: 'The picture has too many pixels',
      detail: 'Scan it again at 300 dpi, or save it as a PDF.',
    }),
    'image-size-unknown': () => ({
      title: 'The size of the picture cannot be told',
      detail: 'Open it and save it as a new file, or as a PDF.',
    }),
    'image-unreadable': () => ({
      title: 'The picture is damaged or too large',
      detail: 'Choose a PNG of at most four million pixels.',
    }),
    'not-a-signature-image': () => ({
      title: 'This is no picture of a signature',
      detail: 'It must be a PNG of at most 1 MB.',
    }),
    'pdf-encrypted': () => ({
      title: 'The PDF has a password',
      detail: 'Nobody opens it without. Ask the sender for a file without one, or save it anew and send it again.',
    }),
  },
});
