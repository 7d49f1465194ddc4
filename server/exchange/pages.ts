/** Addresses of the pages of what arrives and what was sent *gửi nhận*, and of the directory of all agencies *danh bạ liên thông*. */
export const exchangePages = { arrivals: '/gui-nhan', arrival: '/gui-nhan/$id', directory: '/danh-ba' } as const;
