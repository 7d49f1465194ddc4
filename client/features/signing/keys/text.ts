const vi = {
  noKey: 'Chưa chọn tệp khoá',
  noKeyNote: 'Tệp .p12 hoặc .pfx do nơi cấp chứng thư đưa; tệp ở lại trên máy này.',
  choose: 'Chọn tệp khoá',
  other: 'Chọn tệp khác',
  demo: 'Dùng khoá minh hoạ',
  demoUsed: 'Khoá minh hoạ, PIN đã điền sẵn',
  keyFile: 'tệp khoá trên máy này',
  pin: 'Mã PIN của tệp khoá',
  pinHint: 'Khoá và PIN chỉ ở trong trình duyệt này, không gửi lên máy chủ.',
  holder: (issuer: string, until: string) => `${issuer} · đến ${until}`,
  keyProblems: {
    'not-pkcs12': 'Tệp này không phải tệp khoá (.p12, .pfx).',
    'pin-wrong': 'PIN không đúng với tệp này. Kiểm tra Caps Lock.',
    'cipher-unknown': 'Tệp khoá dùng cách mã hoá lạ; xuất lại tệp bằng phần mềm của nơi cấp.',
    'key-not-accepted': 'Loại khoá trong tệp này chưa dùng được; cần RSA từ 2048 bit hoặc ECDSA P-256, P-384.',
    'certificate-missing': 'Tệp khoá không có chứng thư đi kèm; xin lại tệp đầy đủ ở nơi cấp.',
    'not-for-signing': 'Chứng thư này không dùng để ký văn bản.',
  } as Readonly<Record<string, string>>,
  expired: (day: string) => `Chứng thư hết hạn ngày ${day}; xin cấp lại trước khi ký.`,
  notYet: (day: string) => `Chứng thư có hiệu lực từ ngày ${day}; chưa ký được hôm nay.`,
  pinNote: 'Tệp .p12 không bị khoá khi nhập sai. Quên PIN: xin cấp lại ở bộ phận quản lý chứng thư.',
};

const en: typeof vi = {
  noKey: 'No key file chosen yet',
  noKeyNote: 'The .p12 or .pfx file your certificate authority gave you; it stays on this machine.',
  choose: 'Choose a key file',
  other: 'Choose another file',
  demo: 'Use the demo key',
  demoUsed: 'Demo key, PIN filled in',
  keyFile: 'key file on this machine',
  pin: 'PIN of the key file',
  pinHint: 'Key and PIN stay in this browser; nothing of them is sent.',
  holder: (issuer, until) => `${issuer} · until ${until}`,
  keyProblems: {
    'not-pkcs12': 'This is not a key file (.p12, .pfx).',
    'pin-wrong': 'The PIN does not open this file. Check Caps Lock.',
    'cipher-unknown': 'The key file uses an unknown cipher; export it again with the authority’s software.',
    'key-not-accepted': 'This kind of key cannot be used; RSA of 2048 bits or more, or ECDSA P-256 or P-384.',
    'certificate-missing': 'The key file holds no certificate; ask the authority for the complete file.',
    'not-for-signing': 'This certificate is not made for signing documents.',
  },
  expired: (day) => `The certificate expired on ${day}; get a new one before signing.`,
  notYet: (day) => `The certificate is valid from ${day}; it cannot sign today.`,
  pinNote: 'A .p12 is not locked by wrong tries. PIN forgotten: ask the certificate office for a new one.',
};

export const keyText = { vi, en };
