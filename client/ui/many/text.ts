const vi = {
  can: (can: number, of: number) =>
    can === of ? `Làm được cả ${of} văn bản đã chọn.` : `Làm được ${can} trong ${of} văn bản đã chọn.`,
  cannot: (reason: string, count: number) => `${reason}: ${count} văn bản`,
  each: 'Mỗi văn bản là một việc riêng, có dòng riêng trong nhật ký; một văn bản bị từ chối không ảnh hưởng văn bản khác.',
  ended: (done: number, of: number) => `Xong ${done} trong ${of} văn bản`,
  leave: 'Có thể đóng cửa sổ này; nếu trang bị tắt giữa chừng, mở lại danh sách để làm tiếp.',
  left: (count: number) => `Còn ${count} văn bản chưa làm.`,
  goOn: 'Làm tiếp',
  giveUp: 'Bỏ phần còn lại',
  unfinished: (words: string, left: number) => (left === 0 ? `${words}: kết quả` : `${words}: còn ${left}`),
  waiting: 'chờ',
};

const en: typeof vi = {
  can: (can, of) => (can === of ? `All ${of} chosen can be done.` : `${can} of ${of} chosen can be done.`),
  cannot: (reason, count) => `${reason}: ${count}`,
  each: 'Each is an act of its own with its own line in the log; when one is refused, the others are done.',
  ended: (done, of) => `${done} of ${of} done`,
  leave: 'You may close this; should the page end in the middle, open the list again to go on.',
  left: (count) => `${count} not done yet.`,
  goOn: 'Go on',
  giveUp: 'Leave the rest undone',
  unfinished: (words, left) => (left === 0 ? `${words}: result` : `${words}: ${left} left`),
  waiting: 'waits',
};

export const manyText = { vi, en };
