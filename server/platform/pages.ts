/** The page that is about no capability: how to work with the application. */
export const platformPages = { help: '/tro-giup' } as const;
