/** Published on the sign-in page: it opens nothing but invented accounts, and production refuses the store. */
export const DEMO_PASSWORD = 'xin-chao-sao-mai';
