/** Addresses of the pages of mails that are proposed to be taken in, *thư đến*. */
export const intakePages = {
  mails: '/thu-den',
  mail: '/thu-den/$id',
} as const;
