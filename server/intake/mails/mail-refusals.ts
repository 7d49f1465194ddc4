/** Why a mail is not taken in, in the order of the form; what bears a degree of secrecy the system itself refuses. */
export const mailRefusals = [
  ...(['not-competent', 'wrong-recipient', 'incomplete'] as const),
  ...(['unreadable', 'no-document', 'duplicate', 'other'] as const),
] as const;
export type MailRefusal = (typeof mailRefusals)[number] | 'state-secret';
