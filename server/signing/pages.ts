/** Addresses of the pages on which documents are signed, signatures checked, and certificates looked after. */
export const signingPages = {
  sign: '/van-ban-di/$id/ky',
  verify: '/kiem-tra-chu-ky',
  certificates: '/chung-thu',
} as const;
