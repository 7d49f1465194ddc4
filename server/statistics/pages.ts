/** Addresses of the first page, which shows due work, and of the figures. */
export const statisticsPages = { home: '/', figures: '/thong-ke' } as const;
