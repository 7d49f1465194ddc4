import type { Dice } from '../fuzz/dice.ts';

/*
 * What the documents of `check:reading` are written with: agencies, places, people and subjects as they occur, none of them of the demo province.
 */

export const provinces = [
  ...['Phú Thọ', 'Lào Cai', 'Thái Nguyên', 'Bắc Ninh', 'Hưng Yên', 'Ninh Bình', 'Thanh Hóa', 'Nghệ An', 'Hà Tĩnh', 'Quảng Trị'],
  ...['Quảng Ngãi', 'Gia Lai', 'Khánh Hòa', 'Lâm Đồng', 'Đắk Lắk', 'Đồng Nai', 'Tây Ninh', 'Vĩnh Long', 'Đồng Tháp', 'An Giang', 'Cà Mau'],
  ...['Lai Châu', 'Điện Biên', 'Sơn La', 'Lạng Sơn', 'Cao Bằng', 'Tuyên Quang', 'Quảng Ninh'],
]; // biome-ignore format: a list of names reads best filled
export const cities = ['Hà Nội', 'Hải Phòng', 'Huế', 'Đà Nẵng', 'Cần Thơ', 'Hồ Chí Minh'];
export const communes = [
  ...['Tân Sơn', 'Yên Lập', 'Thanh Thủy', 'Đoan Hùng', 'Mường Khương', 'Bát Xát', 'Ea Súp', 'Krông Năng', 'Núi Thành', 'Phước Sơn'],
  ...['Lộc Ninh', 'Cái Bè', 'Châu Thành', 'Đức Huệ', 'Hòa Vang', 'Tủa Chùa', 'Quỳnh Lưu', 'Vân Đồn', 'Ba Chẽ', 'Hương Khê'],
]; // biome-ignore format: a list of names reads best filled

/** Ministries and what they write in their notations. */
export const ministries = [
  ['Bộ Nội vụ', 'BNV'],
  ['Bộ Tài chính', 'BTC'],
  ['Bộ Tư pháp', 'BTP'],
  ['Bộ Xây dựng', 'BXD'],
  ['Bộ Y tế', 'BYT'],
  ['Bộ Giáo dục và Đào tạo', 'BGDĐT'],
  ['Bộ Khoa học và Công nghệ', 'BKHCN'],
  ['Bộ Nông nghiệp và Môi trường', 'BNNMT'],
  ['Bộ Văn hóa, Thể thao và Du lịch', 'BVHTTDL'],
  ['Bộ Công Thương', 'BCT'],
  ['Bộ Dân tộc và Tôn giáo', 'BDTTG'],
] as const;

/** Departments of a province. */
export const departments = [
  ['Sở Nội vụ', 'SNV'],
  ['Sở Tài chính', 'STC'],
  ['Sở Tư pháp', 'STP'],
  ['Sở Xây dựng', 'SXD'],
  ['Sở Y tế', 'SYT'],
  ['Sở Giáo dục và Đào tạo', 'SGDĐT'],
  ['Sở Khoa học và Công nghệ', 'SKHCN'],
  ['Sở Nông nghiệp và Môi trường', 'SNNMT'],
  ['Sở Văn hóa, Thể thao và Du lịch', 'SVHTTDL'],
  ['Thanh tra tỉnh', 'TTr'],
  ['Ban Quản lý các khu công nghiệp', 'BQLKCN'],
  ['Văn phòng', 'VP'],
] as const;

// biome-ignore-start format: lists of names read best filled
const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Giàng',
  'Lò',
  'Nông',
  'Hà',
  'Triệu',
  'Điêu',
  'Kiều',
  'Thạch',
];
const middles = [
  'Văn',
  'Thị',
  'Đức',
  'Minh',
  'Hữu',
  'Quốc',
  'Thanh',
  'Ngọc',
  'Xuân',
  'Thị Kim',
  'Thị Hồng',
  'Công',
  'Bá',
  'A',
  'Tiến',
  '',
];
const givens = [
  'An',
  'Bình',
  'Chính',
  'Dũng',
  'Đạt',
  'Giang',
  'Hạnh',
  'Khánh',
  'Lan',
  'Mỷ',
  'Nghĩa',
  'Oanh',
  'Phúc',
  'Quý',
  'Sơn',
  'Thảo',
  'Uyên',
  'Việt',
  'Xuyến',
  'Yến',
  'Huệ',
  'Thắng',
];
// biome-ignore-end format: lists of names read best filled

export function aName(dice: Dice): string {
  return [dice.pick(families), dice.pick(middles), dice.pick(givens)].filter((part) => part !== '').join(' ');
}

const acts = [
  ...['triển khai', 'tăng cường', 'đẩy mạnh', 'báo cáo kết quả', 'góp ý dự thảo', 'phê duyệt', 'ban hành', 'rà soát', 'đôn đốc'],
  ...['hướng dẫn', 'cung cấp thông tin về', 'tổ chức', 'điều chỉnh', 'công bố', 'kiểm tra', 'cử cán bộ tham gia', 'sơ kết', 'thành lập'],
]; // biome-ignore format: a list of words reads best filled
const matters = [
  'công tác văn thư, lưu trữ',
  'Kế hoạch chuyển đổi số',
  'danh mục thủ tục hành chính thuộc phạm vi quản lý nhà nước',
  'công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ',
  'Đề án 06',
  'Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị',
  'quy hoạch chi tiết tỷ lệ 1/500 Khu dân cư số 2',
  'dự toán ngân sách nhà nước',
  'Ban Chỉ đạo phòng, chống thiên tai và tìm kiếm cứu nạn',
  'hồ sơ đề nghị cấp giấy phép khai thác nước dưới đất',
  'Quy chế làm việc',
  'công tác tuyển dụng viên chức',
  'Cuộc thi “Tìm hiểu pháp luật”',
  'việc thực hiện kết luận thanh tra',
  'giải phóng mặt bằng Dự án đường liên xã',
  'bảo đảm an toàn thực phẩm trong dịp Tết Nguyên đán',
];
const scopes = [
  'năm 2026',
  'giai đoạn 2026 - 2030',
  'trên địa bàn tỉnh',
  'quý III năm 2026',
  'theo chỉ đạo của Thủ tướng Chính phủ tại Công điện số 12/CĐ-TTg',
  'của các cơ quan, đơn vị, địa phương',
  'và nhiệm vụ trọng tâm 6 tháng cuối năm 2026',
];

/** A subject of one to four lines. */
export function aSubject(dice: Dice): string {
  const parts = [dice.pick(acts), dice.pick(matters)];
  if (!dice.oneIn(3)) parts.push(dice.pick(scopes));
  if (dice.oneIn(4)) parts.push('và', dice.pick(acts), dice.pick(matters));
  return parts.join(' ');
}

const sentences = [
  'Căn cứ tình hình thực tế tại địa phương, các cơ quan, đơn vị chủ động phối hợp, báo cáo kết quả trước ngày 25 tháng 12 năm 2026.',
  'Thực hiện Công văn số 1234/UBND-VX ngày 05 tháng 01 năm 2026 về việc tăng cường kỷ luật, kỷ cương hành chính, đề nghị các đơn vị nghiêm túc thực hiện.',
  'Giao Văn phòng theo dõi, đôn đốc, tổng hợp kết quả; kịp thời tháo gỡ khó khăn, vướng mắc phát sinh trong quá trình thực hiện.',
  'Kinh phí thực hiện từ nguồn ngân sách nhà nước được giao trong dự toán hằng năm theo quy định của Luật Ngân sách nhà nước.',
  'Trong quá trình thực hiện nếu có vướng mắc, đề nghị phản ánh về cơ quan thường trực, số điện thoại 0210.3846.522, để được hướng dẫn, giải quyết.',
  'Các đồng chí Chủ tịch, Giám đốc, Thủ trưởng đơn vị chịu trách nhiệm trước cấp trên về kết quả thực hiện nhiệm vụ được giao.',
];

export function aText(dice: Dice, paragraphs: number): string[] {
  return Array.from({ length: paragraphs }, () => [dice.pick(sentences), dice.pick(sentences)].join(' '));
}

const receivers = [
  'Như trên',
  'Thường trực Tỉnh ủy (để b/c)',
  'Chủ tịch, các PCT UBND tỉnh',
  'Các sở, ban, ngành',
  'UBND các xã, phường',
  'Cổng thông tin điện tử',
  'Các phòng, đơn vị thuộc sở (để t/h)',
  'V04 (để p/h)',
];

export function someRecipients(dice: Dice): string[] {
  const first = receivers.filter(() => !dice.oneIn(2));
  return [...first, `Lưu: VT, ${dice.pick(['TH', 'NC', 'VX', 'KGVX (2b)', 'QLVB', 'P6'])}`];
}
