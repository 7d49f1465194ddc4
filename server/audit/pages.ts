/** Address of the page of the log *nhật ký*. */
export const auditPages = { log: '/nhat-ky' } as const;
