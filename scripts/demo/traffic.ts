/** How far the recipients of a letter get with it. */
export type Fate = 'arrived' | 'registered' | 'presented' | 'assigned' | 'in-progress' | 'done' | 'refused';

/** One outgoing document of the demo; agencies by their key, the signer and drafter by their post. */
export interface DemoLetter {
  readonly daysAgo: number;
  readonly from: string;
  readonly to: readonly { readonly key: string; readonly fate: Fate; readonly paper?: string }[];
  /** Recipients outside the province, reached on paper. */
  readonly outside?: readonly string[];
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly signer: string;
  readonly priority?: number;
  /** Where it stops: left for the people of the demo to go on with. */
  readonly stopsAt?: 'draft' | 'submitted' | 'signed' | 'returned';
  /** Days after issue by which an answer is wanted. */
  readonly replyWithin?: number;
}

/** A document that came on paper or by mail, registered by hand. */
export interface DemoPaper {
  readonly daysAgo: number;
  readonly at: string;
  readonly issuer: string;
  readonly code: readonly [number: string, notation: string];
  readonly subject: string;
  readonly signer: readonly [position: string, name: string];
  readonly fate: Exclude<Fate, 'arrived' | 'refused'>;
}

const report = (about: string) =>
  `Thực hiện nhiệm vụ được giao, cơ quan báo cáo về ${about} như sau:\n1. Công tác chỉ đạo, triển khai được thực hiện kịp thời, đúng tiến độ; các đơn vị phối hợp chặt chẽ.\n2. Kết quả đạt được: các chỉ tiêu chủ yếu đều đạt hoặc vượt kế hoạch; hồ sơ, văn bản được xử lý hoàn toàn trên môi trường điện tử.\n3. Khó khăn, vướng mắc: một số đơn vị còn gửi bản giấy song song; đề nghị cấp có thẩm quyền quan tâm chỉ đạo.\nTrên đây là báo cáo, kính trình xem xét, chỉ đạo./.`;
const request = (what: string) =>
  `Để bảo đảm tiến độ chung, đề nghị quý cơ quan ${what}.\nVăn bản gửi về cơ quan bằng bản điện tử có đủ chữ ký số, không gửi kèm bản giấy.\nRất mong nhận được sự phối hợp của quý cơ quan./.`;
const plan = (goal: string) =>
  `Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\nI. MỤC ĐÍCH, YÊU CẦU\n1. ${goal}.\n2. Xác định rõ trách nhiệm của từng đơn vị, thời hạn hoàn thành từng nhiệm vụ.\nII. TỔ CHỨC THỰC HIỆN\n1. Thủ trưởng các cơ quan, đơn vị căn cứ kế hoạch này tổ chức thực hiện.\n2. Sở Nội vụ theo dõi, đôn đốc, tổng hợp báo cáo trước ngày 20 hằng tháng./.`;

/** What the agencies sent each other in a year, oldest first. */
export const letters: readonly DemoLetter[] = [
  {
    daysAgo: 352,
    from: 'ubnd',
    to: [
      { key: 'snv', fate: 'done' },
      { key: 'skhcn', fate: 'done' },
      { key: 'thanhbinh', fate: 'done', paper: 'Huyện chưa có đường truyền ổn định' },
    ],
    type: 'ke-hoach',
    subject: 'Chuyển đổi số trong hoạt động của các cơ quan nhà nước tỉnh Sao Mai',
    body: plan('Đưa việc gửi, nhận văn bản giữa các cơ quan lên môi trường điện tử, không gửi kèm bản giấy'),
    signer: 'phochutich',
  },
  {
    daysAgo: 290,
    from: 'thanhbinh',
    to: [
      { key: 'snv', fate: 'done', paper: 'Kèm hồ sơ nhân sự khổ lớn' },
      { key: 'ubnd', fate: 'done' },
    ],
    type: 'to-trinh',
    subject: 'Đề nghị bổ sung biên chế sự nghiệp giáo dục',
    body: report('nhu cầu biên chế sự nghiệp giáo dục của huyện'),
    signer: 'chutich',
  },
  {
    daysAgo: 190,
    from: 'thanhbinh',
    to: [{ key: 'skhcn', fate: 'done' }],
    outside: ['Công ty Cổ phần Minh Trí'],
    type: 'cong-van',
    subject: 'khảo sát hạ tầng mạng tại các xã',
    body: request('phối hợp khảo sát hạ tầng mạng tại 08 xã trên địa bàn huyện'),
    signer: 'chutich',
  },
  {
    daysAgo: 61,
    from: 'snv',
    to: [
      { key: 'thanhbinh', fate: 'refused' },
      { key: 'skhcn', fate: 'done' },
    ],
    type: 'cong-van',
    subject: 'báo cáo kết quả tinh giản biên chế',
    body: request('báo cáo kết quả tinh giản biên chế theo mẫu tại Phụ lục 2'),
    signer: 'giamdoc',
  },
  {
    daysAgo: 30,
    from: 'ubnd',
    to: [
      { key: 'snv', fate: 'done' },
      { key: 'skhcn', fate: 'in-progress' },
      { key: 'thanhbinh', fate: 'assigned' },
    ],
    type: 'cong-van',
    subject: 'gửi, nhận văn bản điện tử, không gửi kèm bản giấy',
    body: request(
      'từ ngày 01 tháng tới, gửi văn bản giữa các cơ quan hoàn toàn bằng bản điện tử có đủ chữ ký số của người có thẩm quyền và của cơ quan',
    ),
    signer: 'phochutich',
    replyWithin: 40,
  },
  {
    daysAgo: 21,
    from: 'thanhbinh',
    to: [{ key: 'snv', fate: 'in-progress' }],
    type: 'cong-van',
    subject: 'xin ý kiến về sắp xếp đơn vị sự nghiệp',
    body: request('cho ý kiến về phương án sắp xếp 04 đơn vị sự nghiệp công lập của huyện'),
    signer: 'chutich',
    replyWithin: 18,
  },
  {
    daysAgo: 12,
    from: 'snv',
    to: [
      { key: 'ubnd', fate: 'assigned' },
      { key: 'skhcn', fate: 'presented' },
    ],
    type: 'bao-cao',
    subject: 'Kết quả gửi, nhận văn bản điện tử 10 tháng',
    body: report('kết quả gửi, nhận văn bản điện tử 10 tháng đầu năm'),
    signer: 'phogiamdoc',
  },
  {
    daysAgo: 8,
    from: 'skhcn',
    to: [
      { key: 'snv', fate: 'presented' },
      { key: 'thanhbinh', fate: 'registered' },
    ],
    type: 'ke-hoach',
    subject: 'Tổ chức hội nghị sơ kết sử dụng chữ ký số',
    body: plan('Đánh giá kết quả sử dụng chữ ký số, phổ biến cách làm hay'),
    signer: 'giamdoc',
    replyWithin: 12,
  },
  {
    daysAgo: 6,
    from: 'snv',
    to: [{ key: 'thanhbinh', fate: 'refused' }],
    type: 'cong-van',
    subject: 'báo cáo kết quả cải cách hành chính tháng 10',
    body: request('báo cáo kết quả cải cách hành chính tháng 10 kèm phụ lục'),
    signer: 'phogiamdoc',
  },
  {
    daysAgo: 4,
    from: 'thanhbinh',
    to: [
      { key: 'snv', fate: 'registered' },
      { key: 'ubnd', fate: 'arrived' },
    ],
    type: 'bao-cao',
    subject: 'Kết quả sắp xếp đơn vị sự nghiệp 10 tháng',
    body: report('kết quả sắp xếp đơn vị sự nghiệp 10 tháng'),
    signer: 'chutich',
  },
  {
    daysAgo: 3,
    from: 'ubnd',
    to: [
      { key: 'snv', fate: 'arrived' },
      { key: 'thanhbinh', fate: 'arrived' },
      { key: 'skhcn', fate: 'registered' },
    ],
    type: 'giay-moi',
    subject: 'Họp giao ban công tác nội vụ quý IV',
    body: request('cử lãnh đạo dự họp đúng thành phần'),
    signer: 'phochutich',
  },
  {
    daysAgo: 2,
    from: 'skhcn',
    to: [{ key: 'snv', fate: 'arrived' }],
    type: 'bao-cao',
    subject: 'Tình hình ứng dụng chữ ký số trong cơ quan nhà nước',
    body: report('tình hình ứng dụng chữ ký số trong cơ quan nhà nước'),
    signer: 'giamdoc',
  },
  {
    daysAgo: 1,
    from: 'ubnd',
    to: [
      { key: 'snv', fate: 'arrived' },
      { key: 'thanhbinh', fate: 'arrived' },
      { key: 'skhcn', fate: 'arrived' },
    ],
    type: 'cong-dien',
    subject: 'Ứng phó mưa lớn, sạt lở đất tại các huyện miền núi',
    body: request('triển khai ngay phương án ứng phó, trực ban 24/24 giờ và báo cáo trước 16 giờ 00 hằng ngày'),
    signer: 'chutich',
    priority: 3,
  },
  {
    daysAgo: 1,
    from: 'snv',
    to: [
      { key: 'ubnd', fate: 'arrived' },
      { key: 'thanhbinh', fate: 'arrived' },
    ],
    type: 'cong-van',
    subject: 'cử công chức dự lớp bồi dưỡng kỹ năng số',
    body: request('cử công chức dự lớp bồi dưỡng kỹ năng số đợt II'),
    signer: 'giamdoc',
    stopsAt: 'signed',
  },
  {
    daysAgo: 1,
    from: 'snv',
    to: [{ key: 'ubnd', fate: 'arrived' }],
    type: 'ke-hoach',
    subject: 'Tuyển dụng công chức năm tới',
    body: plan('Tuyển dụng đủ, đúng vị trí việc làm, công khai, minh bạch'),
    signer: 'phogiamdoc',
    stopsAt: 'submitted',
  },
  {
    daysAgo: 1,
    from: 'snv',
    to: [{ key: 'skhcn', fate: 'arrived' }],
    type: 'cong-van',
    subject: 'phối hợp kiểm tra công tác lưu trữ điện tử',
    body: request('cử công chức tham gia đoàn kiểm tra công tác lưu trữ điện tử'),
    signer: 'giamdoc',
    stopsAt: 'submitted',
  },
  {
    daysAgo: 1,
    from: 'skhcn',
    to: [{ key: 'ubnd', fate: 'arrived' }],
    type: 'cong-van',
    subject: 'thẩm định đề cương hệ thống thông tin',
    body: request('cho ý kiến về đề cương hệ thống thông tin'),
    signer: 'giamdoc',
    stopsAt: 'returned',
  },
  {
    daysAgo: 0,
    from: 'thanhbinh',
    to: [
      { key: 'ubnd', fate: 'arrived' },
      { key: 'snv', fate: 'arrived' },
    ],
    type: 'cong-van',
    subject: 'đề nghị hỗ trợ kinh phí khắc phục thiên tai',
    body: request('xem xét hỗ trợ kinh phí khắc phục hậu quả mưa lũ trên địa bàn huyện'),
    signer: 'chutich',
    priority: 1,
    stopsAt: 'submitted',
  },
];

/** What came on paper in that year, oldest first. */
export const papers: readonly DemoPaper[] = [
  {
    daysAgo: 300,
    at: 'snv',
    issuer: 'Bảo hiểm xã hội tỉnh Sao Mai',
    code: ['112', 'BHXH-TTKT'],
    subject: 'Phối hợp rà soát dữ liệu bảo hiểm xã hội của cán bộ, công chức',
    signer: ['Giám đốc', 'Trương Văn Nghĩa'],
    fate: 'done',
  },
  {
    daysAgo: 203,
    at: 'ubnd',
    issuer: 'Công ty Điện lực Sao Mai',
    code: ['87', 'ĐLSM-KD'],
    subject: 'Thông báo lịch tạm ngừng cấp điện',
    signer: ['Phó Giám đốc', 'Võ Thành Trung'],
    fate: 'done',
  },
  {
    daysAgo: 139,
    at: 'skhcn',
    issuer: 'Trường Đại học Sao Mai',
    code: ['45', 'ĐHSM-KHCN'],
    subject: 'Đề xuất đề tài khoa học và công nghệ cấp tỉnh',
    signer: ['Hiệu trưởng', 'Quách Thị Tuyết'],
    fate: 'done',
  },
  {
    daysAgo: 72,
    at: 'thanhbinh',
    issuer: 'Ủy ban nhân dân xã Hương Sen',
    code: ['19', 'UBND-ĐC'],
    subject: 'Đề nghị giải quyết vướng mắc về đất đai',
    signer: ['Chủ tịch', 'Đàm Văn Hoà'],
    fate: 'done',
  },
  {
    daysAgo: 15,
    at: 'snv',
    issuer: 'Công ty Cổ phần Minh Trí',
    code: ['07', 'MT'],
    subject: 'Đề nghị xác nhận kết quả tập huấn',
    signer: ['Giám đốc', 'La Thị Hồng Nhung'],
    fate: 'assigned',
  },
  {
    daysAgo: 5,
    at: 'thanhbinh',
    issuer: 'Hội Chữ thập đỏ huyện Thanh Bình',
    code: ['31', 'HCTĐ'],
    subject: 'Vận động ủng hộ đồng bào vùng lũ',
    signer: ['Chủ tịch', 'Chu Thị Mận'],
    fate: 'presented',
  },
  {
    daysAgo: 2,
    at: 'snv',
    issuer: 'Hội Cựu chiến binh tỉnh Sao Mai',
    code: ['24', 'CCB'],
    subject: 'Đề nghị hướng dẫn chế độ đối với cán bộ hội',
    signer: ['Phó Chủ tịch', 'Ninh Văn Sáu'],
    fate: 'registered',
  },
];
