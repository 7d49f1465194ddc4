import type { Feature } from '../../ui/feature.ts';

/** Directives, assignments and deadlines: shown on the pages of documents. */
export const routing = {
  parts: { 'incoming-document': async () => (await import('./parts.tsx')).onIncoming },
  words: () => import('./words.ts'),
  due: () => import('./due.ts'),
} as const satisfies Feature;
