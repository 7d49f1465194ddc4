import { preference, usePreference } from './preference.ts';

export type Language = 'vi' | 'en';

/** Texts of a feature in both languages. Write `const en: typeof vi = {…}`: a missing text then does not compile. */
export interface Texts<T> {
  readonly vi: T;
  readonly en: T;
}

export const language = preference<Language>('vanban.language', ['vi', 'en']);

/** The texts in the language of the person. */
export function useText<T>(texts: Texts<T>): T {
  return texts[usePreference(language)];
}

/** The language of the person. */
export function useLanguage(): Language {
  return usePreference(language);
}
