import type { DemoLetter } from '../model.ts';
import { articles, clerical, closings, sections, text } from '../phrases.ts';

/** What the people’s committee of the province sent in the first half of the year. */
export const fromUbndEarlier: readonly DemoLetter[] = [
  {
    ago: 236,
    from: 'ubnd',
    type: 'ke-hoach',
    subject: 'Chuyển đổi số trong hoạt động của các cơ quan nhà nước tỉnh Sao Mai',
    signer: 'phochutich',
    inInk: true,
    body: sections(
      [clerical],
      [
        [
          'MỤC TIÊU',
          [
            'Đưa việc gửi, nhận văn bản giữa các cơ quan lên môi trường điện tử, từng bước chấm dứt gửi bản giấy song song.',
            'Đến hết năm, trên 95% văn bản trao đổi giữa các cơ quan được gửi điện tử trọn vẹn.',
          ],
        ],
        [
          'NHIỆM VỤ',
          [
            'Cấp chứng thư số cho lãnh đạo và chứng thư số của cơ quan trước khi hết quý I.',
            'Kết nối hệ thống quản lý văn bản của các sở và Ủy ban nhân dân các huyện.',
            'Đào tạo văn thư, chuyên viên về ký số, kiểm tra chữ ký số và lập hồ sơ điện tử.',
            'Công khai hằng tháng tỷ lệ gửi điện tử trọn vẹn của từng cơ quan.',
          ],
        ],
        [
          'TỔ CHỨC THỰC HIỆN',
          [
            'Sở Nội vụ theo dõi, đôn đốc, tổng hợp báo cáo trước ngày 20 hằng tháng.',
            'Sở Khoa học và Công nghệ bảo đảm hạ tầng, an toàn thông tin.',
            'Ủy ban nhân dân các huyện chỉ đạo các phòng, ban và các xã cùng thực hiện.',
          ],
        ],
      ],
      closings.inTime,
    ),
    to: [{ key: 'snv', fate: 'done', takes: 10 }],
  },
  {
    ago: 226,
    from: 'ubnd',
    type: 'quyet-dinh',
    subject: 'Về việc thành lập Tổ công tác chuyển đổi số của tỉnh',
    inInk: true,
    body: articles(
      [clerical, 'Xét đề nghị của Giám đốc Sở Khoa học và Công nghệ,'],
      [
        'Thành lập Tổ công tác chuyển đổi số của tỉnh gồm 09 thành viên do một Phó Chủ tịch làm Tổ trưởng.',
        'Tổ công tác giúp Chủ tịch Ủy ban nhân dân tỉnh chỉ đạo, đôn đốc việc gửi, nhận văn bản điện tử.',
        'Chánh Văn phòng, Giám đốc các sở và các ông, bà có tên chịu trách nhiệm thi hành Quyết định này',
      ],
    ),
    to: [{ key: 'skhcn', fate: 'done', takes: 5 }],
  },
  {
    ago: 160,
    from: 'ubnd',
    type: 'giay-moi',
    subject: 'Dự hội nghị sơ kết nhiệm vụ quý {quarter}',
    inInk: true,
    body: text(
      'Ủy ban nhân dân tỉnh trân trọng kính mời đại diện lãnh đạo quý cơ quan dự hội nghị:',
      ['Thời gian: 08 giờ 00, 01 buổi.', 'Địa điểm: Phòng họp số 2, trụ sở Ủy ban nhân dân tỉnh.'],
      closings.cooperate,
    ),
    to: [],
    outside: ['Ngân hàng Chính sách xã hội khu vực Sao Mai'],
  },
  {
    ago: 131,
    from: 'ubnd',
    type: 'thong-bao',
    subject: 'Kết luận tại hội nghị sơ kết công tác chuyển đổi số',
    inInk: true,
    signer: 'phochutich',
    body: text(
      'Phó Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:',
      [
        'Biểu dương Sở Nội vụ, Sở Khoa học và Công nghệ đã chủ động chuyển sang gửi, nhận văn bản điện tử.',
        'Các huyện khẩn trương hoàn thành việc kết nối; Sở Khoa học và Công nghệ hỗ trợ đường truyền.',
        'Từ quý tới, Văn phòng không tiếp nhận bản giấy của văn bản đã gửi điện tử đủ chữ ký số.',
      ],
      closings.inTime,
    ),
    to: [{ key: 'skhcn', fate: 'done', takes: 5 }],
  },
];
