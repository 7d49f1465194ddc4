import { sayFields, sayProblems } from '../../api/problem-text.ts';

const vi = {
  title: 'Sổ đăng ký',
  loading: 'Đang tải sổ',
  years: 'Năm của sổ',
  print: 'In',
  open: 'Mở sổ',
  close: 'Khoá sổ',
  book: 'Sổ',
  count: 'Số đã cấp',
  last: 'Số cuối',
  voidedColumn: 'Số huỷ',
  state: 'Trạng thái',
  general: { incoming: 'Sổ đăng ký văn bản đến', outgoing: 'Sổ đăng ký văn bản đi' },
  takesAll: { incoming: 'Mọi văn bản đến, giấy và điện tử', outgoing: 'Mọi văn bản đi' },
  takesRest: 'Các văn bản đi còn lại',
  takesUnit: (unit: string) => `Công văn, thư công của ${unit}`,
  takesBody: (unit: string) => `Mọi văn bản của ${unit}`,
  takesCopies: 'Bản sao y, sao lục, trích sao',
  takesOld: 'Nhập từ sổ cũ, không cấp số',
  someUnit: 'đơn vị',
  none: 'Chưa có',
  voidedLine: (number: string, reason: string, names: readonly string[]) =>
    `Huỷ số ${number}: ${reason}${names.length > 0 ? ` (${names.join(' đề nghị, ')}${names.length > 1 ? ' đồng ý' : ''})` : ''}`,
  unopened: 'Mở khi cấp số đầu tiên',
  running: 'Đang mở',
  waitingToClose: 'Hết năm, chưa khoá',
  notBegun: 'Chờ năm mới',
  waiting: {
    incoming: (count: number) => `${count} số đang chờ xét huỷ`,
    outgoing: (count: number) => `${count} văn bản đã cấp số, chưa phát hành`,
  },
  missing: (count: number) => `Sổ cũ bỏ trống ${count} số`,
  closedOn: (day: string, name: string) => `Đã khoá ngày ${day}, ${name}`,
  statement: (count: number, first: number | null, last: number | null, voided: number) =>
    first === null
      ? 'Không cấp số nào.'
      : `Gồm ${count} số, từ ${first} đến ${last}; ${voided === 0 ? 'không huỷ số nào' : `huỷ ${voided} số`}.`,
  empty: (year: number) => `Năm ${year} không có sổ`,
  emptyNote: 'Sổ của một năm hiện ở đây cùng số đã cấp, số cuối và các số huỷ.',
  arrival: (number: string) => `Số đến ${number}`,
  requests: 'Đề nghị huỷ số, chờ người thứ hai',
  requestBy: (name: string, when: string) => `${name} đề nghị, ${when}`,
  look: 'Xem và quyết định',
  closeTitle: (title: string) => `Khoá ${title}`,
  closeNote: 'Khoá rồi không mở lại, không cấp thêm số. Biên bản khoá sổ ghi vào nhật ký.',
  closed: (title: string) => `Đã khoá ${title}`,
  openTitle: 'Mở sổ riêng',
  openNote:
    'Văn bản còn lại vào sổ chung. Sổ năm mới tự mở lúc 00:00 ngày 01/01, chia như năm cũ; văn bản đến luôn chung một sổ.',
  opened: (title: string) => `Đã mở ${title}`,
  year: 'Năm',
  name: 'Tên sổ',
  nameHint: 'Như ghi trên bìa, ví dụ Sổ quyết định',
  what: 'Sổ nhận',
  kinds: {
    types: 'Một số loại văn bản',
    unit: 'Công văn của một đơn vị',
    body: 'Văn bản của hội đồng, ban, tổ tư vấn',
    copies: 'Bản sao y, sao lục, trích sao',
  },
  types: 'Loại văn bản',
  typesHint: 'Công văn và thư công cùng một ký hiệu nên đi cùng nhau.',
  unit: 'Đơn vị',
  unitHint: 'Hội đồng, ban, tổ được thêm như một đơn vị; ký hiệu của nó đứng trong số, ký hiệu văn bản.',
  choose: 'Chọn',
};

const en: typeof vi = {
  title: 'Registers',
  loading: 'Loading registers',
  years: 'Year of the registers',
  print: 'Print',
  open: 'Open a register',
  close: 'Close',
  book: 'Register',
  count: 'Numbers given',
  last: 'Last number',
  voidedColumn: 'Voided',
  state: 'State',
  general: { incoming: 'Register of incoming documents', outgoing: 'Register of outgoing documents' },
  takesAll: { incoming: 'All incoming documents, paper and electronic', outgoing: 'All outgoing documents' },
  takesRest: 'All other outgoing documents',
  takesUnit: (unit) => `Official letters of ${unit}`,
  takesBody: (unit) => `All documents of ${unit}`,
  takesCopies: 'Certified copies',
  takesOld: 'Imported from an old register; gives no numbers',
  someUnit: 'a unit',
  none: 'None yet',
  voidedLine: (number, reason, names) =>
    `Voided ${number}: ${reason}${names.length > 0 ? ` (${names.join(' asked, ')}${names.length > 1 ? ' agreed' : ''})` : ''}`,
  unopened: 'Opens with the first number',
  running: 'Open',
  waitingToClose: 'Year over, not closed',
  notBegun: 'Waits for the new year',
  waiting: {
    incoming: (count) => `${count} numbers asked to be voided`,
    outgoing: (count) => `${count} numbered, not issued`,
  },
  missing: (count) => `The old book leaves out ${count} numbers`,
  closedOn: (day, name) => `Closed on ${day}, ${name}`,
  statement: (count, first, last, voided) =>
    first === null ? 'Gave no number.' : `${count} numbers, ${first} to ${last}; ${voided} voided.`,
  empty: (year) => `No registers of ${year}`,
  emptyNote: 'The registers of a year appear here with their counts, last and voided numbers.',
  arrival: (number) => `Arrival ${number}`,
  requests: 'Asked to void, waiting for the second person',
  requestBy: (name, when) => `${name} asks, ${when}`,
  look: 'Look and decide',
  closeTitle: (title) => `Close: ${title}`,
  closeNote: 'Once closed it never opens again and gives no numbers. The closing statement goes into the log.',
  closed: (title) => `Closed: ${title}`,
  openTitle: 'Open a register of its own',
  openNote:
    'All else goes into the general register. The new year’s open by themselves at 00:00 on 1 January, divided as before; incoming documents always share one.',
  opened: (title) => `Opened: ${title}`,
  year: 'Year',
  name: 'Title',
  nameHint: 'As on the cover',
  what: 'It takes',
  kinds: {
    types: 'Some types of documents',
    unit: 'Official letters of a unit',
    body: 'Documents of an advisory body',
    copies: 'Certified copies',
  },
  types: 'Types',
  typesHint: 'Công văn and thư công bear the same symbol and stay together.',
  unit: 'Unit',
  unitHint: 'An advisory body is added as a unit; its symbol stands in the notation.',
  choose: 'Choose',
};

export const registersText = { vi, en };

sayProblems({
  vi: {
    'series-taken': () => ({ title: 'Đã có sổ nhận văn bản này', detail: 'Chọn loại hoặc đơn vị khác.' }),
    'series-in-use': () => ({
      title: 'Đã cấp số cho loại này trong năm',
      detail: 'Mở sổ riêng lúc này thì số, ký hiệu sẽ trùng. Chọn sổ của năm sau.',
    }),
    'year-not-over': () => ({ title: 'Chưa hết năm', detail: 'Sổ còn cấp số đến hết ngày 31/12.' }),
    'register-unfinished': () => ({
      title: 'Sổ còn số chưa xong',
      detail: 'Phát hành văn bản đã cấp số, quyết định các đề nghị huỷ số, rồi khoá sổ.',
    }),
    'body-without-register': () => ({
      title: 'Hội đồng, ban, tổ này chưa có sổ năm nay',
      detail: 'Mở sổ cho hội đồng, ban, tổ rồi cấp số.',
    }),
  },
  en: {
    'series-taken': () => ({ title: 'Another register takes these', detail: 'Choose other types or another unit.' }),
    'series-in-use': () => ({
      title: 'Such documents have numbers this year',
      detail: 'Number and symbol would come twice. Choose next year.',
    }),
    'year-not-over': () => ({ title: 'The year is not over', detail: 'The register gives numbers until 31 December.' }),
    'register-unfinished': () => ({
      title: 'The register has unfinished numbers',
      detail: 'Issue what is numbered and decide what is asked to be voided first.',
    }),
    'body-without-register': () => ({
      title: 'The advisory body has no register this year',
      detail: 'Open one for it, then number.',
    }),
  },
});
sayFields({
  vi: { 'types-share-symbol': 'Chọn cả công văn và thư công: hai loại cùng một ký hiệu.' },
  en: { 'types-share-symbol': 'Choose both công văn and thư công: they bear the same symbol.' },
});
