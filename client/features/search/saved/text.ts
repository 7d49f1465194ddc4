import { sayFields, sayProblems } from '../../../api/problem-text.ts';

const vi = {
  save: 'Lưu tìm kiếm…',
  saveTitle: 'Lưu tìm kiếm',
  submit: 'Lưu',
  name: 'Tên',
  nameHint: (words: string) => `Tìm “${words}” cùng loại và thời gian đang chọn.`,
  shared: 'Cho mọi người trong cơ quan; mỗi người chỉ thấy văn bản mình được đọc',
  saved: (name: string) => `Đã lưu tìm kiếm ${name}`,
  list: 'Tìm kiếm đã lưu',
  ofAgency: 'cả cơ quan',
  end: (name: string) => `Bỏ tìm kiếm ${name}`,
  ended: (name: string) => `Đã bỏ tìm kiếm ${name}`,
};

const en: typeof vi = {
  save: 'Save the search…',
  saveTitle: 'Save the search',
  submit: 'Save',
  name: 'Name',
  nameHint: (words) => `Searches “${words}” with the kind and the time that are chosen.`,
  shared: 'For everybody of the agency; each finds only what they may read',
  saved: (name) => `The search ${name} is saved`,
  list: 'Saved searches',
  ofAgency: 'the whole agency',
  end: (name) => `End the search ${name}`,
  ended: (name) => `The search ${name} is ended`,
};

sayProblems({
  vi: {
    'search-name-taken': () => ({ title: 'Tên này đã có', detail: 'Chọn tên khác, hoặc bỏ tìm kiếm ấy trước.' }),
    'too-many-searches': () => ({ title: 'Đã lưu 50 tìm kiếm', detail: 'Bỏ bớt ở trang Tìm rồi lưu lại.' }),
  },
  en: {
    'search-name-taken': () => ({
      title: 'Another search has this name',
      detail: 'Choose another, or end that search.',
    }),
    'too-many-searches': () => ({
      title: '50 searches are saved',
      detail: 'End some on the page of the search first.',
    }),
  },
});
sayFields({
  vi: { 'search-name-taken': 'Tên này là của tìm kiếm khác.' },
  en: { 'search-name-taken': 'Another search has this name.' },
});

export const savedText = { vi, en };
