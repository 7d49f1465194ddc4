import type { DemoPerson } from '../province.ts';

/** A person whom the administrator of an agency takes on in the demo year. */
export interface Newcomer extends DemoPerson {
  readonly ago: number;
  readonly key: string;
  /** A position beside the first one. */
  readonly also?: Pick<DemoPerson, 'title' | 'roles' | 'unit'> & { readonly ago: number };
  /** The end of the position, and of the account with it. */
  readonly leaves?: { readonly ago: number; readonly reason: string };
}

/** Who came, moved and left within the year. */
export const newcomers: readonly Newcomer[] = [
  {
    ago: 246,
    key: 'snv',
    post: 'truongphong-tccb',
    fullName: 'Trần Thị Mỹ Duyên',
    title: 'Trưởng phòng Tổ chức cán bộ',
    roles: ['unit-head'],
    unit: 'TCCB',
    also: { ago: 60, title: 'Phụ trách Văn phòng', roles: ['unit-head'], unit: 'VP' },
  },
  {
    ago: 246,
    key: 'snv',
    post: 'chuyenvien-tccb',
    fullName: 'Lâm Quốc Việt',
    title: 'Chuyên viên',
    roles: ['specialist'],
    unit: 'TCCB',
  },
  {
    ago: 246,
    key: 'snv',
    post: 'chuyenvienchinh',
    fullName: 'Nguyễn Văn Khánh',
    title: 'Chuyên viên chính',
    roles: ['specialist'],
    unit: 'TCCB',
    leaves: { ago: 146, reason: 'Nghỉ hưu theo chế độ' },
  },
  {
    ago: 211,
    key: 'ubnd',
    post: 'vanthu2',
    fullName: 'Đoàn Thị Hải Yến',
    title: 'Văn thư',
    roles: ['clerk'],
    unit: 'VP',
    also: { ago: 77, title: 'Chuyên viên tiếp nhận hồ sơ', roles: ['specialist'], unit: 'VP' },
  },
];
