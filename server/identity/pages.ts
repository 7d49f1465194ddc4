/** Addresses of the pages on which people come in, and of the one on which they are looked after. */
export const identityPages = {
  signIn: '/dang-nhap',
  firstAdministrator: '/dau-tien',
  /** The link as the server prints it. */
  firstAdministratorLink: '/first-administrator',
  administration: '/quan-tri',
} as const;
