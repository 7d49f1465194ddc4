import { formatDay, formatMoment } from '../../../platform/calendar.ts';
import type { Lackable } from '../container.ts';
import type {
  Doubt,
  EvidenceReport,
  FaultCode,
  FollowUpFound,
  LogFound,
  Remark,
  ReplacedFound,
  StampFound,
  StatusFound,
} from './evidence-report.ts';

export type EvidenceLanguage = 'vi' | 'en';

const vi = {
  verdicts: {
    proven: [
      'Chứng minh được',
      'Mọi thành phần còn nguyên như khi ký, và mọi bên ký đều được chứng thư gốc hoặc danh bạ ông, bà chọn bảo đảm.',
    ],
    unclear: [
      'Chưa rõ',
      'Mọi thành phần còn nguyên và khớp nhau, nhưng chưa phải bên ký nào cũng được bảo đảm bởi điều ông, bà tin.',
    ],
    broken: ['Không chứng minh được', 'Có thành phần đã bị sửa, thiếu hoặc không khớp với các thành phần khác.'],
  },
  facts: {
    document: 'Văn bản',
    sender: 'Bên gửi',
    recipient: 'Bên nhận',
    answers: 'Trả lời văn bản',
    replaced: 'Thay thế văn bản',
    sentAt: 'Gửi lúc',
    storedAt: 'Bên nhận giữ gói tin từ',
    notStored: 'không có biên nhận vận chuyển',
    files: 'Tệp',
    message: 'Mã gói tin',
    exporter: 'Bên lập hồ sơ',
    exportedAt: 'Lập lúc',
    log: 'Nhật ký bên lập hồ sơ',
    partnerLog: 'Nhật ký bên kia',
    stamp: 'Dấu thời gian',
  },
  document: (type: string, code: string, day: string, subject: string) => `${type} số ${code} ngày ${day}: ${subject}`,
  logIs: (count: number, size: number, time: string) =>
    `${count} mục có trong cây ${size} mục, mục cuối ghi lúc ${time}`,
  stampIs: (time: string, authority: string, count: number, until: string) =>
    `${time}, ${authority}: ${count} mục nhật ký, mục cuối ghi lúc ${until}, đã có trước lúc ấy`,
  codes: {
    '01': 'Đã đến',
    '02': 'Từ chối tiếp nhận',
    '03': 'Đã tiếp nhận',
    '04': 'Phân công',
    '05': 'Đang xử lý',
    '06': 'Hoàn thành',
    '13': 'Yêu cầu lấy lại',
    '15': 'Đồng ý lấy lại',
    '16': 'Từ chối lấy lại',
  },
  followUps: {
    revoke: 'bên gửi thu hồi văn bản',
    update: 'bên gửi cập nhật thông tin văn bản',
    replace: 'bên gửi thay thế văn bản',
    'ask-back': 'bên gửi yêu cầu lấy lại văn bản (13)',
  } as Readonly<Record<string, string>>,
  followed: 'bên gửi gửi tiếp gói tin về văn bản',
  answers: {
    '02': 'bên nhận không có văn bản ấy',
    '15': 'bên nhận xác nhận, hoặc đồng ý',
    '16': 'bên nhận không đồng ý',
  } as Readonly<Record<string, string>>,
  replaced: (code: string, subject: string, sent: string) => `số ${code}: ${subject}, gửi lúc ${sent}`,
  kept: (time: string) => `bên nhận giữ từ ${time}`,
  status: {
    number: (number: number) => `số đến ${number}`,
    held: (time: string) => `bên gửi giữ biên nhận từ ${time}`,
  },
  signature: (member: string, party: string, time: string, subject: string, issuer: string) =>
    `${member}: ${party}, ${time}; chứng thư ${subject}, do ${issuer} cấp`,
  believed: {
    root: 'được chứng thư gốc ông, bà chọn bảo đảm',
    directory: 'được danh bạ ông, bà tin bảo đảm',
    nobody: 'chưa được bảo đảm',
  },
  faults: {
    'archive-malformed': 'Tệp này không phải hồ sơ bằng chứng, bị cắt, hoặc byte nằm ngoài các thành phần đã bị sửa',
    'mimetype-wrong': 'khai báo loại tệp không đúng',
    'member-missing': 'bản kê có tên, nhưng thành phần này không có',
    'member-unsigned': 'thành phần này không có trong bản kê đã ký',
    'member-changed': 'đã bị sửa sau khi ký',
    'signature-wrong': 'chữ ký không khớp với nội dung',
    'certificate-strange': 'chữ ký được viết khác, hoặc kèm chứng thư không có trong hồ sơ',
    'content-malformed': 'không đúng khuôn dạng',
    'of-another-message': 'nói về gói tin khác, hoặc do bên khác gửi',
    'file-missing': 'gói tin có tên tệp này, nhưng không thành phần nào đúng mã băm',
    'directory-signature-wrong': 'danh bạ không do khoá ông, bà chọn ký',
    'log-proof-wrong': 'bằng chứng nhật ký không dẫn đến gốc đã ký',
    'timestamp-wrong': 'dấu thời gian không khớp với nhật ký, hoặc chữ ký của nó không đúng',
    'log-of-another': 'mục nhật ký nói về gói tin hoặc biên nhận không có trong hồ sơ',
  },
  doubts: {
    untrusted: (member: string, reasons: string) => `${member}: chứng thư không dẫn đến điều ông, bà tin (${reasons})`,
    revoked: (member: string) => `${member}: chứng thư đã bị thu hồi trước khi ký`,
    'names-another': (member: string) => `${member}: chứng thư mang tên cơ quan khác`,
    'speaks-for-another': (member: string) =>
      `${member}: do cơ quan khác nói thay; chỉ danh bạ ông, bà tin mới cho biết bên kia đã sáp nhập vào cơ quan ấy`,
    'exporter-is-no-party': 'Bên lập hồ sơ mang mã khác với bên gửi và bên nhận trong gói tin',
  },
  reasons: {
    'untrusted-root': 'không có chứng thư gốc nào được chọn cho nó',
    'certificate-expired': 'không còn hoặc chưa có hiệu lực lúc ký',
    'certificate-not-for-signing': 'không cấp để ký',
  } as Readonly<Record<string, string>>,
  lacks: {
    'transport-receipt': 'biên nhận vận chuyển của bên nhận',
    directory: 'danh bạ liên thông đã ký',
    revocation: 'danh sách thu hồi chứng thư',
    'own-log': 'bằng chứng nhật ký của bên lập hồ sơ',
    'partner-log': 'bằng chứng nhật ký của bên kia',
    timestamps: 'dấu thời gian của tổ chức độc lập: thời điểm là do các bên tự ghi và ký',
  },
  lack: (what: string) => `Hồ sơ không có ${what}`,
  remarks: {
    'revocation-unknown': (member: string) => `${member}: không rõ chứng thư có bị thu hồi trước khi ký không`,
    'directory-unconfirmed': 'Danh bạ trong hồ sơ chưa được dùng: ông, bà chưa chọn khoá của cơ quan lập danh bạ',
    'log-key-unconfirmed': 'Khoá ký nhật ký không được bên nào nêu trong những gì họ đã ký',
    'partner-log-key-unconfirmed': 'Khoá ký nhật ký bên kia không được bên ấy nêu trong những gì họ đã ký',
  },
};

type Words = typeof vi;

const en: Words = {
  verdicts: {
    proven: [
      'Proven',
      'Every part is as it was signed, and everybody who signed is vouched for by the roots or the directory you chose.',
    ],
    unclear: [
      'Unclear',
      'Every part is as it was signed and fits the others, but not everybody who signed is vouched for by what you believe.',
    ],
    broken: ['Not proven', 'A part was changed, is missing, or does not fit the others.'],
  },
  facts: {
    document: 'Document',
    sender: 'Sender',
    recipient: 'Recipient',
    answers: 'Answers',
    replaced: 'In the place of',
    sentAt: 'Sent',
    storedAt: 'Held by the recipient since',
    notStored: 'there is no transport receipt',
    files: 'Files',
    message: 'Message',
    exporter: 'Exported by',
    exportedAt: 'Exported',
    log: 'Log of the exporter',
    partnerLog: 'Log of the other side',
    stamp: 'Token of time',
  },
  document: (type, code, day, subject) => `${type} ${code} of ${day}: ${subject}`,
  logIs: (count, size, time) => `${count} entries stand in the tree of ${size}, the last written ${time}`,
  stampIs: (time, authority, count, until) =>
    `${time}, ${authority}: ${count} entries of the log, the last written ${until}, stood there by then`,
  codes: {
    '01': 'Arrived',
    '02': 'Refused',
    '03': 'Accepted',
    '04': 'Assigned',
    '05': 'In progress',
    '06': 'Done',
    '13': 'Recall asked',
    '15': 'Recall agreed',
    '16': 'Recall refused',
  },
  followUps: {
    revoke: 'the sender takes the document back',
    update: 'the sender corrects what it said of the document',
    replace: 'the sender replaces the document',
    'ask-back': 'the sender asks for the document back (13)',
  },
  followed: 'the sender sends a further message about the document',
  answers: {
    '02': 'the recipient has no such document',
    '15': 'the recipient confirms, or agrees',
    '16': 'the recipient does not agree',
  },
  replaced: (code, subject, sent) => `${code}: ${subject}, sent ${sent}`,
  kept: (time) => `held by the recipient since ${time}`,
  status: {
    number: (number) => `incoming number ${number}`,
    held: (time) => `receipt held by the sender since ${time}`,
  },
  signature: (member, party, time, subject, issuer) =>
    `${member}: ${party}, ${time}; certificate ${subject}, issued by ${issuer}`,
  believed: {
    root: 'vouched for by a root you chose',
    directory: 'vouched for by the directory you believe',
    nobody: 'vouched for by nobody yet',
  },
  faults: {
    'archive-malformed': 'This is no container of evidence, it was cut, or bytes outside of its members were changed',
    'mimetype-wrong': 'its type is declared wrongly',
    'member-missing': 'the manifest names this member, but it is not there',
    'member-unsigned': 'this member is not in the signed manifest',
    'member-changed': 'it was changed after it was signed',
    'signature-wrong': 'the signature does not fit what is signed',
    'certificate-strange': 'the signature is written otherwise, or brings a certificate that is not in the container',
    'content-malformed': 'it has another form than it should',
    'of-another-message': 'it speaks of another message, or is of another agency',
    'file-missing': 'the message names this file, but no member has its hash',
    'directory-signature-wrong': 'the directory is not signed with the key you chose',
    'log-proof-wrong': 'the proof does not lead to the root that was signed',
    'timestamp-wrong': 'the token of time does not fit the log, or its signature is wrong',
    'log-of-another': 'the log’s entries speak of a message or receipt that is not in the container',
  },
  doubts: {
    untrusted: (member, reasons) => `${member}: the certificate does not lead to what you believe (${reasons})`,
    revoked: (member) => `${member}: the certificate was revoked before it signed`,
    'names-another': (member) => `${member}: the certificate is made out to another agency`,
    'speaks-for-another': (member) =>
      `${member}: said by another agency; that the party was merged into it only a directory you trust can tell`,
    'exporter-is-no-party': 'The exporter’s code is neither the sender’s nor the recipient’s in the message',
  },
  reasons: {
    'untrusted-root': 'no root was chosen for it',
    'certificate-expired': 'it was not in force when it signed',
    'certificate-not-for-signing': 'it is not for signing',
  },
  lacks: {
    'transport-receipt': 'transport receipt of the recipient',
    directory: 'signed directory',
    revocation: 'list of revoked certificates',
    'own-log': 'proof from the exporter’s log',
    'partner-log': 'proof from the other side’s log',
    timestamps: 'timestamp of an independent authority: moments are as the parties wrote and signed them',
  },
  lack: (what) => `The container has no ${what}`,
  remarks: {
    'revocation-unknown': (member) => `${member}: it is not known whether the certificate was revoked before it signed`,
    'directory-unconfirmed': 'The directory in the container was not used: you chose no key of its authority',
    'log-key-unconfirmed': 'No party names the log’s key in what it signed',
    'partner-log-key-unconfirmed': 'The other side does not name the key of its log in what it signed',
  },
};

const languages: Readonly<Record<EvidenceLanguage, Words>> = { vi, en };

/** A report as people read it. */
export interface ReportInWords {
  readonly verdict: string;
  readonly why: string;
  readonly faults: readonly string[];
  readonly doubts: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly statuses: readonly string[];
  readonly followUps: readonly string[];
  readonly signatures: readonly string[];
  readonly remarks: readonly string[];
}

/** Says what verification found, in one language. */
export function reportInWords(report: EvidenceReport, language: EvidenceLanguage): ReportInWords {
  const words = languages[language];
  const [verdict = '', why = ''] = words.verdicts[report.verdict];
  return {
    ...{ verdict, why },
    faults: report.faults.map(({ code, member }) => faultWords(words, code, member)),
    doubts: report.doubts.map((doubt) => doubtWords(words, doubt)),
    facts: factsInWords(words, report),
    statuses: (report.found?.statuses ?? []).map((status) => statusWords(words, status)),
    followUps: (report.found?.followUps ?? []).flatMap((one) => followUpWords(words, one)),
    signatures: (report.found?.signatures ?? []).map(({ member, party, at, subject, issuer, believedBy }) => {
      const said = words.signature(member, party.name, moment(at), subject, issuer);
      return `${said} – ${words.believed[believedBy ?? 'nobody']}`;
    }),
    remarks: report.remarks.map((remark) => remarkWords(words, remark)),
  };
}

/** To the second, in Vietnam. */
function moment(text: string): string {
  const at = new Date(text);
  return `${formatMoment(at)}:${String(at.getUTCSeconds()).padStart(2, '0')}`;
}

function faultWords({ faults }: Words, code: FaultCode, member: string | null): string {
  return member === null ? faults[code] : `${member}: ${faults[code]}`;
}

function doubtWords({ doubts, reasons }: Words, doubt: Doubt): string {
  if (doubt.code === 'exporter-is-no-party') return doubts[doubt.code];
  if (doubt.code !== 'untrusted') return doubts[doubt.code](doubt.member);
  return doubts.untrusted(doubt.member, doubt.reasons.map((reason) => reasons[reason] ?? reason).join(', '));
}

function remarkWords(words: Words, remark: Remark): string {
  if (remark.code === 'lacks') return words.lack(lackWords(words, remark.what));
  if (remark.code === 'revocation-unknown') return words.remarks[remark.code](remark.member);
  return words.remarks[remark.code];
}

const lackWords = ({ lacks }: Words, what: Lackable): string => lacks[what];

function factsInWords(words: Words, { found }: EvidenceReport): [string, string][] {
  if (!found) return [];
  const { facts } = words;
  const { note, message, sender, recipient, document, replaced, files, storedAt, log, partnerLog, stamps } = found;
  const answers = found.answers.map((documentId): [string, string] => [facts.answers, documentId]);
  const party = ({ code, name }: { code: string; name: string }) => `${name} (${code})`;
  const { typeName, code, issuedOn, subject } = document;
  return [
    [facts.document, words.document(typeName, code, formatDay(issuedOn), subject)],
    [facts.sender, party(sender)],
    [facts.recipient, party(recipient)],
    [facts.sentAt, moment(message.sentAt)],
    [facts.storedAt, storedAt === null ? facts.notStored : moment(storedAt)],
    ...answers,
    ...replacedWords(words, replaced),
    ...files.map(({ name, sha256 }): [string, string] => [facts.files, `${name} – SHA-256 ${sha256}`]),
    ...logWords(words, facts.log, log),
    ...logWords(words, facts.partnerLog, partnerLog),
    ...stamps.map((stamp): [string, string] => [facts.stamp, stampWords(words, stamp)]),
    [facts.message, message.id],
    [facts.exporter, party(note.exporter)],
    [facts.exportedAt, moment(note.exportedAt)],
  ];
}

function replacedWords(words: Words, replaced: ReplacedFound | null): [string, string][] {
  if (!replaced) return [];
  const { code, subject, sentAt, storedAt } = replaced;
  const said = words.replaced(code, subject, moment(sentAt));
  return [[words.facts.replaced, storedAt === null ? said : `${said}, ${words.kept(moment(storedAt))}`]];
}

function stampWords(words: Words, { at, authority, entries, until, believed }: StampFound): string {
  const said = words.stampIs(moment(at), authority, entries, moment(until));
  return `${said} – ${believed ? words.believed.root : words.believed.nobody}`;
}

function logWords(words: Words, name: string, log: LogFound | null): [string, string][] {
  return log ? [[name, words.logIs(log.entries.length, log.size, moment(log.time))]] : [];
}

/** What was said later in one line, and each answer to it in a line of its own. */
function followUpWords(words: Words, { kind, sentAt, by, reason, storedAt, answers }: FollowUpFound): string[] {
  const more = [by, reason, storedAt === null ? null : words.kept(moment(storedAt))];
  const said = [
    `${moment(sentAt)}: ${words.followUps[kind] ?? words.followed}`,
    ...more.filter((part) => part !== null),
  ];
  const answered = answers.map((answer) => {
    const told = `${answer.code} ${words.answers[answer.code] ?? words.codes[answer.code]}`;
    return [`${moment(answer.at)}: ${told}`, answer.by, answer.reason].filter((part) => part !== null).join(' · ');
  });
  return [said.join(' · '), ...answered];
}

function statusWords({ codes, status: words }: Words, status: StatusFound): string {
  const { code, at, by, reason, arrivalNumber, heldSince } = status;
  const more = [
    by,
    arrivalNumber === null ? null : words.number(arrivalNumber),
    reason,
    heldSince === null ? null : words.held(moment(heldSince)),
  ];
  return [`${moment(at)}: ${code} ${codes[code]}`, ...more.filter((part) => part !== null)].join(' · ');
}
