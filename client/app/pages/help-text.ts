const vi = {
  helpStart: 'Bắt đầu',
  helpSteps: [
    {
      title: 'Đăng ký văn bản đến',
      note: 'Thả tệp PDF vào bất kỳ đâu trên trang việc cần làm. Xem lại các trường đã đọc từ trang, rồi bấm Đăng ký để nhận số đến kế tiếp.',
    },
    {
      title: 'Trình và bút phê',
      note: 'Văn thư trình lãnh đạo; lãnh đạo chọn người chủ trì, người phối hợp, hạn xử lý rồi bấm Chuyển xử lý.',
    },
    {
      title: 'Soạn và ký số',
      note: 'Tải PDF lên hoặc soạn công văn ngay tại đây. Lãnh đạo xem đúng trang sẽ ký, chọn tệp khoá và nhập PIN; khoá không rời máy.',
    },
    {
      title: 'Cấp số, ký số cơ quan, phát hành',
      note: 'Một nút của văn thư. Số được cấp một lần và không dùng lại; mỗi nơi nhận trả biên nhận có chữ ký.',
    },
    {
      title: 'Tiếp nhận qua liên thông',
      note: 'Văn bản đến kèm kết quả kiểm tra chữ ký: Hợp lệ, Chưa rõ hoặc Không hợp lệ, nêu rõ vì sao và cần làm gì.',
    },
  ],
  keysTitle: 'Phím tắt',
  keysNote: 'Phím đọc theo vị trí trên bàn phím nên không vướng Telex, VNI; không nhận khi đang gõ trong ô nhập.',
  keysOn: 'Dùng phím tắt một phím',
  keyGroups: {
    rows: 'Trong danh sách',
    document: 'Trong văn bản',
    go: 'Đi tới',
    everywhere: 'Ở mọi trang',
  },
  keyWords: {
    move: 'chuyển dòng',
    open: 'mở',
    back: 'trở lại',
    next: 'làm việc tiếp theo',
    new: 'tạo mới',
    choose: 'chọn dòng, chọn tới dòng này',
    chooseAll: 'chọn tất cả dòng đang hiện',
    directive: 'bút phê',
    sign: 'mở trang ký',
    tab: 'thẻ kế tiếp, thẻ trước',
    pane: 'khung kế tiếp',
    pageDown: 'xuống trang',
    findInPages: 'tìm trong văn bản',
    print: 'in văn bản',
    history: 'lịch sử',
    search: 'tìm',
    searchPage: 'tìm, cả khi đang gõ trong một ô',
    map: 'trang này',
    confirm: 'nút chính',
  },
};

const en: typeof vi = {
  helpStart: 'First steps',
  helpSteps: [
    {
      title: 'Register an incoming document',
      note: 'Drop a PDF anywhere on the first page. Look over the fields read from it, then press Register: it gets the next incoming number.',
    },
    {
      title: 'Present and direct',
      note: 'The clerk presents to a leader; the leader chooses main handler, co-handlers and deadline.',
    },
    {
      title: 'Write and sign',
      note: 'Upload a PDF or write a letter here. The leader sees the very page, picks the key file and types its PIN; the key never leaves the machine.',
    },
    {
      title: 'Number, seal, issue',
      note: 'One button of the clerk. A number is given once and never again; every recipient answers with signed receipts.',
    },
    {
      title: 'Take in from other agencies',
      note: 'Documents arrive with a verdict on their signatures: valid, unclear or not valid, with the reason and what to do.',
    },
  ],
  keysTitle: 'Keyboard',
  keysNote: 'Keys are read by their place, so Telex and VNI do not matter; they are ignored while typing in a field.',
  keysOn: 'Use single-key shortcuts',
  keyGroups: { rows: 'In lists', document: 'In a document', go: 'Go to', everywhere: 'On every page' },
  keyWords: {
    move: 'move',
    open: 'open',
    back: 'back',
    next: 'next action',
    new: 'new',
    choose: 'choose the row, all up to it',
    chooseAll: 'choose all rows shown',
    directive: 'directive',
    sign: 'open signing',
    tab: 'next, previous tab',
    pane: 'next pane',
    pageDown: 'page down',
    findInPages: 'find in the document',
    print: 'print the document',
    history: 'history',
    search: 'search',
    searchPage: 'search, also from within a field',
    map: 'this page',
    confirm: 'the main button',
  },
};

export const helpText = { vi, en };
