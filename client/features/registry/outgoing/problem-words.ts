import '../../../ui/documents/document-problems.ts';
import '../register-problems.ts';
import { type ProblemTexts, sayFields, sayProblems } from '../../../api/problem-text.ts';
import { reasonsOfKeys, reasonWords } from '../../../text/reason-words.ts';

sayProblems({
  vi: {
    'signed-last-year': () => ({
      title: 'Văn bản ký từ năm trước',
      detail: 'Năm in trong văn bản không còn đúng. Bấm “Trả về soạn lại” để người soạn trình ký lại với ngày năm nay.',
    }),
    'dated-another-year': () => ({
      title: 'Năm in trong văn bản không phải năm nay',
      detail: 'Ngày tháng điền vào sẽ thành ngày sai. Trả lại để người soạn sửa năm rồi trình lại.',
    }),
    'drafter-in-office': () => ({
      title: 'Người soạn vẫn đang làm việc',
      detail: 'Dự thảo còn trong tay người soạn; chỉ giao lại khi người đó không còn làm việc ở vị trí này.',
    }),
    'signed-and-sent': () => ({
      title: 'Điều này nằm trong bản đã ký thì không sửa',
      detail:
        'Nơi nhận giữ đúng những lời này. Sai nội dung thì ban hành văn bản thay thế; sai thể thức thì đính chính bằng công văn.',
    }),
    'not-stuck': () => ({ title: 'Không cần gửi lại', detail: 'Gói tin đang đi hoặc đã đến nơi.' }),
    'nothing-in-clear': () => ({
      title: 'Không cần gửi không niêm kín',
      detail: 'Gói tin niêm được, đã đi, hoặc dừng vì lý do khác.',
    }),
    'nothing-to-send-anew': () => ({
      title: 'Không gửi lại được',
      detail: 'Nơi nhận này không từ chối, hoặc đã có người gửi lại, ghi nhận cách xử lý.',
    }),
    'not-mended-by-sending': () => ({
      title: 'Gửi lại vẫn bị từ chối',
      detail: 'Nơi nhận từ chối chính văn bản hoặc tệp này. Soạn văn bản thay thế, hoặc gửi giấy rồi bấm “Đã xử lý”.',
    }),
    'not-to-readdress': () => ({
      title: 'Không đổi nơi nhận được',
      detail: 'Nơi nhận đã giữ văn bản, đã có người xử lý, hoặc văn bản đã thu hồi.',
    }),
    'not-on-paper': () => ({
      title: 'Nơi này nhận bản điện tử',
      detail: 'Chỉ ghi ngày gửi cho nơi nhận bản giấy.',
    }),
    'not-for-paper': () => ({
      title: 'Không chuyển sang gửi giấy được',
      detail: 'Nơi nhận đã giữ văn bản, hoặc gói tin đang đi lần đầu.',
    }),
    // What the system of one recipient does not take is told before a number is spent on it.
    'not-taken-there': ({ extra }) => ({
      title: 'Một nơi nhận không nhận được',
      detail: `${extra.recipient}: ${reasonWords(String(extra.reason), 'vi')} Trả về soạn lại để đổi tệp hoặc bỏ nơi nhận này.`,
    }),
    'nothing-to-ask-back': () => ({
      title: 'Nơi nhận này không còn gì để lấy lại',
      detail:
        'Nơi nhận chưa giữ văn bản, đã từ chối, đã hoàn thành, đã cho lấy lại, hoặc đang được yêu cầu; trang vừa được cập nhật.',
    }),
    'not-in-force': () => ({
      title: 'Văn bản này không còn hiệu lực',
      detail: 'Văn bản đã được thu hồi hoặc thay thế, hoặc chưa phát hành.',
    }),
    'nothing-to-settle': () => ({
      title: 'Không còn gì phải xử lý',
      detail: 'Nơi nhận này không từ chối, không dừng, hoặc đã có người ghi nhận cách xử lý.',
    }),
  },
  en: {
    'signed-last-year': () => ({
      title: 'Signed last year',
      detail:
        'The year printed in it is no longer right. Press “Return to be written again”; it is signed anew with this year’s date.',
    }),
    'dated-another-year': () => ({
      title: 'Another year is printed in it',
      detail: 'Day and month would be filled in beside a wrong year. Return it to be written again with the right one.',
    }),
    'drafter-in-office': () => ({
      title: 'Its drafter works here',
      detail: 'The draft is theirs; it is handed over only when they have left the position.',
    }),
    'signed-and-sent': () => ({
      title: 'What the signed text says is not corrected',
      detail: 'Its recipients hold the same words. Issue another document that replaces or corrects it.',
    }),
    'not-stuck': () => ({ title: 'No need to send again', detail: 'It is on its way or has arrived.' }),
    'nothing-in-clear': () => ({
      title: 'It need not go without sealing',
      detail: 'It can be sealed, has left, or stands still for something else.',
    }),
    'nothing-to-send-anew': () => ({
      title: 'It cannot be sent once more',
      detail: 'This recipient did not refuse it, or somebody has sent it again or seen to it.',
    }),
    'not-mended-by-sending': () => ({
      title: 'It would be refused again',
      detail:
        'The recipient refuses the document or its file itself. Write what replaces it, or send paper and press “Seen to”.',
    }),
    'not-to-readdress': () => ({
      title: 'It cannot go to another recipient',
      detail: 'This one holds it, somebody has seen to it, or the document was recalled.',
    }),
    'not-on-paper': () => ({
      title: 'It goes there electronically',
      detail: 'How it went is recorded for paper alone.',
    }),
    'not-for-paper': () => ({
      title: 'Not to be sent on paper',
      detail: 'The recipient holds the document, or the message is on its way for the first time.',
    }),
    'not-taken-there': ({ extra }) => ({
      title: 'A recipient cannot take it',
      detail: `${extra.recipient}: ${reasonWords(String(extra.reason), 'en')} Return it to change the file or drop this recipient.`,
    }),
    'nothing-to-ask-back': () => ({
      title: 'This recipient has nothing to give back',
      detail:
        'It does not hold it yet, refused it, is done with it, gave it back, or is asked already; the page is brought up to date.',
    }),
    'not-in-force': () => ({
      title: 'This document is not in force',
      detail: 'It was recalled or replaced already, or is not issued yet.',
    }),
    'nothing-to-settle': () => ({
      title: 'Nothing to see to',
      detail: 'It was not refused, does not stand still, or somebody has noted what was done.',
    }),
  },
});

/** What keeps a document from its number is said in the same words as what keeps a numbered one from its seal. */
const notNumbered = (language: 'vi' | 'en', title: string): ProblemTexts =>
  Object.fromEntries(reasonsOfKeys.map((code) => [code, () => ({ title, detail: reasonWords(code, language) })]));

sayProblems({ vi: notNumbered('vi', 'Chưa cấp số'), en: notNumbered('en', 'No number was given') });

sayFields({
  vi: {
    'unit-required': 'Công văn, thư công mang ký hiệu đơn vị soạn; chọn đơn vị.',
    'unknown-unit': 'Đơn vị này không thuộc cơ quan.',
    'unknown-signer': 'Người này hôm nay không ký được cho cơ quan.',
    'unknown-drafter': 'Chọn người đang làm việc và soạn được văn bản.',
    'unknown-type': 'Chọn một trong 29 loại văn bản.',
    'recipient-repeated': 'Một nơi nhận bị ghi hai lần.',
    'recipient-is-sender': 'Nơi nhận là chính cơ quan mình.',
    'recipient-unfit': 'Nơi nhận ghi không đúng loại: mã của tổ chức bắt đầu bằng Z, đơn vị là của cơ quan mình.',
    'unknown-agency': 'Nơi nhận không có trong danh bạ.',
    'paper-reason-required': 'Gửi giấy song song cần nêu lý do.',
    'content-required': 'Chọn tệp PDF hoặc soạn nội dung.',
    'main-file-not-pdf': 'Văn bản chính phải là PDF; tệp khác để ở phần kèm theo.',
    'main-file-too-long': 'Văn bản chính tối đa 100 MB.',
    'state-secret': 'Không đưa văn bản mật vào hệ thống này.',
  },
  en: {
    'unit-required': 'This type carries the symbol of the drafting unit; choose it.',
    'unknown-unit': 'This is no unit of the agency.',
    'unknown-signer': 'This person signs nothing in this agency today.',
    'unknown-drafter': 'Choose somebody who works here and drafts.',
    'unknown-type': 'Choose one of the 29 types.',
    'recipient-repeated': 'A recipient is named twice.',
    'recipient-is-sender': 'A recipient is the agency itself.',
    'recipient-unfit':
      'A recipient is not what it is said to be: codes of organisations begin with Z, units are one’s own.',
    'unknown-agency': 'A recipient is not in the directory.',
    'paper-reason-required': 'Paper beside the electronic document needs a reason.',
    'content-required': 'Choose a PDF or write the text.',
    'main-file-not-pdf': 'The document itself is a PDF; other files go beside it.',
    'main-file-too-long': 'The document itself has at most 100 MB.',
    'state-secret': 'State secrets may not enter this system.',
  },
});
