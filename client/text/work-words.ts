const vi: Readonly<Record<string, string>> = {
  'document-issued': 'Tạo gói gửi cho các nơi nhận',
  'deliver-envelope': 'Gửi văn bản',
  'handling-changed': 'Báo tình hình xử lý cho nơi gửi',
  'prepare-document': 'Chuẩn bị trang ký',
  'resume-sealing': 'Ký số cơ quan tiếp sau khi có khoá mới',
  'resume-sending': 'Gửi tiếp sau khi có khoá hệ thống mới',
  'seal-document': 'Ký số cơ quan',
  'send-receipt': 'Gửi biên nhận cho nơi gửi',
  'verify-arrival': 'Kiểm tra chữ ký văn bản mới đến',
  'verify-document': 'Kiểm tra chữ ký văn bản đến',
  'verify-logs': 'Kiểm tra nhật ký hằng đêm',
  'sweep-files': 'Dọn tệp không văn bản nào dùng',
};

const en: typeof vi = {
  'document-issued': 'Making the deliveries to the recipients',
  'deliver-envelope': 'Sending a document',
  'handling-changed': 'Telling the sender how its document fares',
  'prepare-document': 'Preparing the pages to sign',
  'resume-sealing': 'Going on with seals after a key was renewed',
  'resume-sending': 'Going on with messages after the system key was renewed',
  'seal-document': 'Sealing',
  'send-receipt': 'Sending a receipt to the sender',
  'verify-arrival': 'Verifying the signatures of an arrival',
  'verify-document': 'Verifying the signatures of an incoming document',
  'verify-logs': 'Verifying the logs at night',
  'sweep-files': 'Clearing files that nothing uses',
};

/** What the system does later, by kind of work; a test demands words for every kind. */
export const workWords = { vi, en };
