/** What pages show of other capabilities, by the name of the page: each page adds its places by `declare module`. */
// biome-ignore lint/suspicious/noEmptyInterface: it is the pages that have places.
export interface PartsOfPages {}

const filled: { [Page in keyof PartsOfPages]?: Partial<PartsOfPages[Page]> } = {};

/** Puts what a feature shows on a page of others into its places; done before that page opens. */
export function fillParts<Page extends keyof PartsOfPages>(page: Page, parts: Partial<PartsOfPages[Page]>): void {
  filled[page] = { ...filled[page], ...parts };
}

/** What others show on this page; a place that nobody fills stays empty. */
export function partsOf<Page extends keyof PartsOfPages>(page: Page): Partial<PartsOfPages[Page]> {
  return filled[page] ?? {};
}
