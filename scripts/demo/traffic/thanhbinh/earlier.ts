import type { DemoLetter } from '../model.ts';
import { articles, closings, text } from '../phrases.ts';

/** What the district sent in the first half of the year: it was the last to give up paper. */
export const fromThanhBinhEarlier: readonly DemoLetter[] = [
  {
    ago: 210,
    from: 'thanhbinh',
    type: 'bao-cao',
    subject: 'Tình hình cải cách hành chính quý {quarter}',
    inInk: true,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình báo cáo tình hình cải cách hành chính:',
      [
        '11/12 xã bố trí đủ công chức tại bộ phận tiếp nhận và trả kết quả.',
        'Văn bản giữa huyện và các xã chủ yếu còn gửi bản giấy do thiếu chứng thư số.',
      ],
      closings.report,
    ),
    to: [{ key: 'snv', fate: 'done', takes: 5 }],
  },
  {
    ago: 180,
    from: 'thanhbinh',
    type: 'quyet-dinh',
    subject: 'Về việc phê duyệt kế hoạch sử dụng đất hằng năm',
    inInk: true,
    body: articles(
      ['Theo đề nghị của Trưởng phòng chuyên môn,'],
      [
        'Phê duyệt kế hoạch sử dụng đất hằng năm của huyện với 37 công trình, dự án.',
        'Chánh Văn phòng, các Trưởng phòng và Chủ tịch Ủy ban nhân dân các xã chịu trách nhiệm thi hành Quyết định này',
      ],
    ),
    to: [],
    outside: ['Ủy ban nhân dân xã Hương Sen', 'Ủy ban nhân dân xã Đồng Tâm'],
  },
  {
    ago: 152,
    from: 'thanhbinh',
    type: 'cong-van',
    subject: 'báo cáo thiệt hại do dông lốc',
    inInk: true,
    priority: 1,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình báo cáo nhanh thiệt hại do dông lốc:',
      [
        'Tốc mái 46 nhà, gãy đổ 21 héc-ta ngô; không có thiệt hại về người.',
        'Đã huy động 180 lượt người khắc phục; đề nghị hỗ trợ tấm lợp và giống cây trồng.',
      ],
      closings.consider,
    ),
    to: [{ key: 'ubnd', fate: 'done', takes: 5 }],
  },
];
