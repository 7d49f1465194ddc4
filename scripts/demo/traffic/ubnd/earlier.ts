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
    to: [{ key: 'snv', fate: 'done', paper: 'Cơ quan nhận chưa được cấp đủ chứng thư số', takes: 10 }],
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
    ago: 210,
    from: 'ubnd',
    type: 'cong-van',
    subject: 'tổng kết, đánh giá công tác văn thư, lưu trữ',
    inInk: true,
    body: text(
      'Ủy ban nhân dân tỉnh yêu cầu các cơ quan, địa phương tổng kết công tác văn thư, lưu trữ theo các nội dung:',
      [
        'Số lượng văn bản đến, văn bản đi; tỷ lệ văn bản điện tử.',
        'Số hồ sơ đã lập, số hồ sơ nộp lưu, số tài liệu hết giá trị đã tiêu hủy.',
        'Những vướng mắc về thể thức, ký số và đề xuất sửa đổi.',
      ],
      closings.inTime,
    ),
    to: [{ key: 'thanhbinh', fate: 'done', takes: 10 }],
    outside: ['Báo Sao Mai'],
  },
  {
    ago: 200,
    from: 'ubnd',
    type: 'chi-thi',
    subject: 'Về việc tăng cường tiết kiệm trong tổ chức hội nghị',
    inInk: true,
    body: text(
      'Chủ tịch Ủy ban nhân dân tỉnh chỉ thị các cơ quan, địa phương thực hiện nghiêm các nội dung sau:',
      [
        'Chỉ tổ chức hội nghị khi thật cần thiết; ưu tiên họp trực tuyến, gửi tài liệu bằng bản điện tử.',
        'Không tặng quà, không in tài liệu màu, không thuê địa điểm ngoài cơ quan.',
      ],
      closings.inTime,
    ),
    to: [{ key: 'snv', fate: 'done', takes: 5 }],
  },
  {
    ago: 180,
    from: 'ubnd',
    type: 'cong-van',
    subject: 'khắc phục tồn tại trong tiếp nhận văn bản điện tử',
    signer: 'phochutich',
    inInk: true,
    body: text(
      'Qua theo dõi, một số cơ quan tiếp nhận văn bản điện tử chưa kịp thời. Ủy ban nhân dân tỉnh yêu cầu:',
      [
        'Văn thư kiểm tra văn bản đến điện tử ít nhất hai lần trong ngày làm việc.',
        'Văn bản đến trong ngày phải được đăng ký trong ngày, chậm nhất là ngày làm việc tiếp theo.',
        'Từ chối tiếp nhận phải nêu rõ lý do để nơi gửi biết và khắc phục.',
      ],
      closings.inTime,
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
