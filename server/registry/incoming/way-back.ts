/**
 * How a sender has back what it sent: by *thu hồi*, which asks nobody, by *lấy lại*, to which its recipient agreed, or by *thay thế*, since another
 * document stands in its place.
 */
export const waysBack = ['recalled', 'given-back', 'replaced'] as const;
export type WayBack = (typeof waysBack)[number];
