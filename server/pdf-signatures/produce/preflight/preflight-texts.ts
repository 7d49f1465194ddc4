import type { PreflightCode, PreflightFinding } from './preflight-finding.ts';
import { isRefused } from './preflight-finding.ts';

interface Words {
  /** What was found. */
  readonly what: (detail: string) => string;
  /** Why it matters to who signs. */
  readonly why: string;
}

type Texts = Readonly<Record<PreflightCode, Words>>;

const quoted = (detail: string): string => (detail === '' ? '' : ` “${detail}”`);

const vi: Texts = {
  script: { what: () => 'Tệp có mã lệnh tự chạy khi mở', why: 'Mã lệnh có thể đổi điều người đọc thấy sau khi ký.' },
  'active-content': {
    what: () => 'Tệp có lệnh mở chương trình hoặc gửi dữ liệu ra ngoài',
    why: 'Lệnh chạy trên máy người đọc, dưới chữ ký của người ký.',
  },
  'hidden-layer': {
    what: (layer) => `Tệp có lớp đang bị ẩn${quoted(layer)}`,
    why: 'Người nhận bật lớp này lên sẽ thấy nội dung khác bản đang xem.',
  },
  'changing-layer': {
    what: () => 'Tệp có lớp hiện khác nhau khi xem và khi in',
    why: 'Bản in ra có thể khác bản đang xem.',
  },
  'text-unseen': {
    what: (text) => `Có chữ không nhìn thấy được${quoted(text)}`,
    why: 'Người đọc không thấy chữ này nhưng nó nằm trong nội dung sẽ ký.',
  },
  'text-off-page': {
    what: (text) => `Có chữ nằm ngoài trang${quoted(text)}`,
    why: 'Trang không hiện chữ này nhưng nó nằm trong nội dung sẽ ký.',
  },
  'embedded-file': {
    what: (file) => `Tệp có tệp khác đính bên trong${quoted(file)}`,
    why: 'Chữ ký gồm cả tệp ấy, mà các trang không hiện nội dung của nó.',
  },
  'fields-overlap': {
    what: (fields) => `Có ô đè lên nhau: ${fields}`,
    why: 'Ô ở trên che điều ô ở dưới ghi.',
  },
  'open-field': {
    what: (field) => `Tệp còn ô biểu mẫu điền được${quoted(field)}`,
    why: 'Sau chữ ký ai cũng điền lại được ô này. Trả lại để trình lại: giá trị sẽ được in thẳng vào trang.',
  },
  annotation: {
    what: () => 'Trang có ghi chú hoặc hình vẽ chồng lên',
    why: 'Phần chồng lên có thể che chữ của trang hoặc bị gỡ đi.',
  },
  'font-lies': {
    what: (letters) => `Phông chữ hiện một chữ nhưng ghi chữ khác: ${letters}`,
    why: 'Chép, tìm hoặc đọc bằng máy sẽ ra chữ khác chữ nhìn thấy.',
  },
  'earlier-revisions': {
    what: (count) => `Tệp đã bị sửa chồng ${count} lần`,
    why: 'Nội dung cũ vẫn còn bên trong và có thể được lấy lại.',
  },
  'pages-not-looked-at': {
    what: (pages) => `Chưa dò chữ ẩn ở trang ${pages}`,
    why: 'Tệp dài hoặc trang quá lớn nên dừng dò; các trang này có thể có chữ không nhìn thấy.',
  },
  'font-not-looked-at': {
    what: (font) => `Chưa dò được phông chữ${quoted(font)}`,
    why: 'Phông quá lớn; chữ hiện và chữ ghi có thể khác nhau.',
  },
  'objects-not-looked-at': {
    what: () => 'Có phần lồng quá sâu nên chưa dò được',
    why: 'Phần này có thể có mã lệnh hoặc tệp đính bên trong.',
  },
  'more-findings': {
    what: (count) => `Còn ${count} điều nữa chưa nêu`,
    why: 'Tệp có quá nhiều điều cần xem; nên in ra PDF mới.',
  },
};

const en: Texts = {
  script: {
    what: () => 'The file has a script that runs when it is opened',
    why: 'A script can change what readers see after the signature.',
  },
  'active-content': {
    what: () => 'The file can start programs or send data out',
    why: 'It would run on the reader’s machine under your signature.',
  },
  'hidden-layer': {
    what: (layer) => `The file has a hidden layer${quoted(layer)}`,
    why: 'Whoever switches it on sees something else than you see now.',
  },
  'changing-layer': {
    what: () => 'The file has layers that differ on screen and in print',
    why: 'What is printed may differ from what you see.',
  },
  'text-unseen': {
    what: (text) => `There is text that cannot be seen${quoted(text)}`,
    why: 'Readers do not see it, but it is part of what is signed.',
  },
  'text-off-page': {
    what: (text) => `There is text beside the page${quoted(text)}`,
    why: 'The page does not show it, but it is part of what is signed.',
  },
  'embedded-file': {
    what: (file) => `The file has another file inside${quoted(file)}`,
    why: 'The signature covers that file too, and no page shows what is in it.',
  },
  'fields-overlap': {
    what: (fields) => `Fields lie over each other: ${fields}`,
    why: 'The upper one hides what the lower one says.',
  },
  'open-field': {
    what: (field) => `A form field can still be filled${quoted(field)}`,
    why: 'Anybody could fill it again after the signature. Return the draft: submitted again, its value becomes part of the page.',
  },
  annotation: {
    what: () => 'The page has comments or drawings over it',
    why: 'They may cover what the page says, or be taken away.',
  },
  'font-lies': {
    what: (letters) => `A font shows one letter and means another: ${letters}`,
    why: 'Copying, searching or reading aloud gives other words than one sees.',
  },
  'earlier-revisions': {
    what: (count) => `The file was updated ${count} times`,
    why: 'What it said before is still inside and can be brought back.',
  },
  'pages-not-looked-at': {
    what: (pages) => `Hidden text was not looked for on page ${pages}`,
    why: 'The file is long or its pages are huge, so looking stopped; there may be text that cannot be seen.',
  },
  'font-not-looked-at': {
    what: (font) => `A font was not looked at${quoted(font)}`,
    why: 'It is too large; what it shows may differ from what it says.',
  },
  'objects-not-looked-at': {
    what: () => 'Some parts are nested too deep to be looked at',
    why: 'They may hold scripts or files.',
  },
  'more-findings': {
    what: (count) => `${count} more findings are not listed`,
    why: 'The file holds too much to look at; print it to a new PDF.',
  },
};

/** A finding in both languages – what, why it matters, where – as the signing page shows it. */
export function sayFinding(finding: PreflightFinding) {
  const { code, page, rectangle, detail = '' } = finding;
  return {
    code,
    refused: isRefused(finding),
    page: page ?? null,
    rectangle: rectangle ?? null,
    what: { vi: vi[code].what(detail), en: en[code].what(detail) },
    why: { vi: vi[code].why, en: en[code].why },
  };
}
