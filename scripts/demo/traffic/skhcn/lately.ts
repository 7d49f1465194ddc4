import type { DemoLetter } from '../model.ts';
import { closings, sections, text } from '../phrases.ts';

/** What Sở Khoa học và Công nghệ sent in the second half of the year. */
export const fromSkhcnLately: readonly DemoLetter[] = [
  {
    ago: 89,
    from: 'skhcn',
    type: 'to-trinh',
    subject: 'Phê duyệt danh mục nhiệm vụ khoa học và công nghệ năm {nextYear}',
    inInk: true,
    body: text(
      'Trên cơ sở đề xuất của các cơ quan và ý kiến của các hội đồng tư vấn, Sở trình phê duyệt:',
      [
        '12 nhiệm vụ thuộc 05 chương trình; trong đó 03 nhiệm vụ phục vụ chuyển đổi số.',
        'Tổng kinh phí dự kiến 9,6 tỷ đồng, phân kỳ trong hai năm.',
      ],
      closings.consider,
    ),
    to: [{ key: 'ubnd', fate: 'done', leader: 'phochutich', takes: 10 }],
  },
  {
    ago: 14,
    from: 'skhcn',
    type: 'ke-hoach',
    subject: 'Tổ chức Ngày hội chuyển đổi số tỉnh Sao Mai',
    body: sections(
      ['Thực hiện chương trình công tác năm, Sở Khoa học và Công nghệ ban hành kế hoạch với các nội dung sau:'],
      [
        [
          'MỤC ĐÍCH',
          [
            'Giới thiệu kết quả gửi, nhận văn bản điện tử, dịch vụ công trực tuyến đến người dân, doanh nghiệp.',
            'Trao đổi kinh nghiệm, phổ biến cách làm hay của các cơ quan, địa phương.',
          ],
        ],
        [
          'NỘI DUNG, THỜI GIAN',
          [
            'Khai mạc và tọa đàm về giá trị pháp lý của văn bản điện tử: 01 buổi.',
            'Khu trưng bày của các sở, huyện, doanh nghiệp: 02 ngày, từ 08 giờ 00 đến 20 giờ 00.',
            'Hướng dẫn người dân cài đặt, sử dụng chữ ký số cá nhân: 02 ngày.',
            'Cuộc thi tìm hiểu an toàn thông tin cho học sinh trung học phổ thông: vòng chung kết 01 buổi.',
          ],
        ],
        [
          'PHÂN CÔNG',
          [
            'Sở Khoa học và Công nghệ chủ trì, bố trí địa điểm, đường truyền, bảo đảm an toàn thông tin.',
            'Sở Nội vụ chuẩn bị báo cáo chuyên đề về công tác văn thư, lưu trữ điện tử.',
            'Ủy ban nhân dân huyện Thanh Bình cử 03 đoàn viên tham gia hướng dẫn người dân.',
            'Các cơ quan truyền thông đưa tin trước, trong và sau sự kiện.',
          ],
        ],
        ['KINH PHÍ', ['Từ nguồn sự nghiệp khoa học và công nghệ và nguồn xã hội hóa; quyết toán theo quy định.']],
      ],
      closings.carryOut,
    ),
    annexes: [
      {
        title: 'Phân công gian trưng bày',
        lines: [
          'Gian số 1: gửi, nhận văn bản điện tử giữa các cơ quan.',
          'Gian số 2: dịch vụ công trực tuyến toàn trình.',
          'Gian số 3: dữ liệu mở và bản đồ số.',
          'Gian số 4: sản phẩm của doanh nghiệp công nghệ số.',
        ],
      },
    ],
    to: [
      { key: 'ubnd', fate: 'in-progress', handler: 'truongphong', within: 15 },
      { key: 'thanhbinh', fate: 'assigned', within: 18 },
    ],
  },
  {
    ago: 6,
    from: 'skhcn',
    type: 'cong-van',
    subject: 'xin ý kiến dự thảo quy định về bảo đảm an toàn thông tin mạng',
    body: text(
      'Sở Khoa học và Công nghệ gửi dự thảo quy định, đề nghị quý cơ quan cho ý kiến:',
      [
        'Về phạm vi, đối tượng áp dụng và trách nhiệm của người đứng đầu.',
        'Về quy trình báo cáo sự cố và thời hạn khắc phục.',
      ],
      closings.cooperate,
    ),
    replyWithin: 8,
    to: [{ key: 'snv', fate: 'assigned', within: 7 }],
  },
  {
    ago: 2,
    from: 'skhcn',
    type: 'bao-cao',
    subject: 'Tình hình ứng dụng chữ ký số trong cơ quan nhà nước',
    body: text(
      'Sở Khoa học và Công nghệ báo cáo tình hình ứng dụng chữ ký số:',
      [
        'Đã cấp 214 chứng thư số cá nhân, 31 chứng thư số tổ chức; thu hồi 09 chứng thư do thay đổi vị trí công tác.',
        'Số văn bản ký số tăng 2,3 lần so với cùng kỳ.',
      ],
      closings.report,
    ),
    to: [
      { key: 'snv', fate: 'presented', leader: 'phogiamdoc' },
      { key: 'ubnd', fate: 'registered' },
    ],
  },
  {
    ago: 1,
    from: 'skhcn',
    type: 'cong-van',
    subject: 'thẩm định đề cương nâng cấp hệ thống thông tin',
    body: text(
      'Sở Khoa học và Công nghệ đề nghị Ủy ban nhân dân tỉnh xem xét đề cương:',
      ['Nâng cấp năng lực lưu trữ.', 'Bổ sung giải pháp dự phòng.'],
      closings.consider,
    ),
    to: [{ key: 'ubnd', fate: 'arrived' }],
    stopsAt: 'returned',
    reason: 'Bổ sung căn cứ pháp lý và dự toán kinh phí trước khi trình lại',
  },
  {
    ago: 0,
    from: 'skhcn',
    type: 'thong-bao',
    subject: 'Tiếp nhận hồ sơ tham gia tuyển chọn nhiệm vụ khoa học và công nghệ',
    body: text(
      'Sở Khoa học và Công nghệ thông báo tiếp nhận hồ sơ:',
      ['Hồ sơ gửi bằng bản điện tử có chữ ký số.', 'Thời hạn: 30 ngày kể từ ngày thông báo.'],
      closings.cooperate,
    ),
    to: [{ key: 'thanhbinh', fate: 'arrived' }],
    stopsAt: 'signed',
  },
];
