import { literalPattern } from '../../platform/text/literal-pattern.ts';
import { bare } from './cells.ts';

/*
 * Names of agencies as pages print them, in capitals and shortened, and as people write them.
 */

/** Words with which the name of an agency begins. */
const heads = [
  ...['bộ', 'sở', 'cục', 'vụ', 'ban', 'phòng', 'viện', 'hội', 'đoàn', 'báo', 'đài', 'thuế', 'công an', 'quân khu', 'chi bộ'],
  ...['tổng cục', 'chi cục', 'tổng công ty', 'công ty', 'tập đoàn', 'văn phòng', 'thanh tra', 'kiểm toán', 'trung tâm'],
  ...['ủy ban', 'uỷ ban', 'ubnd', 'hội đồng', 'hđnd', 'chủ tịch', 'thường trực', 'quốc hội', 'chính phủ', 'thủ tướng'],
  ...['trường', 'đại học', 'học viện', 'bệnh viện', 'trạm y tế', 'kho bạc', 'bảo hiểm xã hội', 'ngân hàng', 'hải quan'],
  ...['tòa án', 'toà án', 'viện kiểm sát', 'liên đoàn', 'tổng liên đoàn', 'công đoàn', 'mặt trận', 'ubmttq', 'thi hành án'],
  ...['đảng ủy', 'đảng uỷ', 'đảng bộ', 'tỉnh ủy', 'tỉnh uỷ', 'thành ủy', 'thành uỷ', 'huyện ủy', 'huyện uỷ', 'quận ủy', 'thị ủy'],
  ...['tỉnh đoàn', 'thành đoàn', 'bch', 'ban chấp hành', 'ban thường vụ', 'bộ tư lệnh', 'bộ chỉ huy', 'nhà xuất bản', 'hợp tác xã'],
  ...['quỹ', 'kiểm lâm', 'hạt kiểm lâm', 'cổng thông tin', 'đoàn đại biểu', 'tiểu ban', 'tổ công tác', 'ban quản lý'],
] as const; // biome-ignore format: a list of words reads best filled

const beginsAgency = new RegExp(`^(?:${[...new Set(heads.map((head) => literalPattern(bare(head))))].join('|')})\\b`);
/** What a name goes on with on its next line although an agency could begin with it. */
const goesOnAfter =
  /(?:^|\s)(?:và|,|của|thuộc|văn phòng|chủ tịch|thường trực|ban chấp hành|ban thường vụ|thanh tra|công đoàn|trường)$|[,–-]$/iu;

/** Whether a line begins another agency than the line above it; a word alone ends the name above: *BỘ NÔNG NGHIỆP VÀ MÔI – TRƯỜNG*. */
export function beginsAnother(line: string, above: string): boolean {
  const [name = ''] = line.trim().split(/\s+[–-]/u);
  return name.includes(' ') && beginsAgency.test(bare(line)) && !goesOnAfter.test(above.trim());
}

const shortened: readonly (readonly [RegExp, string])[] = [
  [/\bubnd\b/g, 'uy ban nhan dan'],
  [/\bhdnd\b/g, 'hoi dong nhan dan'],
  [/\bubmttq\b/g, 'uy ban mat tran to quoc'],
  [/\bbch\b/g, 'ban chap hanh'],
  [/\btp\b/g, 'thanh pho'],
  [/\btnhh\b/g, 'trach nhiem huu han'],
  [/\bvn\b/g, 'viet nam'],
];

/** A name by which agencies are compared: without marks, case and signs, shortened words in full. */
export function comparedName(name: string): string {
  return shortened.reduce((text, [short, full]) => text.replace(short, full), bare(name.replaceAll('&', ' và ')));
}

/** *tỉnh Phú Thọ* in the name of an agency above, by which its own agencies are told from those of other places. */
export function placeIn(name: string): string | undefined {
  return /(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|đặc khu)\s.+$/iu.exec(name)?.[0];
}

const placeHeads = new Set(['tỉnh', 'phố', 'huyện', 'quận', 'xã', 'phường', 'khu', 'trấn', 'tp', 'tp.']);
/** Whose committee or union a name is: *Tỉnh ủy Phú Thọ*, *Thành đoàn Huế*. */
const ofPlace = new Set(['tỉnh', 'thành', 'huyện', 'quận', 'thị']);
const capitalAfter = new Set([
  'bộ',
  'sở',
  'cục',
  'vụ',
  'phòng',
  'và',
  '-',
  '–',
  'trường',
  'viện',
  'tâm',
  'ban',
  'ty',
  'đoàn',
  'tra',
  'học',
]);
const fixed: readonly (readonly [RegExp, string])[] = [
  [/ủy ban nhân dân/giu, 'Ủy ban nhân dân'],
  [/uỷ ban nhân dân/giu, 'Uỷ ban nhân dân'],
  [/hội đồng nhân dân/giu, 'Hội đồng nhân dân'],
  [/viện kiểm sát nhân dân/giu, 'Viện kiểm sát nhân dân'],
  [/t(òa|oà) án nhân dân/giu, 'T$1 án nhân dân'],
  [/mặt trận tổ quốc/giu, 'Mặt trận Tổ quốc'],
  [/việt nam/giu, 'Việt Nam'],
  [/hồ chí minh/giu, 'Hồ Chí Minh'],
  [/liên đoàn lao động/giu, 'Liên đoàn Lao động'],
  [/văn phòng/giu, 'Văn phòng'],
];
const shortWords = /^(?:ubnd|hđnd|ubmttq|mttq|bch|tncs|pccc|cnch|cntt|thpt|thcs|tnhh|mtv|tp|bql|gd&đt|ktxh)$/iu;

/**
 * A name in capitals as people write it (NĐ 30/2020 Phụ lục II, Mục III–IV): the first word, what follows the kind of agency and *và*, and all
 * of a place with capitals – *Sở Văn hóa, Thể thao và Du lịch*, *Ủy ban nhân dân xã Tân Sơn*. A name that is not in capitals stays.
 */
export function asPeopleWrite(name: string): string {
  if (/\p{Ll}/u.test(name)) return name;
  let inPlace = false;
  let before = '';
  const words = name.split(/\s+/u).map((printed) => {
    const word = printed.toLowerCase();
    const isFirst = before === '';
    const isCapital = isFirst || inPlace || capitalAfter.has(before) || before.endsWith(',');
    const isPlaceHead = placeHeads.has(word) && !isFirst;
    if (/[-–]$/u.test(word)) inPlace = false;
    else if (isPlaceHead || (/^(?:ủy|uỷ|đoàn)$/u.test(word) && ofPlace.has(before))) inPlace = true;
    before = word;
    if (shortWords.test(printed) || !/[aeiouy]/.test(bare(word))) return printed;
    return isCapital && !(word === 'và' || (isPlaceHead && !isFirst)) ? capital(word) : word;
  });
  return fixed.reduce((text, [form, own]) => text.replace(form, own), words.join(' '));
}

const capital = (word: string): string => word.replace(/\p{L}/u, (letter) => letter.toUpperCase());
