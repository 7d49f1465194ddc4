import type { DemoLetter } from '../model.ts';
import { articles, closings, sections } from '../phrases.ts';

/** What Sở Khoa học và Công nghệ sent in the first half of the year. */
export const fromSkhcnEarlier: readonly DemoLetter[] = [
  {
    ago: 194,
    from: 'skhcn',
    type: 'ke-hoach',
    subject: 'Ứng phó sự cố an toàn thông tin mạng',
    inInk: true,
    body: sections(
      ['Căn cứ chương trình công tác năm của Sở,'],
      [
        ['YÊU CẦU', ['Phát hiện sớm, xử lý nhanh, không để gián đoạn việc gửi, nhận văn bản điện tử.']],
        [
          'NỘI DUNG',
          [
            'Diễn tập ứng phó mã độc tống tiền: 01 lần trong quý tới.',
            'Sao lưu dữ liệu hằng ngày, thử khôi phục hằng tháng.',
            'Đường dây nóng tiếp nhận sự cố hoạt động 24/24 giờ.',
          ],
        ],
      ],
      closings.carryOut,
    ),
    to: [{ key: 'snv', fate: 'done', takes: 5 }],
  },
  {
    ago: 180,
    from: 'skhcn',
    type: 'quyet-dinh',
    subject: 'Về việc công nhận sáng kiến cấp cơ sở',
    inInk: true,
    body: articles(
      ['Theo đề nghị của Hội đồng Sáng kiến,'],
      [
        'Công nhận 06 sáng kiến cấp cơ sở của công chức, viên chức.',
        'Chánh Văn phòng, các Trưởng phòng và các cá nhân có tên chịu trách nhiệm thi hành Quyết định này',
      ],
    ),
    to: [],
    outside: ['Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Sao Mai'],
  },
];
