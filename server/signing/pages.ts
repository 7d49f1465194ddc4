/** Addresses of the pages on which documents are signed, signatures checked, printed copies looked up, and certificates looked after. */
export const signingPages = {
  sign: '/van-ban-di/$id/ky',
  verify: '/kiem-tra-chu-ky',
  printedCopy: '/ban-in/$code',
  certificates: '/chung-thu',
} as const;
