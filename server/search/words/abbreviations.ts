import { foldedWords } from './folded-words.ts';

/** What offices shorten, and how it is written in full; either finds the other. What shortens two things is left out: *CT*, *TP*. */
const abbreviations: Readonly<Record<string, string>> = {
  UBND: 'ủy ban nhân dân',
  HĐND: 'hội đồng nhân dân',
  MTTQ: 'mặt trận tổ quốc',
  TTCP: 'thủ tướng chính phủ',
  VPCP: 'văn phòng chính phủ',
  BNV: 'bộ nội vụ',
  BTC: 'bộ tài chính',
  BYT: 'bộ y tế',
  BGDĐT: 'bộ giáo dục và đào tạo',
  BKHCN: 'bộ khoa học và công nghệ',
  SNV: 'sở nội vụ',
  STC: 'sở tài chính',
  SYT: 'sở y tế',
  SXD: 'sở xây dựng',
  SGDĐT: 'sở giáo dục và đào tạo',
  SKHCN: 'sở khoa học và công nghệ',
  QĐ: 'quyết định',
  NQ: 'nghị quyết',
  TTr: 'tờ trình',
  BC: 'báo cáo',
  KH: 'kế hoạch',
  TB: 'thông báo',
  CV: 'công văn',
  NĐ: 'nghị định',
  TTHC: 'thủ tục hành chính',
  CCHC: 'cải cách hành chính',
  CNTT: 'công nghệ thông tin',
  CĐS: 'chuyển đổi số',
  DVC: 'dịch vụ công',
  BHXH: 'bảo hiểm xã hội',
  BHYT: 'bảo hiểm y tế',
  GPMB: 'giải phóng mặt bằng',
  PCCC: 'phòng cháy chữa cháy',
  ATGT: 'an toàn giao thông',
  ATTP: 'an toàn thực phẩm',
  ANTT: 'an ninh trật tự',
  KTXH: 'kinh tế xã hội',
  NSNN: 'ngân sách nhà nước',
  CBCC: 'cán bộ công chức',
  CCVC: 'công chức viên chức',
  TNMT: 'tài nguyên và môi trường',
  GTVT: 'giao thông vận tải',
  GDĐT: 'giáo dục và đào tạo',
  KHCN: 'khoa học và công nghệ',
  KHĐT: 'kế hoạch và đầu tư',
  VHTT: 'văn hóa thông tin',
  XDCB: 'xây dựng cơ bản',
  NTM: 'nông thôn mới',
  ĐTC: 'đầu tư công',
};

/** Two ways of writing one thing, as folded words. */
export type SameWords = readonly [short: readonly string[], long: readonly string[]];

/** The abbreviations as folded words, those with the most words in full first. */
export const sameWords: readonly SameWords[] = Object.entries(abbreviations)
  .map(([short, long]): SameWords => [foldedWords(short), foldedWords(long)])
  .toSorted(([, one], [, other]) => other.length - one.length);
