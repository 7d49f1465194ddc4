/** How a document gets to whom no system reaches; none of them is electronic exchange, whatever the share counts. */
export const postingWays = ['post', 'by-hand', 'e-mail'] as const;

/** What a clerk records of a document that went by such a way — *đã gửi giấy*. */
export interface Posting {
  readonly way: (typeof postingWays)[number];
  /** The day it went, `2026-11-18`. */
  readonly sentOn: string;
  /** The number of the post, the address it was e-mailed to, or who took it. */
  readonly reference: string;
}
