const vi = {
  void: 'Đề nghị huỷ số',
  voidNote: 'Cần người thứ hai đồng ý. Số giữ nguyên dòng trong sổ kèm lý do, không cấp lại cho văn bản khác.',
  agreeNote: 'Đồng ý thì số giữ nguyên dòng trong sổ kèm lý do, không cấp lại cho văn bản khác.',
  voidReason: 'Lý do huỷ số',
  voidAsked: (code: string) => `Đã đề nghị huỷ số ${code}`,
  asksToVoid: (name: string, when: string) => `${name} đề nghị huỷ số, ${when}`,
  agreeToVoid: 'Đồng ý huỷ số',
  keep: 'Giữ số',
  keepReason: 'Lý do giữ số',
  kept: (code: string) => `Đã giữ số ${code}`,
  voided: (code: string) => `Đã huỷ số ${code}`,
  isVoided: 'Số đã huỷ',
  agreed: (asked: string, agreed: string) => `${asked} đề nghị, ${agreed} đồng ý.`,
};

const en: typeof vi = {
  void: 'Ask to void the number',
  voidNote:
    'A second person must agree. Its row stays in the register with the reason; no other document gets the number.',
  agreeNote: 'If you agree, its row stays in the register with the reason; no other document gets the number.',
  voidReason: 'Reason for voiding',
  voidAsked: (code) => `Asked to void ${code}`,
  asksToVoid: (name, when) => `${name} asks to void the number, ${when}`,
  agreeToVoid: 'Agree to void',
  keep: 'Keep the number',
  keepReason: 'Reason for keeping it',
  kept: (code) => `Kept ${code}`,
  voided: (code) => `Voided ${code}`,
  isVoided: 'The number is voided',
  agreed: (asked, agreed) => `${asked} asked, ${agreed} agreed.`,
};

export const voidText = { vi, en };
