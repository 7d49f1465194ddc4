/** Addresses of the pages of mails that are proposed to be taken in, *thư đến*, and of the mailbox they come from, *hộp thư cơ quan*. */
export const intakePages = {
  mails: '/thu-den',
  mail: '/thu-den/$id',
  mailbox: '/hop-thu',
} as const;
