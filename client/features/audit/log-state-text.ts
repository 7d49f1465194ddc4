import { numberText } from '../../text/format.ts';

const vi = {
  loading: 'Đang xem nhật ký',
  whole: 'Nhật ký nguyên vẹn',
  wholeNote: (size: number, when: string) => `${numberText(size)} dòng khớp với đầu nhật ký, xem lúc ${when}.`,
  unchecked: 'Chưa được xem lại',
  uncheckedNote: 'Máy chủ xem lại nhật ký khi khởi động và mỗi đêm.',
  broken: 'Nhật ký không còn như đã ghi',
  brokenNote:
    'Giữ nguyên máy chủ, không sửa dữ liệu. Chạy lệnh “vanban audit verify” để biết chỗ bị thay đổi, rồi báo người chịu trách nhiệm an toàn thông tin.',
  contradicted: (names: string) => `Nhật ký của ${names} không còn khớp`,
  contradictedNote:
    'Đầu nhật ký cơ quan ấy đã gửi kèm văn bản không còn nằm trong nhật ký của họ: quá khứ đã bị thay đổi hoặc lấy lại từ bản sao lưu. Hãy hỏi cơ quan ấy.',
  size: 'Số dòng',
  signed: 'Ký gần nhất',
  signedNote: (size: number, when: string) => `đến dòng ${numberText(size - 1)}, ${when}`,
  epoch: (epoch: number) => `kỳ ${epoch}`,
  neverSigned: 'chưa ký',
  witness: 'Bên ngoài đang giữ',
  witnessNote: (name: string, size: number, when: string) => `${name}: đến dòng ${numberText(size - 1)}, ${when}`,
  noWitness: 'Chưa có. Có từ khi cơ quan khác gửi biên nhận đầu tiên.',
  held: 'Đang giữ hộ',
  heldNote: (name: string, size: number) => `${name}: đến dòng ${numberText(size - 1)}`,
  nothingHeld: 'Chưa giữ đầu nhật ký của cơ quan nào.',
  state: { unchecked: 'chưa so', confirmed: 'khớp', contradicted: 'không khớp' },
};

const en: typeof vi = {
  loading: 'Looking at the log',
  whole: 'The log is whole',
  wholeNote: (size, when) => `${numberText(size)} lines lead to the head of the log, looked at ${when}.`,
  unchecked: 'Not looked at yet',
  uncheckedNote: 'The server looks at the log when it starts and every night.',
  broken: 'The log is not what was written',
  brokenNote:
    'Leave the server as it is and change no data. Run “vanban audit verify” to learn which place was changed, then tell whoever answers for information security.',
  contradicted: (names) => `The log of ${names} no longer agrees`,
  contradictedNote:
    'The head that agency sent with its documents is no longer in its log: its past was changed, or taken back from a backup. Ask that agency.',
  size: 'Lines',
  signed: 'Signed last',
  signedNote: (size, when) => `up to line ${numberText(size - 1)}, ${when}`,
  epoch: (epoch) => `epoch ${epoch}`,
  neverSigned: 'not signed yet',
  witness: 'Held outside',
  witnessNote: (name, size, when) => `${name}: up to line ${numberText(size - 1)}, ${when}`,
  noWitness: 'By nobody yet. From the first receipt of another agency on.',
  held: 'Held for others',
  heldNote: (name, size) => `${name}: up to line ${numberText(size - 1)}`,
  nothingHeld: 'No head of another agency’s log is held yet.',
  state: { unchecked: 'not compared', confirmed: 'agrees', contradicted: 'disagrees' },
};

export const logStateText = { vi, en };
