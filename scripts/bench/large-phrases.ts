import type { Dice } from '../fuzz/dice.ts';

const verbs = [
  'Về việc',
  'Báo cáo',
  'Kế hoạch',
  'Đề nghị',
  'Hướng dẫn',
  'Trả lời',
  'Triển khai',
  'Tăng cường',
  'Rà soát',
  'Mời họp',
];

const matters = [
  ...['công tác văn thư, lưu trữ', 'cải cách hành chính', 'chuyển đổi số', 'phòng, chống dịch bệnh gia súc'],
  ...['giải phóng mặt bằng', 'dự toán ngân sách', 'thanh tra, kiểm tra', 'bồi dưỡng cán bộ, công chức, viên chức'],
  ...['cấp giấy chứng nhận quyền sử dụng đất', 'xây dựng nông thôn mới', 'bảo hiểm xã hội, bảo hiểm y tế'],
  ...['tuyển sinh lớp mười', 'phòng cháy, chữa cháy và cứu nạn, cứu hộ', 'an toàn giao thông', 'giảm nghèo bền vững'],
  ...[
    'thi đua, khen thưởng',
    'sửa chữa trụ sở',
    'mua sắm tài sản công',
    'tiếp công dân, giải quyết đơn thư',
    'quy hoạch đô thị',
  ],
  ...[
    'bảo vệ môi trường',
    'khai thác khoáng sản',
    'phát triển du lịch',
    'chăm sóc người có công',
    'ứng phó bão, lũ, sạt lở',
  ],
  ...['bầu cử đại biểu', 'định giá đất', 'xúc tiến đầu tư', 'an ninh mạng', 'tinh giản biên chế', 'thu hồi đất'],
] as const;

const periods = [
  'quý I',
  'quý II',
  'quý III',
  'quý IV',
  'sáu tháng đầu năm',
  'sáu tháng cuối năm',
  'năm 2025',
  'năm 2026',
];

const syllables =
  'An Bình Cẩm Châu Đại Đông Giang Hà Hải Hiệp Hoà Hưng Khánh Kim Lâm Long Lộc Mai Minh Mỹ Nam Nghĩa Ngọc Nhân Phong Phú Phước Quang Quế ' +
  'Sơn Tân Tây Thái Thanh Thạnh Thịnh Thọ Thuỷ Thượng Tiên Trung Trường Tùng Vân Viên Vĩnh Xuân Yên';
const names = syllables.split(' ');
const kinds = [
  'UBND xã',
  'UBND phường',
  'Sở',
  'Trường Trung học phổ thông',
  'Ban Quản lý dự án',
  'Trung tâm',
  'Chi cục',
  'Công ty',
];
const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
];
const middles = ['Văn', 'Thị', 'Đức', 'Minh', 'Quang', 'Thu', 'Ngọc', 'Hữu', 'Thanh', 'Xuân'];

/** *Trích yếu* as offices write it; one in forty names a work whose two words no other list has. */
export function aSubject(dice: Dice): string {
  const where = `tại xã ${dice.pick(names)} ${dice.pick(names)}`;
  const said = `${dice.pick(verbs)} ${dice.pick(matters)} ${dice.pick(periods)} ${where}`;
  return dice.oneIn(40) ? `${said}, hồ ${rareWord(dice.below(5_000))}` : said;
}

/** One of so many words that stand in a handful of documents each. */
export function rareWord(index: number): string {
  const [starts, ends] = [
    'B C Ch D Đ G H K Kh L M N Ng Nh P Ph R S T Th Tr V X'.split(' '),
    'oan uynh oeo iêng uôi ươu'.split(' '),
  ];
  const word = (at: number) =>
    `${starts[at % starts.length]}${ends[Math.floor(at / starts.length) % ends.length]}`.toLowerCase();
  return `${word(index)}${word(Math.floor(index / 138))}`;
}

export function anOffice(dice: Dice): string {
  return `${dice.pick(kinds)} ${dice.pick(names)} ${dice.pick(names)}`;
}

export function aPerson(dice: Dice): string {
  return `${dice.pick(families)} ${dice.pick(middles)} ${dice.pick(names)}`;
}

/** The text of a letter: some sentences. */
export function aBody(dice: Dice): string {
  return Array.from({ length: 12 }, () => `${aSubject(dice)} của ${anOffice(dice)}.`).join('\n');
}
