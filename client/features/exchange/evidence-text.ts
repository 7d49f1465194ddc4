import { sayProblems } from '../../api/problem-text.ts';

const vi = {
  title: 'Hồ sơ bằng chứng',
  note: 'Một tệp gồm gói tin, biên nhận và văn bản, do cơ quan mình ký; kiểm tra được mà không cần hệ thống này.',
  save: 'Tải hồ sơ bằng chứng (.asice)',
  savePage: 'Tải trang kiểm tra (dùng không cần mạng)',
};

const en: typeof vi = {
  title: 'Evidence',
  note: 'One file with the message, its receipts and the document, signed by your agency; it is verified without this system.',
  save: 'Download the evidence (.asice)',
  savePage: 'Download the page that verifies it (works offline)',
};

export const evidenceText = { vi, en };

sayProblems({
  vi: {
    'nothing-proven': () => ({
      title: 'Chưa có gì để chứng minh',
      detail: 'Nơi nhận chưa giữ gói tin này, hoặc văn bản đi qua trục liên thông, nơi không ai ký gói tin.',
    }),
    'evidence-too-large': () => ({
      title: 'Hồ sơ bằng chứng quá lớn',
      detail: 'Các tệp cộng lại vượt 4 GB, một hồ sơ không chứa hết; hãy tải riêng từng biên nhận.',
    }),
  },
  en: {
    'nothing-proven': () => ({
      title: 'Nothing is proven yet',
      detail:
        'The recipient does not hold the message yet, or it went over the national axis, where nobody signs packets.',
    }),
    'evidence-too-large': () => ({
      title: 'The evidence is too large',
      detail: 'The files together exceed the 4 GB that one container holds; download the receipts one by one.',
    }),
  },
});
