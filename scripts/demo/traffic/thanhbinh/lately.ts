import type { DemoLetter } from '../model.ts';
import { articles, closings, sections, text } from '../phrases.ts';

/** What the district sent in the second half of the year. */
export const fromThanhBinhLately: readonly DemoLetter[] = [
  {
    ago: 120,
    from: 'thanhbinh',
    type: 'cong-van',
    subject: 'bố trí lịch tập huấn ký số cho văn thư các xã',
    inInk: true,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình đề nghị Sở Khoa học và Công nghệ bố trí lịch tập huấn:',
      ['Số lượng: 24 văn thư, công chức của 12 xã.', 'Địa điểm: hội trường huyện; thời gian: 02 ngày.'],
      closings.cooperate,
    ),
    to: [{ key: 'skhcn', fate: 'done', takes: 5 }],
  },
  {
    ago: 68,
    from: 'thanhbinh',
    type: 'bao-cao',
    subject: 'Kết quả triển khai chứng thư số tại các xã',
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình báo cáo kết quả triển khai:',
      [
        '10/12 xã đã được cấp chứng thư số của cơ quan; 21/24 lãnh đạo xã được cấp chứng thư số cá nhân.',
        'Còn gửi kèm bản giấy khi nơi nhận đề nghị hoặc phụ lục khổ lớn.',
      ],
      closings.report,
    ),
    to: [{ key: 'skhcn', fate: 'done', takes: 5, paper: 'Phụ lục bản đồ khổ A0' }],
  },
  {
    ago: 47,
    from: 'thanhbinh',
    type: 'quyet-dinh',
    subject: 'Về việc giao chỉ tiêu gửi văn bản điện tử cho các phòng, các xã',
    body: articles(
      ['Xét đề nghị của Trưởng phòng Nội vụ,'],
      [
        'Giao chỉ tiêu tỷ lệ văn bản gửi điện tử cho 12 phòng và 12 xã; phòng không dưới 90%, xã không dưới 70%.',
        'Phòng Nội vụ theo dõi, báo cáo kết quả vào ngày làm việc đầu tiên hằng tháng.',
        'Chánh Văn phòng, các Trưởng phòng, Chủ tịch Ủy ban nhân dân các xã chịu trách nhiệm thi hành Quyết định này',
      ],
    ),
    to: [{ key: 'snv', fate: 'done', takes: 5 }],
    outside: ['Ủy ban nhân dân xã Hương Sen'],
  },
  {
    ago: 23,
    from: 'thanhbinh',
    type: 'cong-van',
    subject: 'xin ý kiến về phương án sắp xếp đơn vị sự nghiệp công lập',
    inInk: true,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình xin ý kiến về phương án sắp xếp 04 đơn vị sự nghiệp công lập:',
      [
        'Hợp nhất Trung tâm Văn hóa và Trung tâm Thể thao thành một trung tâm.',
        'Giữ nguyên Trung tâm Dịch vụ nông nghiệp, tinh gọn từ 05 còn 03 bộ phận.',
        'Chuyển Ban quản lý chợ huyện sang mô hình hợp tác xã.',
      ],
      closings.cooperate,
    ),
    replyWithin: 18,
    to: [{ key: 'snv', fate: 'done', handler: 'chuyenvien-tccb', takes: 17, within: 18 }],
  },
  {
    ago: 14,
    from: 'thanhbinh',
    type: 'to-trinh',
    subject: 'Điều chỉnh đề án vị trí việc làm sau sắp xếp tổ chức',
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình trình điều chỉnh đề án vị trí việc làm:',
      ['Giảm 04 vị trí quản lý cấp phòng.', 'Bổ sung 02 vị trí chuyên trách công nghệ thông tin.'],
      closings.consider,
    ),
    replyWithin: 13,
    to: [{ key: 'snv', fate: 'in-progress', handler: 'chuyenvien-tccb', within: 12 }],
  },
  {
    ago: 6,
    from: 'thanhbinh',
    type: 'cong-van',
    subject: 'trả lời đơn kiến nghị về đường vào khu dân cư',
    inInk: true,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình trả lời đơn kiến nghị như sau:',
      [
        'Tuyến đường đã được ghi vào danh mục đầu tư năm {nextYear}.',
        'Trước mắt, huyện giao xã san gạt, bảo đảm đi lại an toàn.',
      ],
      'Xin thông báo để ông, bà được biết',
    ),
    to: [],
    outside: ['Các hộ dân thôn Nà Khoang, xã Đồng Tâm'],
  },
  {
    ago: 3,
    from: 'thanhbinh',
    type: 'bao-cao',
    subject: 'Kết quả sắp xếp đơn vị sự nghiệp {month} tháng năm {year}',
    body: sections(
      ['Ủy ban nhân dân huyện Thanh Bình báo cáo kết quả sắp xếp đơn vị sự nghiệp như sau:'],
      [
        [
          'KẾT QUẢ',
          ['Đã hoàn thành đề án hợp nhất 02 trung tâm.', 'Đã lấy ý kiến viên chức, đạt tỷ lệ đồng thuận 93%.'],
        ],
        ['KHÓ KHĂN', ['Chưa có hướng dẫn xử lý tài sản là nhà, đất dôi dư.', 'Kinh phí chi trả chế độ còn thiếu.']],
        ['KIẾN NGHỊ', ['Sở Nội vụ sớm thẩm định đề án.', 'Ủy ban nhân dân tỉnh bổ sung kinh phí.']],
      ],
      closings.report,
    ),
    to: [
      { key: 'snv', fate: 'registered' },
      { key: 'ubnd', fate: 'arrived' },
    ],
  },
  {
    ago: 0,
    from: 'thanhbinh',
    type: 'cong-van',
    subject: 'đề nghị hỗ trợ kinh phí khắc phục thiên tai',
    priority: 1,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình đề nghị xem xét hỗ trợ kinh phí khắc phục hậu quả mưa lũ:',
      ['Sửa chữa 02 cầu tràn, 3,5 km đường liên xã.', 'Hỗ trợ 46 hộ có nhà bị hư hỏng nặng.'],
      closings.consider,
    ),
    to: [
      { key: 'ubnd', fate: 'arrived' },
      { key: 'snv', fate: 'arrived' },
    ],
    stopsAt: 'submitted',
  },
  {
    ago: 0,
    from: 'thanhbinh',
    type: 'giay-moi',
    subject: 'Dự lễ phát động trồng cây, bảo vệ rừng đầu nguồn',
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình trân trọng kính mời đại diện quý cơ quan:',
      ['Thời gian: 07 giờ 30, ngày làm việc đầu tiên của tuần tới.', 'Địa điểm: khu rừng phòng hộ xã Hương Sen.'],
      closings.cooperate,
    ),
    to: [{ key: 'snv', fate: 'arrived' }],
  },
  {
    ago: 1,
    from: 'thanhbinh',
    type: 'cong-van',
    subject: 'giới thiệu công chức tham gia tổ thẩm định',
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình giới thiệu:',
      ['Ông Nông Văn Dũng, Chuyên viên Phòng Nội vụ.'],
      closings.thanks,
    ),
    to: [{ key: 'snv', fate: 'arrived' }],
    stopsAt: 'returned',
    reason: 'Bổ sung thông tin liên hệ của người được giới thiệu',
  },
];
