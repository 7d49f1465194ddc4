import type { Role } from '../../server/platform/actor.ts';
import type { DemoKeyType } from './authority.ts';

/** An invented agency with its units and people; `key` is how traffic names it, and ends the user names. */
export interface DemoAgency {
  readonly key: string;
  readonly code: string;
  readonly oldCode: string;
  readonly name: string;
  readonly symbol: string;
  readonly parentName: string | null;
  readonly place: string;
  /** What its seal and its leaders sign with; RSA-2048 unless told, as most authorities issue. */
  readonly keyType?: DemoKeyType;
  readonly units: readonly { readonly name: string; readonly symbol: string }[];
  readonly people: readonly DemoPerson[];
}

export interface DemoPerson {
  /** The user name is `<post>.<agency key>`. */
  readonly post: string;
  readonly fullName: string;
  readonly title: string;
  readonly capacity?: readonly string[];
  readonly roles: readonly Role[];
  readonly unit?: string;
}

const deputy = (head: string, title: string): readonly string[] => [`KT. ${head}`, title];

/** Tỉnh Sao Mai: four agencies that send each other documents. All people and agencies are invented. */
export const province: readonly DemoAgency[] = [
  {
    key: 'ubnd',
    code: 'H99.01',
    oldCode: '000.00.01.H99',
    name: 'Ủy ban nhân dân tỉnh Sao Mai',
    symbol: 'UBND',
    parentName: null,
    place: 'Sao Mai',
    units: [
      { name: 'Văn phòng', symbol: 'VP' },
      { name: 'Phòng Nội chính', symbol: 'NC' },
    ],
    people: [
      { post: 'vanthu', fullName: 'Ngô Thị Bích Thuỷ', title: 'Văn thư', roles: ['clerk'], unit: 'VP' },
      { post: 'chutich', fullName: 'Đặng Hữu Phước', title: 'Chủ tịch', capacity: ['CHỦ TỊCH'], roles: ['leader'] },
      {
        post: 'phochutich',
        fullName: 'Lương Thị Mỹ Hạnh',
        title: 'Phó Chủ tịch',
        capacity: deputy('CHỦ TỊCH', 'PHÓ CHỦ TỊCH'),
        roles: ['leader'],
      },
      {
        post: 'truongphong',
        fullName: 'Hoàng Đình Khải',
        title: 'Trưởng phòng Nội chính',
        roles: ['unit-head'],
        unit: 'NC',
      },
      { post: 'chuyenvien', fullName: 'Trịnh Ngọc Quỳnh', title: 'Chuyên viên', roles: ['specialist'], unit: 'NC' },
      { post: 'quantri', fullName: 'Lê Quang Vinh', title: 'Quản trị hệ thống', roles: ['administrator'] },
      { post: 'thanhtra', fullName: 'Phan Thị Diệu', title: 'Thanh tra viên', roles: ['inspector'] },
    ],
  },
  {
    key: 'snv',
    code: 'H99.08',
    oldCode: '000.00.08.H99',
    name: 'Sở Nội vụ',
    symbol: 'SNV',
    parentName: 'UBND tỉnh Sao Mai',
    place: 'Sao Mai',
    units: [
      { name: 'Văn phòng', symbol: 'VP' },
      { name: 'Phòng Tổ chức cán bộ', symbol: 'TCCB' },
      { name: 'Phòng Cải cách hành chính', symbol: 'CCHC' },
    ],
    people: [
      { post: 'vanthu', fullName: 'Phạm Thị Ngọc Ánh', title: 'Văn thư', roles: ['clerk'], unit: 'VP' },
      { post: 'giamdoc', fullName: 'Trần Quốc Bảo', title: 'Giám đốc', capacity: ['GIÁM ĐỐC'], roles: ['leader'] },
      {
        post: 'phogiamdoc',
        fullName: 'Nguyễn Thị Thu Hà',
        title: 'Phó Giám đốc',
        capacity: deputy('GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'),
        roles: ['leader'],
      },
      {
        post: 'truongphong',
        fullName: 'Vũ Thị Hằng',
        title: 'Trưởng phòng Cải cách hành chính',
        roles: ['unit-head'],
        unit: 'CCHC',
      },
      { post: 'chuyenvien', fullName: 'Đỗ Minh Tuấn', title: 'Chuyên viên', roles: ['specialist'], unit: 'CCHC' },
      { post: 'quantri', fullName: 'Mai Văn Lộc', title: 'Quản trị hệ thống', roles: ['administrator'] },
    ],
  },
  {
    key: 'skhcn',
    code: 'H99.12',
    oldCode: '000.00.12.H99',
    name: 'Sở Khoa học và Công nghệ',
    symbol: 'SKHCN',
    parentName: 'UBND tỉnh Sao Mai',
    place: 'Sao Mai',
    keyType: 'p256',
    units: [
      { name: 'Văn phòng', symbol: 'VP' },
      { name: 'Phòng Chuyển đổi số', symbol: 'CĐS' },
    ],
    people: [
      { post: 'vanthu', fullName: 'Đinh Thị Lan Hương', title: 'Văn thư', roles: ['clerk'], unit: 'VP' },
      { post: 'giamdoc', fullName: 'Nguyễn Hoàng Sơn', title: 'Giám đốc', capacity: ['GIÁM ĐỐC'], roles: ['leader'] },
      {
        post: 'truongphong',
        fullName: 'Tạ Đức Thắng',
        title: 'Trưởng phòng Chuyển đổi số',
        roles: ['unit-head'],
        unit: 'CĐS',
      },
      { post: 'chuyenvien', fullName: 'Cao Thị Như Ý', title: 'Chuyên viên', roles: ['specialist'], unit: 'CĐS' },
    ],
  },
  {
    key: 'thanhbinh',
    code: 'H99.27',
    oldCode: '000.00.27.H99',
    name: 'Ủy ban nhân dân huyện Thanh Bình',
    symbol: 'UBND',
    parentName: null,
    place: 'Thanh Bình',
    keyType: 'p256',
    units: [
      { name: 'Văn phòng', symbol: 'VP' },
      { name: 'Phòng Nội vụ', symbol: 'NV' },
    ],
    people: [
      { post: 'vanthu', fullName: 'Bùi Thị Yến', title: 'Văn thư', roles: ['clerk'], unit: 'VP' },
      { post: 'chutich', fullName: 'Lý Văn Thành', title: 'Chủ tịch', capacity: ['CHỦ TỊCH'], roles: ['leader'] },
      {
        post: 'truongphong',
        fullName: 'Hồ Thị Kim Chi',
        title: 'Trưởng phòng Nội vụ',
        roles: ['unit-head'],
        unit: 'NV',
      },
      { post: 'chuyenvien', fullName: 'Nông Văn Dũng', title: 'Chuyên viên', roles: ['specialist'], unit: 'NV' },
    ],
  },
];
