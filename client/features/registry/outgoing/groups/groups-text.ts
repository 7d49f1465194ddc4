import { sayFields, sayProblems } from '../../../../api/problem-text.ts';

const vi = {
  title: 'Nhóm nơi nhận',
  loading: 'Đang tải nhóm nơi nhận',
  empty: 'Chưa có nhóm nơi nhận nào',
  emptyNote:
    'Lập nhóm cho những nơi hay nhận chung văn bản, như “UBND các xã”. Khi soạn, chọn nhóm là có đủ các nơi, bỏ bớt được từng nơi; sửa nhóm không đổi văn bản đã soạn.',
  create: 'Lập nhóm',
  change: 'Xem, sửa',
  changeOf: (name: string) => `Xem, sửa nhóm ${name}`,
  standing: (count: number, when: string) => `${count} nơi · sửa lần cuối ${when}`,
  name: 'Tên nhóm',
  save: 'Lưu nhóm',
  saved: (name: string) => `Đã lưu nhóm ${name}`,
  end: 'Bỏ nhóm',
  endOf: (name: string) => `Bỏ nhóm “${name}”`,
  endNote: 'Không ai chọn được nhóm này nữa; văn bản đã soạn, đã gửi giữ nguyên.',
  ended: (name: string) => `Đã bỏ nhóm ${name}`,
  mergedTitle: (count: number) => `${count} nơi trong nhóm đã sáp nhập`,
  merged: (name: string, successor: string) => `${name} đã nhập vào ${successor}; văn bản gửi tới ${successor}.`,
  replace: (successor: string) => `Thay bằng ${successor}`,
  goneTitle: (count: number) => `${count} nơi không còn trong danh bạ`,
  gone: (name: string) => `${name}: không gửi được nữa.`,
  drop: (name: string) => `Bỏ ${name}`,
};

const en: typeof vi = {
  title: 'Groups of recipients',
  loading: 'Loading the groups',
  empty: 'There is no group of recipients yet',
  emptyNote:
    'Name those together who often get the same documents. A draft takes all of a group at once, and each can be removed there; a change of the group leaves drafts as they are.',
  create: 'Make a group',
  change: 'Open',
  changeOf: (name) => `Open the group ${name}`,
  standing: (count, when) => `${count} recipients · changed ${when}`,
  name: 'Name of the group',
  save: 'Save the group',
  saved: (name) => `The group ${name} is saved`,
  end: 'End the group',
  endOf: (name) => `End the group “${name}”`,
  endNote: 'Nobody chooses this group any more; drafts and documents stay as they are.',
  ended: (name) => `The group ${name} is ended`,
  mergedTitle: (count) => `${count} of the group have been merged`,
  merged: (name, successor) => `${name} was merged into ${successor}, which gets what is sent to it.`,
  replace: (successor) => `Put ${successor} in its place`,
  goneTitle: (count) => `${count} are in no directory any more`,
  gone: (name) => `${name}: nothing can be sent to it.`,
  drop: (name) => `Remove ${name}`,
};

export const groupsText = { vi, en };

sayProblems({
  vi: {
    'group-ended': () => ({ title: 'Nhóm này đã bỏ', detail: 'Lập nhóm mới nếu vẫn cần.' }),
    'group-name-taken': () => ({ title: 'Tên nhóm đã có', detail: 'Chọn tên khác, hoặc sửa nhóm ấy.' }),
    'too-many-recipients': () => ({
      title: 'Bảng quá dài',
      detail: 'Một văn bản có tối đa 500 nơi nhận; chia bảng ra.',
    }),
    'csv-not-utf8': ({ detail }) => ({ title: 'Không đọc được chữ trong tệp', detail }),
    'table-unfit': ({ extra }) => ({
      title: 'Tệp không phải bảng nơi nhận',
      detail: `Dòng đầu là tên cột: ${extra.columns}. Cần ít nhất tên hoặc mã; tải một danh sách về làm mẫu.`,
    }),
  },
  en: {
    'group-ended': () => ({ title: 'This group was ended', detail: 'Make another one if it is still needed.' }),
    'group-name-taken': () => ({
      title: 'Another group has this name',
      detail: 'Choose another, or change that group.',
    }),
    'too-many-recipients': () => ({
      title: 'The table is too long',
      detail: 'A document has at most 500 recipients; split it.',
    }),
    'csv-not-utf8': () => ({
      title: 'The letters of the file cannot be read',
      detail:
        'In Excel choose Save As › “CSV UTF-8 (Comma delimited)”; text in VNI or TCVN3 fonts has to become Unicode first.',
    }),
    'table-unfit': ({ extra }) => ({
      title: 'This file is no table of recipients',
      detail: `Its first line names the columns: ${extra.columns}. Name or code is needed; download a list as an example.`,
    }),
  },
});

sayFields({
  vi: { 'group-name-taken': 'Tên này là của nhóm khác.' },
  en: { 'group-name-taken': 'Another group has this name.' },
});
