import type { DemoLetter } from '../model.ts';
import { articles, closings, text } from '../phrases.ts';

/** What the people’s committee of the province sent in the second half of the year. */
export const fromUbndLately: readonly DemoLetter[] = [
  {
    ago: 68,
    from: 'ubnd',
    type: 'chi-thi',
    subject: 'Về việc chấm dứt gửi bản giấy song song với văn bản điện tử',
    body: text(
      'Để thực hiện nghiêm Quy chế đã ban hành, Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:',
      [
        'Người đứng đầu các cơ quan, địa phương trực tiếp chỉ đạo, không để phát sinh bản giấy không có lý do.',
        'Mọi trường hợp gửi kèm bản giấy phải ghi lý do trên hệ thống và được công khai.',
        'Sở Nội vụ kiểm tra đột xuất, báo cáo kết quả hằng quý.',
      ],
      closings.inTime,
    ),
    to: [{ key: 'snv', fate: 'done', takes: 5 }],
  },
  {
    ago: 23,
    from: 'ubnd',
    type: 'cong-van',
    subject: 'gửi, nhận văn bản điện tử, không gửi kèm bản giấy',
    signer: 'phochutich',
    body: text(
      'Ủy ban nhân dân tỉnh yêu cầu các cơ quan, địa phương:',
      [
        'Từ đầu tháng tới, gửi văn bản giữa các cơ quan hoàn toàn bằng bản điện tử có đủ chữ ký số của người có thẩm quyền và của cơ quan.',
        'Báo cáo kết quả thực hiện, nêu rõ các trường hợp còn gửi bản giấy và lý do.',
      ],
      closings.inTime,
    ),
    replyWithin: 24,
    to: [
      { key: 'skhcn', fate: 'done', takes: 12 },
      { key: 'thanhbinh', fate: 'in-progress', within: 24 },
    ],
  },
  {
    ago: 14,
    from: 'ubnd',
    type: 'cong-van',
    subject: 'tăng cường kỷ luật, kỷ cương hành chính những tháng cuối năm',
    body: text(
      'Để hoàn thành các chỉ tiêu được giao, Ủy ban nhân dân tỉnh yêu cầu thủ trưởng các cơ quan, địa phương:',
      [
        'Rà soát nhiệm vụ quá hạn, xác định rõ trách nhiệm, có biện pháp hoàn thành ngay.',
        'Thực hiện nghiêm thời giờ làm việc; xử lý văn bản đến không để quá 24 giờ.',
        'Báo cáo kết quả bằng bản điện tử trước thời hạn ghi trên văn bản này.',
      ],
      closings.inTime,
    ),
    replyWithin: 14,
    to: [{ key: 'thanhbinh', fate: 'in-progress', handler: 'truongphong', within: 12 }],
  },
  {
    ago: 11,
    from: 'ubnd',
    type: 'thong-bao',
    subject: 'Kết luận của Phó Chủ tịch tại cuộc họp giao ban tháng {month}',
    signer: 'phochutich',
    body: text(
      'Sau khi nghe báo cáo và ý kiến các đại biểu, Phó Chủ tịch Ủy ban nhân dân tỉnh kết luận:',
      [
        'Sở Nội vụ hoàn thiện dự thảo quy định trách nhiệm người đứng đầu, trình trong tháng này.',
        'Sở Khoa học và Công nghệ khắc phục tình trạng chậm phản hồi trạng thái xử lý của một số đơn vị.',
        'Ủy ban nhân dân huyện Thanh Bình báo cáo tiến độ sắp xếp đơn vị sự nghiệp.',
      ],
      closings.inTime,
    ),
    replyWithin: 11,
    to: [
      {
        key: 'snv',
        fate: 'in-progress',
        leader: 'phogiamdoc',
        handler: 'truongphong',
        helpers: ['chuyenvien'],
        within: 10,
      },
    ],
  },
  {
    ago: 3,
    from: 'ubnd',
    type: 'giay-moi',
    subject: 'Họp giao ban công tác nội vụ quý {quarter}',
    signer: 'phochutich',
    body: text(
      'Ủy ban nhân dân tỉnh trân trọng kính mời đại diện lãnh đạo quý cơ quan dự họp giao ban:',
      [
        'Thời gian: 14 giờ 00, ngày làm việc cuối cùng của tuần tới.',
        'Địa điểm: phòng họp trực tuyến; điểm cầu tại trụ sở các cơ quan.',
        'Tài liệu gửi trước bằng bản điện tử; đề nghị chuẩn bị ý kiến tham luận.',
      ],
      closings.cooperate,
    ),
    to: [
      { key: 'snv', fate: 'presented' },
      { key: 'skhcn', fate: 'assigned', within: 2 },
      { key: 'thanhbinh', fate: 'arrived' },
    ],
  },
  {
    ago: 1,
    from: 'ubnd',
    type: 'cong-dien',
    subject: 'Ứng phó mưa lớn, sạt lở đất tại các huyện miền núi',
    body: text(
      'Dự báo trong 03 ngày tới có mưa to đến rất to. Chủ tịch Ủy ban nhân dân tỉnh điện:',
      [
        'Triển khai ngay phương án ứng phó, di dời dân ra khỏi khu vực có nguy cơ sạt lở.',
        'Trực ban 24/24 giờ, báo cáo trước 16 giờ 00 hằng ngày.',
      ],
      'Yêu cầu nghiêm túc thực hiện',
    ),
    priority: 3,
    to: [
      { key: 'snv', fate: 'arrived' },
      { key: 'thanhbinh', fate: 'presented' },
    ],
  },
  {
    ago: 0,
    from: 'ubnd',
    type: 'cong-van',
    subject: 'cho ý kiến dự thảo chương trình công tác năm {nextYear}',
    drafter: 'truongphong',
    body: text(
      'Ủy ban nhân dân tỉnh gửi dự thảo chương trình công tác, đề nghị quý cơ quan:',
      ['Rà soát các nhiệm vụ thuộc lĩnh vực phụ trách.', 'Gửi ý kiến bằng văn bản điện tử trong 07 ngày làm việc.'],
      closings.cooperate,
    ),
    replyWithin: 7,
    to: [{ key: 'thanhbinh', fate: 'arrived' }],
  },
  {
    ago: 0,
    from: 'ubnd',
    type: 'quyet-dinh',
    subject: 'Về việc cử đoàn công tác kiểm tra tiến độ chuyển đổi số tại các huyện',
    body: articles(
      ['Xét đề nghị của Trưởng phòng Nội chính,'],
      [
        'Cử đoàn công tác gồm 05 thành viên kiểm tra tiến độ chuyển đổi số tại các huyện trong 04 ngày.',
        'Chánh Văn phòng và các ông, bà có tên chịu trách nhiệm thi hành Quyết định này',
      ],
    ),
    to: [{ key: 'thanhbinh', fate: 'arrived' }],
    stopsAt: 'submitted',
  },
  {
    ago: 1,
    from: 'ubnd',
    type: 'cong-van',
    subject: 'đôn đốc giải ngân kinh phí chuyển đổi số',
    signer: 'phochutich',
    body: text(
      'Ủy ban nhân dân tỉnh đôn đốc việc giải ngân kinh phí chuyển đổi số:',
      ['Đẩy nhanh thủ tục lựa chọn nhà thầu.', 'Báo cáo khó khăn, vướng mắc trước ngày 25.'],
      closings.inTime,
    ),
    to: [{ key: 'skhcn', fate: 'arrived' }],
    stopsAt: 'void-asked',
    reason: 'Đã cấp số nhưng phát hiện sai thời hạn báo cáo, cần trình ký lại',
  },
];
