/** Addresses of the first page, which shows due work, of the figures, and of the reports of how documents are handled. */
export const statisticsPages = { home: '/', figures: '/thong-ke', reports: '/thong-ke/bao-cao' } as const;
