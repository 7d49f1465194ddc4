/** How a sender has back what it sent: by *thu hồi*, which asks nobody, or by *lấy lại*, to which its recipient agreed. */
export const waysBack = ['recalled', 'given-back'] as const;
export type WayBack = (typeof waysBack)[number];
