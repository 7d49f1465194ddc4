/** What is said of each of its events. */
export const events = {
  vi: {
    'certificate-enrolled': 'Ghi nhận chứng thư',
    'certificate-confirmed': 'Xác nhận chứng thư của cơ quan',
    'certificate-revoked': 'Thu hồi chứng thư của cơ quan',
    'trust-withdrawal-asked': 'Đề nghị rút khỏi danh sách tin cậy',
    'trust-withdrawn': 'Rút khỏi danh sách tin cậy',
    'certificate-trusted': 'Thêm vào danh sách tin cậy',
    'signature-begun': 'Mở phiên ký',
    'document-printed': 'In văn bản',
  },
  en: {
    'certificate-enrolled': 'Certificate enrolled',
    'certificate-confirmed': 'Certificate of the agency confirmed',
    'certificate-revoked': 'Certificate of the agency revoked',
    'trust-withdrawal-asked': 'Withdrawal from the trust list asked',
    'trust-withdrawn': 'Withdrawn from the trust list',
    'certificate-trusted': 'Certificate trusted',
    'signature-begun': 'Signing begun',
    'document-printed': 'Document printed',
  },
};

/** What is said of its work for later. */
export const work = {
  vi: {
    'prepare-document': 'Chuẩn bị trang ký',
    'seal-document': 'Ký số cơ quan',
    'resume-sealing': 'Ký số cơ quan tiếp sau khi có khoá mới',
    'verify-document': 'Kiểm tra chữ ký văn bản đến',
  },
  en: {
    'prepare-document': 'Preparing the pages to sign',
    'seal-document': 'Sealing',
    'resume-sealing': 'Going on with seals after a key was renewed',
    'verify-document': 'Verifying the signatures of an incoming document',
  },
};

/** What its events may change of what pages show. */
export const reaches = {
  'signature-begun': 'its-document',
  'document-printed': 'its-document',
} as const;
