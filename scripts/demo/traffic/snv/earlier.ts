import type { DemoLetter } from '../model.ts';
import { articles, clerical, closings, sections, text } from '../phrases.ts';

/** What Sở Nội vụ sent in the first half of the year; it went over to electronic documents early. */
export const fromSnvEarlier: readonly DemoLetter[] = [
  {
    ago: 226,
    from: 'snv',
    type: 'cong-van',
    subject: 'rà soát danh mục vị trí việc làm của các cơ quan hành chính',
    body: text(
      'Thực hiện chương trình công tác năm, Sở Nội vụ đề nghị các cơ quan, địa phương:',
      [
        'Rà soát danh mục vị trí việc làm đã được phê duyệt, nêu rõ vị trí cần bổ sung, cần sáp nhập và lý do.',
        'Lập biểu so sánh số biên chế được giao với số có mặt tại thời điểm báo cáo.',
        'Gửi kết quả trong vòng 15 ngày làm việc kể từ ngày nhận được văn bản này.',
      ],
      closings.cooperate,
    ),
    inInk: true,
    to: [{ key: 'skhcn', fate: 'done', takes: 10 }],
  },
  {
    ago: 215,
    from: 'snv',
    type: 'ke-hoach',
    subject: 'Cải cách hành chính năm {year}',
    signer: 'phogiamdoc',
    inInk: true,
    body: sections(
      [clerical],
      [
        [
          'MỤC ĐÍCH, YÊU CẦU',
          [
            'Nâng cao chất lượng phục vụ người dân, doanh nghiệp; lấy mức độ hài lòng làm thước đo kết quả.',
            'Xác định rõ đơn vị chủ trì, đơn vị phối hợp và thời hạn hoàn thành của từng nhiệm vụ.',
          ],
        ],
        [
          'NHIỆM VỤ TRỌNG TÂM',
          [
            'Rút ngắn ít nhất 20% thời gian giải quyết đối với 35 thủ tục thuộc lĩnh vực nội vụ.',
            'Chuyển việc gửi, nhận văn bản giữa các phòng sang môi trường điện tử trước khi hết quý II.',
            'Tổ chức 02 lớp bồi dưỡng kỹ năng soạn thảo và ký số văn bản cho công chức.',
          ],
        ],
        [
          'TỔ CHỨC THỰC HIỆN',
          ['Phòng Cải cách hành chính theo dõi, đôn đốc, tổng hợp báo cáo trước ngày 20 hằng tháng.'],
        ],
      ],
      closings.carryOut,
    ),
    to: [{ key: 'ubnd', fate: 'done' }],
  },
  {
    ago: 200,
    from: 'snv',
    type: 'quyet-dinh',
    subject: 'Về việc nâng bậc lương trước thời hạn đối với công chức',
    inInk: true,
    body: articles(
      ['Căn cứ quy chế làm việc của Sở Nội vụ;', 'Theo đề nghị của Trưởng phòng Tổ chức cán bộ,'],
      [
        'Nâng bậc lương trước thời hạn đối với 03 công chức có thành tích xuất sắc trong thực hiện nhiệm vụ.',
        'Thời gian tính nâng bậc lương lần sau kể từ ngày ký Quyết định này.',
        'Chánh Văn phòng, Trưởng phòng Tổ chức cán bộ và các ông, bà có tên chịu trách nhiệm thi hành Quyết định này',
      ],
    ),
    to: [],
    outside: ['Kho bạc Nhà nước khu vực Sao Mai'],
  },
  {
    ago: 173,
    from: 'snv',
    type: 'huong-dan',
    subject: 'Lập hồ sơ công việc và nộp lưu hồ sơ vào lưu trữ cơ quan',
    inInk: true,
    body: text(
      'Để thống nhất việc lập hồ sơ và nộp lưu hồ sơ trong các cơ quan, Sở Nội vụ hướng dẫn như sau:',
      [
        'Hồ sơ được mở khi bắt đầu công việc, có tiêu đề ngắn gọn, thời hạn bảo quản và người lập hồ sơ.',
        'Văn bản trong hồ sơ sắp xếp theo trình tự giải quyết công việc; văn bản điện tử giữ nguyên chữ ký số.',
        'Hồ sơ nộp lưu trong 01 năm kể từ ngày công việc kết thúc; hồ sơ xây dựng cơ bản trong 03 tháng kể từ ngày quyết toán.',
        'Khi nộp lưu phải có mục lục hồ sơ và biên bản giao nhận.',
      ],
      closings.carryOut,
    ),
    to: [{ key: 'thanhbinh', fate: 'done', takes: 5 }],
  },
  {
    ago: 140,
    from: 'snv',
    type: 'cong-van',
    subject: 'cử công chức tham gia đoàn kiểm tra kỷ luật, kỷ cương hành chính',
    inInk: true,
    body: text(
      'Sở Nội vụ thành lập đoàn kiểm tra liên ngành về kỷ luật, kỷ cương hành chính; đề nghị quý cơ quan:',
      [
        'Cử 01 công chức cấp phòng có kinh nghiệm tham gia đoàn trong thời gian 10 ngày làm việc.',
        'Gửi họ tên, chức vụ, số điện thoại của người được cử trước ngày làm việc thứ năm kể từ ngày nhận văn bản.',
      ],
      closings.thanks,
    ),
    to: [],
    outside: ['Liên đoàn Lao động tỉnh Sao Mai'],
  },
  {
    ago: 110,
    from: 'snv',
    type: 'thong-bao',
    subject: 'Chiêu sinh lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ',
    inInk: true,
    signer: 'phogiamdoc',
    body: text(
      'Sở Nội vụ thông báo mở lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ:',
      [
        'Đối tượng: công chức, viên chức làm công tác văn thư, lưu trữ của các cơ quan, địa phương.',
        'Nội dung: thể thức văn bản; quản lý văn bản điện tử; ký số và kiểm tra chữ ký số; lập hồ sơ điện tử.',
        'Thời gian: 05 ngày; học viên mang theo máy tính và chứng thư số được cấp.',
      ],
      closings.cooperate,
    ),
    to: [{ key: 'skhcn', fate: 'done', takes: 5 }],
  },
];
