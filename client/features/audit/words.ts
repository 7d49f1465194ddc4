/** What is said of each of its events. */
export const events = {
  vi: {
    'row-not-believed': 'Phát hiện dữ liệu bị sửa ngoài ứng dụng, không dùng',
    'log-key-renewed': 'Thay khoá của nhật ký',
    'rows-changed': 'Hệ thống cập nhật sổ sách',
    'work-given-up': 'Hệ thống ngừng thử, cần người xử lý',
    'work-retried': 'Cho hệ thống làm lại',
    'work-closed': 'Ghi nhận việc hệ thống đã ngừng, không làm nữa',
    'history-contradicted': 'Nhật ký của cơ quan khác không còn khớp',
    'place-joined': 'Ghi nhận nơi lưu vừa chép lại',
    'clock-confirmed': 'Xác nhận đồng hồ máy chủ đúng',
    'past-lost': 'Cơ sở dữ liệu trở về bản cũ, ngừng cấp số',
    'stored-files-restored': 'Lấy lại tệp từ bản sao lưu',
    'log-restored': 'Nhật ký trở về từ bản sao lưu',
    refused: 'Yêu cầu bị từ chối',
  },
  en: {
    'row-not-believed': 'Data changed past the application was met and not believed',
    'log-key-renewed': 'A key of the logs was replaced',
    'rows-changed': 'The system kept its books',
    'work-given-up': 'The system gave up, a person must look',
    'work-retried': 'The system tries again',
    'work-closed': 'Work that was given up is seen to',
    'history-contradicted': 'The log of another agency no longer agrees',
    'place-joined': 'A place that was put back was recognised',
    'clock-confirmed': 'The clock of the server was confirmed',
    'past-lost': 'The database went back; no numbers are given',
    'stored-files-restored': 'Files were brought back from a backup',
    'log-restored': 'The log came back from a backup',
    refused: 'Request refused',
  },
};

/** What is said of its work for later. */
export const work = {
  vi: {
    'verify-logs': 'Kiểm tra nhật ký hằng đêm',
    'sweep-files': 'Dọn tệp không văn bản nào dùng',
  },
  en: {
    'verify-logs': 'Verifying the logs at night',
    'sweep-files': 'Clearing files that nothing uses',
  },
};

/** What its events may change of what pages show. */
export const reaches = {
  refused: 'nothing',
} as const;
