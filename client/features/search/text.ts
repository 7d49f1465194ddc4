const vi = {
  search: 'Tìm',
  hint: 'Số, ký hiệu, trích yếu, nơi gửi, ngày…',
  all: 'Tất cả',
  kinds: 'Loại',
  nothing: (words: string) => `Không có văn bản nào khớp “${words}”`,
  nothingHint: 'Thử ít chữ hơn, hoặc số, ký hiệu; không cần gõ dấu.',
  building: 'Đang lập chỉ mục: kết quả chưa đủ, trang tự tìm lại.',
  more: (count: number) => `Chỉ hiện ${count} văn bản đầu: gõ thêm chữ, số hoặc ngày.`,
  teach: 'Gõ như quen gõ, có dấu hay không',
  examples: [
    { typed: '12/BC-UBND', means: 'theo số, ký hiệu' },
    { typed: 'bao cao cai cach', means: 'không cần dấu, chữ cuối gõ dở cũng được' },
    { typed: '"phòng, chống"', means: 'đúng cụm từ' },
    { typed: 'UBND quý II', means: 'chữ viết tắt, tháng, quý, ngày: 12/3, tháng 3' },
    { typed: 'dự thảo', means: 'theo trạng thái' },
  ],
};

const en: typeof vi = {
  search: 'Search',
  hint: 'Number, subject, sender, day…',
  all: 'All',
  kinds: 'Kind',
  nothing: (words) => `No document matches “${words}”`,
  nothingHint: 'Try fewer words, or number and symbol; marks need not be typed.',
  building: 'The index is being made: not all is found yet, the page searches again by itself.',
  more: (count) => `These are the first ${count}: type another word, number or day.`,
  teach: 'Type as you are used to, with marks or without',
  examples: [
    { typed: '12/BC-UBND', means: 'by number and symbol' },
    { typed: 'bao cao cai cach', means: 'without marks, the last word as far as it is typed' },
    { typed: '"phòng, chống"', means: 'these very words' },
    { typed: 'UBND quý II', means: 'abbreviations, months, quarters, days: 12/3, tháng 3' },
    { typed: 'dự thảo', means: 'by state: drafts' },
  ],
};

export const searchText = { vi, en };
