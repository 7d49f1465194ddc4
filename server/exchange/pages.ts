/** Addresses of the pages of what arrives and what was sent *gửi nhận*, of the directory of all agencies *danh bạ liên thông*, and of the exchange as it runs *vận hành*. */
export const exchangePages = {
  arrivals: '/gui-nhan',
  arrival: '/gui-nhan/$id',
  directory: '/danh-ba',
  operations: '/van-hanh',
} as const;
