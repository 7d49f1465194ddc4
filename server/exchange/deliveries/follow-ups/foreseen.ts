/** What may be said of an issued document: to all its recipients that it is taken back, corrected or replaced; to one, that it is asked for. */
export const sayings = ['revoke', 'update', 'ask-back', 'replace'] as const;
export type Saying = (typeof sayings)[number];

/**
 * Why a recipient has to be told in another way, or will not say that it was told: it has paper, its system takes no such message, or does not answer
 * it on the axis.
 */
export const otherwise = ['on-paper', 'not-taken', 'not-answered'] as const;
export type Otherwise = (typeof otherwise)[number];
