import type { DemoLetter } from '../model.ts';
import { articles, closings, text } from '../phrases.ts';

/** What the district sent in the first half of the year: it was the last to give up paper. */
export const fromThanhBinhEarlier: readonly DemoLetter[] = [
  {
    ago: 226,
    from: 'thanhbinh',
    type: 'to-trinh',
    subject: 'Đề nghị bổ sung biên chế sự nghiệp giáo dục',
    inInk: true,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình kính trình bổ sung biên chế sự nghiệp giáo dục:',
      [
        'Năm học tới huyện tăng 14 lớp, 420 học sinh; thiếu 23 giáo viên so với định mức.',
        'Huyện đã điều động nội bộ 09 giáo viên, không còn nguồn để cân đối.',
        'Đề nghị bổ sung 14 biên chế, ưu tiên giáo viên tin học và ngoại ngữ.',
      ],
      closings.consider,
    ),
    to: [{ key: 'snv', fate: 'done', takes: 10 }],
  },
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
    ago: 200,
    from: 'thanhbinh',
    type: 'cong-van',
    subject: 'hỗ trợ khảo sát hạ tầng mạng tại các xã vùng cao',
    inInk: true,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình đề nghị Sở Khoa học và Công nghệ:',
      ['Phối hợp khảo sát hạ tầng mạng tại 08 xã.', 'Tư vấn phương án kết nối phù hợp với địa hình chia cắt.'],
      closings.cooperate,
    ),
    to: [{ key: 'skhcn', fate: 'done', takes: 10 }],
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
    priority: 1,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình báo cáo nhanh thiệt hại do dông lốc:',
      [
        'Tốc mái 46 nhà, gãy đổ 21 héc-ta ngô; không có thiệt hại về người.',
        'Đã huy động 180 lượt người khắc phục; đề nghị hỗ trợ tấm lợp và giống cây trồng.',
      ],
      closings.consider,
    ),
    to: [{ key: 'ubnd', fate: 'done', takes: 5, paper: 'Kèm ảnh hiện trường khổ lớn' }],
  },
  {
    ago: 140,
    from: 'thanhbinh',
    type: 'to-trinh',
    subject: 'Phê duyệt đề án vị trí việc làm của các phòng chuyên môn',
    inInk: true,
    body: text(
      'Ủy ban nhân dân huyện Thanh Bình trình Sở Nội vụ thẩm định đề án vị trí việc làm:',
      ['Đề án gồm 12 phòng với 78 vị trí.', 'So với đề án cũ giảm 06 vị trí, điều chỉnh tên gọi 11 vị trí.'],
      closings.consider,
    ),
    to: [{ key: 'snv', fate: 'done', takes: 10, handler: 'truongphong' }],
  },
];
