import type { DemoAgency } from './province.ts';

/** Tỉnh Bình Minh: a small province with a deployment of its own, for the exchange between two. All people and agencies are invented. */
export const neighbour: readonly DemoAgency[] = [
  {
    key: 'ubndbm',
    code: 'H98.01',
    oldCode: '000.00.01.H98',
    name: 'Ủy ban nhân dân tỉnh Bình Minh',
    symbol: 'UBND',
    parentName: null,
    place: 'Bình Minh',
    keyType: 'p256',
    units: [
      { name: 'Văn phòng', symbol: 'VP' },
      { name: 'Phòng Khoa giáo', symbol: 'KG' },
    ],
    people: [
      { post: 'vanthu', fullName: 'Lưu Thị Thanh Tâm', title: 'Văn thư', roles: ['clerk'], unit: 'VP' },
      { post: 'chutich', fullName: 'Phùng Gia Lộc', title: 'Chủ tịch', capacity: ['CHỦ TỊCH'], roles: ['leader'] },
      { post: 'chuyenvien', fullName: 'Đoàn Hải Nam', title: 'Chuyên viên', roles: ['specialist'], unit: 'KG' },
      { post: 'quantri', fullName: 'Vương Đức Trí', title: 'Quản trị hệ thống', roles: ['administrator'] },
    ],
  },
  {
    key: 'sytbm',
    code: 'H98.15',
    oldCode: '000.00.15.H98',
    name: 'Sở Y tế tỉnh Bình Minh',
    symbol: 'SYT',
    parentName: 'UBND tỉnh Bình Minh',
    place: 'Bình Minh',
    keyType: 'p256',
    units: [
      { name: 'Văn phòng', symbol: 'VP' },
      { name: 'Phòng Nghiệp vụ Y', symbol: 'NVY' },
    ],
    people: [
      { post: 'vanthu', fullName: 'Trương Thị Mỹ Linh', title: 'Văn thư', roles: ['clerk'], unit: 'VP' },
      { post: 'giamdoc', fullName: 'Châu Minh Đức', title: 'Giám đốc', capacity: ['GIÁM ĐỐC'], roles: ['leader'] },
      {
        post: 'truongphong',
        fullName: 'Quách Thị Thuỳ Dương',
        title: 'Trưởng phòng Nghiệp vụ Y',
        roles: ['unit-head'],
        unit: 'NVY',
      },
      { post: 'chuyenvien', fullName: 'La Quốc Huy', title: 'Chuyên viên', roles: ['specialist'], unit: 'NVY' },
    ],
  },
];
