import type { Period } from '../../../ui/forms/period.ts';

/** How the address names the documents that count, and those that do not. */
export const chipOf = { counted: 'da-tinh', missing: 'con-thieu' } as const;

/** The filters that show the documents behind a figure. */
export function filtersOf(definition: string, part: keyof typeof chipOf, { from, to }: Period): Record<string, string> {
  return { tu: from, den: to, 'ty-le': definition, loc: chipOf[part] };
}
