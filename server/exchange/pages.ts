/** Addresses of the pages of what arrives and what was sent *gửi nhận*. */
export const exchangePages = { arrivals: '/gui-nhan', arrival: '/gui-nhan/$id' } as const;
