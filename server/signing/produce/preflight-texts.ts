import type { PreflightCode, PreflightFinding } from './preflight.ts';

type Words = Readonly<Record<PreflightCode, (detail: string) => string>>;

const quoted = (detail: string): string => (detail === '' ? '' : ` “${detail}”`);

const vi: Words = {
  script: () => 'Tệp có mã lệnh tự chạy khi mở',
  'active-content': () => 'Tệp có lệnh mở chương trình hoặc gửi dữ liệu ra ngoài',
  'hidden-layer': (layer) => `Tệp có lớp đang bị ẩn${quoted(layer)}`,
  'changing-layer': () => 'Tệp có lớp hiện khác nhau khi xem và khi in',
  'text-unseen': (text) => `Có chữ không nhìn thấy được${quoted(text)}`,
  'text-off-page': (text) => `Có chữ nằm ngoài trang${quoted(text)}`,
  'embedded-file': (file) => `Tệp có tệp khác đính bên trong${quoted(file)}`,
  'fields-overlap': (fields) => `Có ô đè lên nhau: ${fields}`,
  annotation: () => 'Trang có ghi chú hoặc hình vẽ chồng lên, người khác còn sửa được',
  'font-lies': (letters) => `Phông chữ hiện một chữ nhưng ghi chữ khác: ${letters}`,
  'earlier-revisions': (count) => `Tệp đã bị sửa chồng ${count} lần, nội dung cũ vẫn còn bên trong`,
};

const en: Words = {
  script: () => 'The file has a script that runs when it is opened',
  'active-content': () => 'The file can start programs or send data out',
  'hidden-layer': (layer) => `The file has a hidden layer${quoted(layer)}`,
  'changing-layer': () => 'The file has layers that differ on screen and in print',
  'text-unseen': (text) => `There is text that cannot be seen${quoted(text)}`,
  'text-off-page': (text) => `There is text beside the page${quoted(text)}`,
  'embedded-file': (file) => `The file has another file inside${quoted(file)}`,
  'fields-overlap': (fields) => `Fields lie over each other: ${fields}`,
  annotation: () => 'The page has comments or drawings over it that others can still change',
  'font-lies': (letters) => `A font shows one letter and means another: ${letters}`,
  'earlier-revisions': (count) => `The file was updated ${count} times, and what it said before is still inside`,
};

/** A finding in both languages, as the signing page shows it. */
export function sayFinding({ code, page, detail = '' }: PreflightFinding) {
  return { code, page: page ?? null, vi: vi[code](detail), en: en[code](detail) };
}
