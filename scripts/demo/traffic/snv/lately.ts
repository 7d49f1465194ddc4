import type { DemoLetter } from '../model.ts';
import { articles, clerical, closings, sections, text } from '../phrases.ts';

/** What Sở Nội vụ sent in the second half of the year. */
export const fromSnvLately: readonly DemoLetter[] = [
  {
    ago: 68,
    from: 'snv',
    type: 'quyet-dinh',
    subject: 'Ban hành Quy chế quản lý và sử dụng chữ ký số của Sở Nội vụ',
    body: articles(
      [clerical, 'Xét đề nghị của Trưởng phòng Cải cách hành chính,'],
      [
        'Ban hành kèm theo Quyết định này Quy chế quản lý và sử dụng chữ ký số của Sở Nội vụ.',
        'Văn bản điện tử phát hành phải có chữ ký số của người có thẩm quyền và chữ ký số của cơ quan; không phát hành song song bản giấy, trừ trường hợp pháp luật quy định khác.',
        'Văn thư quản lý thiết bị chứa khóa của cơ quan, chỉ ký số vào văn bản đã được người có thẩm quyền ký.',
        'Quyết định này có hiệu lực kể từ ngày ký; Chánh Văn phòng, các Trưởng phòng chịu trách nhiệm thi hành',
      ],
    ),
    annexes: [
      {
        title: 'Danh sách cá nhân được cấp chứng thư số',
        lines: [
          'Trần Quốc Bảo, Giám đốc: ký văn bản thuộc thẩm quyền của người đứng đầu cơ quan.',
          'Nguyễn Thị Thu Hà, Phó Giám đốc: ký thay Giám đốc các lĩnh vực được phân công.',
          'Phạm Thị Ngọc Ánh, Văn thư: quản lý chứng thư số của cơ quan.',
        ],
      },
    ],
    to: [{ key: 'ubnd', fate: 'done', takes: 5 }],
  },
  {
    ago: 47,
    from: 'snv',
    type: 'cong-van',
    subject: 'báo cáo kết quả tinh giản biên chế sáu tháng',
    inInk: true,
    body: text(
      'Để tổng hợp trình Ủy ban nhân dân tỉnh, Sở Nội vụ đề nghị quý cơ quan:',
      [
        'Báo cáo kết quả tinh giản biên chế sáu tháng theo mẫu tại phụ lục.',
        'Nêu rõ các trường hợp đã được phê duyệt nhưng chưa chi trả chế độ và nguyên nhân.',
      ],
      closings.inTime,
    ),
    to: [{ key: 'thanhbinh', fate: 'done', takes: 7 }],
  },
  {
    ago: 23,
    from: 'snv',
    type: 'to-trinh',
    subject: 'Đề nghị ban hành quy định trách nhiệm người đứng đầu trong gửi, nhận văn bản điện tử',
    body: text(
      'Sở Nội vụ trình Ủy ban nhân dân tỉnh xem xét, ban hành quy định với các nội dung chính sau:',
      [
        'Người đứng đầu cơ quan chịu trách nhiệm về tỷ lệ văn bản gửi điện tử trọn vẹn của cơ quan mình.',
        'Văn thư nơi nhận phản hồi trạng thái tiếp nhận trong ngày; từ chối phải nêu rõ lý do.',
        'Kết quả thực hiện là một tiêu chí xếp loại cải cách hành chính hằng năm.',
      ],
      closings.consider,
    ),
    to: [{ key: 'ubnd', fate: 'done', leader: 'phochutich', takes: 10 }],
  },
  {
    ago: 11,
    from: 'snv',
    type: 'bao-cao',
    subject: 'Kết quả gửi, nhận văn bản điện tử {month} tháng năm {year}',
    signer: 'phogiamdoc',
    body: sections(
      ['Thực hiện nhiệm vụ được giao, Sở Nội vụ báo cáo kết quả gửi, nhận văn bản điện tử như sau:'],
      [
        [
          'KẾT QUẢ ĐẠT ĐƯỢC',
          [
            'Các cơ quan đã gửi, nhận văn bản giữa các cấp chủ yếu bằng bản điện tử; phần lớn nơi nhận phản hồi trong ngày.',
            'Số văn bản gửi kèm bản giấy giảm rõ rệt qua từng quý.',
            'Chữ ký số của người có thẩm quyền và của cơ quan được nơi nhận kiểm tra tự động, không phát hiện trường hợp bị thay đổi nội dung.',
          ],
        ],
        [
          'TỒN TẠI, HẠN CHẾ',
          [
            'Một số văn bản bị từ chối do thiếu phụ lục hoặc sai mẫu biểu.',
            'Việc cập nhật trạng thái xử lý của nơi nhận có lúc còn chậm.',
            'Văn bản gửi doanh nghiệp, tổ chức ngoài hệ thống vẫn phải gửi bản giấy.',
          ],
        ],
        [
          'ĐỀ XUẤT, KIẾN NGHỊ',
          [
            'Ủy ban nhân dân tỉnh chỉ đạo các cơ quan chấm dứt gửi bản giấy song song khi nơi nhận đã kết nối.',
            'Công khai tỷ lệ của từng cơ quan tại phiên họp giao ban hằng tháng.',
          ],
        ],
      ],
      closings.report,
    ),
    to: [{ key: 'ubnd', fate: 'assigned', leader: 'phochutich', within: 12 }],
  },
  {
    ago: 6,
    from: 'snv',
    type: 'cong-van',
    subject: 'báo cáo kết quả thực hiện chế độ, chính sách đối với cán bộ không chuyên trách',
    body: text(
      'Sở Nội vụ đề nghị Ủy ban nhân dân huyện báo cáo các nội dung sau:',
      [
        'Số lượng cán bộ không chuyên trách ở xã, thôn tại thời điểm báo cáo.',
        'Mức phụ cấp, mức khoán kinh phí đang áp dụng; khó khăn, vướng mắc khi thực hiện.',
      ],
      closings.inTime,
    ),
    to: [
      { key: 'thanhbinh', fate: 'refused', refusal: 'Văn bản ghi sai thẩm quyền trả lời, đề nghị gửi Phòng Nội vụ' },
    ],
    replyWithin: 10,
  },
  {
    ago: 6,
    from: 'snv',
    type: 'cong-van',
    subject: 'trả lời về phương án sắp xếp đơn vị sự nghiệp công lập',
    drafter: 'chuyenvien-tccb',
    answers: 'xin ý kiến về phương án sắp xếp đơn vị sự nghiệp công lập',
    body: text(
      'Sau khi nghiên cứu phương án của Ủy ban nhân dân huyện Thanh Bình, Sở Nội vụ có ý kiến như sau:',
      [
        'Thống nhất chủ trương hợp nhất 02 trung tâm có chức năng tương đồng; đề nghị bổ sung phương án bố trí viên chức dôi dư.',
        'Đối với 02 đơn vị còn lại, đề nghị đánh giá thêm mức độ tự chủ tài chính trước khi trình.',
        'Hồ sơ trình thẩm định gồm đề án, dự thảo quyết định và bảng tổng hợp ý kiến.',
      ],
      closings.thanks,
    ),
    to: [{ key: 'thanhbinh', fate: 'done', takes: 4 }],
  },
  {
    ago: 6,
    from: 'snv',
    type: 'cong-van',
    subject: 'đính chính danh sách dự thi nâng ngạch',
    body: text(
      'Sở Nội vụ đính chính danh sách công chức dự thi nâng ngạch:',
      ['Sửa ngày sinh của thí sinh có số thứ tự 14.', 'Bổ sung đơn vị công tác của thí sinh có số thứ tự 27.'],
      closings.thanks,
    ),
    to: [{ key: 'skhcn', fate: 'arrived' }],
    stopsAt: 'voided',
    reason: 'Nội dung đính chính đã được đưa vào thông báo chung, không phát hành văn bản riêng',
  },
  {
    ago: 3,
    from: 'snv',
    type: 'cong-van',
    subject: 'phối hợp cung cấp số liệu thi đua, khen thưởng năm {year}',
    body: text(
      'Để chuẩn bị tổng kết phong trào thi đua, Sở Nội vụ đề nghị quý cơ quan:',
      [
        'Cung cấp danh sách tập thể, cá nhân đề nghị khen thưởng theo thứ tự ưu tiên.',
        'Gửi kèm biên bản họp xét và tóm tắt thành tích của từng trường hợp.',
      ],
      closings.inTime,
    ),
    replyWithin: 8,
    to: [
      { key: 'skhcn', fate: 'in-progress', handler: 'truongphong', within: 5 },
      { key: 'thanhbinh', fate: 'in-progress', within: 6 },
    ],
  },
  {
    ago: 1,
    from: 'snv',
    type: 'cong-van',
    subject: 'cử công chức dự lớp bồi dưỡng kỹ năng số đợt hai',
    body: text(
      'Sở Nội vụ đề nghị quý cơ quan cử công chức dự lớp bồi dưỡng kỹ năng số đợt hai:',
      [
        'Mỗi cơ quan cử từ 03 đến 05 công chức trực tiếp xử lý văn bản, hồ sơ.',
        'Danh sách gửi qua hệ thống quản lý văn bản, không gửi bản giấy.',
      ],
      closings.thanks,
    ),
    to: [
      { key: 'ubnd', fate: 'arrived' },
      { key: 'thanhbinh', fate: 'arrived' },
    ],
    stopsAt: 'signed',
  },
  {
    ago: 1,
    from: 'snv',
    type: 'ke-hoach',
    subject: 'Tuyển dụng công chức năm {nextYear}',
    signer: 'phogiamdoc',
    body: sections(
      ['Căn cứ chỉ tiêu biên chế được giao và nhu cầu của các cơ quan,'],
      [
        ['MỤC ĐÍCH', ['Tuyển dụng đủ số lượng, đúng vị trí việc làm, công khai, minh bạch.']],
        [
          'NỘI DUNG',
          [
            'Tuyển 24 chỉ tiêu qua thi tuyển, 03 chỉ tiêu qua xét tuyển sinh viên tốt nghiệp xuất sắc.',
            'Tiếp nhận phiếu đăng ký dự tuyển trực tuyến trong 30 ngày.',
          ],
        ],
      ],
      closings.carryOut,
    ),
    to: [{ key: 'ubnd', fate: 'arrived' }],
    stopsAt: 'submitted',
  },
  {
    ago: 1,
    from: 'snv',
    type: 'cong-van',
    subject: 'phối hợp kiểm tra công tác lưu trữ điện tử',
    body: text(
      'Sở Nội vụ đề nghị Sở Khoa học và Công nghệ phối hợp kiểm tra công tác lưu trữ điện tử:',
      ['Cử 01 công chức am hiểu kỹ thuật tham gia đoàn kiểm tra.', 'Góp ý đề cương kiểm tra gửi kèm.'],
      closings.cooperate,
    ),
    to: [{ key: 'skhcn', fate: 'arrived' }],
    stopsAt: 'submitted',
  },
  {
    ago: 0,
    from: 'snv',
    type: 'thong-bao',
    subject: 'Lịch nghiệm thu đề tài khoa học về quản lý nguồn nhân lực',
    body: text(
      'Sở Nội vụ thông báo lịch nghiệm thu cấp cơ sở đề tài về quản lý nguồn nhân lực trong cơ quan hành chính:',
      [
        'Thời gian: 08 giờ 00 ngày làm việc thứ ba của tuần tới.',
        'Thành phần: Hội đồng nghiệm thu và nhóm thực hiện đề tài.',
      ],
      closings.cooperate,
    ),
    to: [{ key: 'skhcn', fate: 'arrived' }],
  },
  {
    ago: 0,
    from: 'snv',
    type: 'cong-van',
    subject: 'tham gia ý kiến dự thảo quy định về thi đua, khen thưởng',
    body: text('Sở Nội vụ tham gia ý kiến đối với dự thảo như sau:', ['Thống nhất bố cục dự thảo.'], closings.thanks),
    to: [{ key: 'ubnd', fate: 'arrived' }],
    stopsAt: 'draft',
  },
];
