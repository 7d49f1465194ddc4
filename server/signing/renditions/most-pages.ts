/** Longer files are printed from the file itself. */
export const MOST_PAGES = 200;
