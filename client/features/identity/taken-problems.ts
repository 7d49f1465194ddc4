import { sayProblems } from '../../api/problem-text.ts';

/* What is said when somebody else has what was chosen, when the first administrator chooses as afterwards. */
sayProblems({
  vi: {
    'username-taken': () => ({ title: 'Tên đăng nhập đã có người dùng', detail: 'Chọn tên khác.' }),
    'code-taken': () => ({ title: 'Mã định danh đã có cơ quan dùng', detail: 'Kiểm tra lại mã định danh.' }),
  },
  en: {
    'username-taken': () => ({ title: 'Somebody has this user name', detail: 'Choose another.' }),
    'code-taken': () => ({ title: 'Another agency has this code', detail: 'Check the agency code.' }),
  },
});
