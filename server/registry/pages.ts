/** Addresses of the pages of incoming and outgoing documents *văn bản đến, văn bản đi*, of groups of recipients *nhóm nơi nhận*, of registers, and of the search in both. */
export const registryPages = {
  incoming: '/van-ban-den',
  registerIncoming: '/van-ban-den/dang-ky',
  tray: '/van-ban-den/khay',
  incomingDocument: '/van-ban-den/$id',
  outgoing: '/van-ban-di',
  writeOutgoing: '/van-ban-di/soan',
  outgoingDocument: '/van-ban-di/$id',
  changeOutgoing: '/van-ban-di/$id/soan',
  groups: '/nhom-noi-nhan',
  registers: '/so-dang-ky',
  register: '/so-dang-ky/$id',
  search: '/tim',
} as const;
