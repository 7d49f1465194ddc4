import { bare } from './cells.ts';

/** What the forces, schools and hospitals may write before the name (NĐ 30/2020 Phụ lục I, II.7): *Đại tá*, *PGS.TS.* */
const ranks =
  /^(?:(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)|PGS|GS|TSKH|TS|ThS|BSCK(?:II?|[12])|BS|DS|KS|LS|Phó Giáo sư|Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Luật sư|Ông|Bà)[\s.,]+)+/u;
const word = /^\p{Lu}(?:\p{Ll}*|['’]?\p{Lu}\p{Ll}+|['’]\p{Ll}+)$/u;
const inCapitals = /^\p{Lu}+$/u;
const noName = /^(?:noi nhan|da ky|ky ten|viet nam|ho chi minh|ha noi|kinh gui)$/;

/** Family names that most people bear, and those of larger peoples of the mountains. */
const families = new Set(
  (
    'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh luong dao doan trinh truong mai to ha luu ta ' +
    'cao chu thai kieu lam phung vuong quach tong thach la nong trieu vi be ma lo quang cam deo giang sung thao vang hang mua ' +
    'chau kim y h dieu k ro siu rah nay ksor tang khuat luc nghiem dam au bach ban cu cung diep don han khong khuc kha la lai ' +
    'mac mau ngan nghi ninh on phi quan si son ti tieu tiet tran ton uong van vien xa'
  ).split(' '),
);

/** The name in a line, without rank and degree. */
export const nameIn = (text: string): string => text.replace(ranks, '').trim();

/** Whether a line may be the name of a person, and nothing else. */
export function isName(text: string): boolean {
  const words = nameIn(text).split(/\s+/u);
  if (words.length < 2 || words.length > 6 || noName.test(bare(nameIn(text)))) return false;
  if (words.every((one) => word.test(one))) return true;
  return words.every((one) => inCapitals.test(one)) && words.length < 6 && soundsLikeName(text);
}

/** Whether it begins with a family name, with no more words than names have. */
export function soundsLikeName(text: string): boolean {
  const words = bare(nameIn(text)).split(' ');
  return words.length > 1 && words.length < 6 && families.has(words[0] ?? '');
}
