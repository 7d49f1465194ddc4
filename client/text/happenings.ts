import type { Language } from './language.ts';
import { useLanguage } from './language.ts';

type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

const events: Record<Language, Record<string, string>> = { vi: {}, en: {} };
const works: Record<Language, Record<string, string>> = { vi: {}, en: {} };

/** Takes what a feature says of its events and of its work for later; done for all of them before a page opens. */
export function sayHappenings(words: { readonly events?: Words; readonly work?: Words }): void {
  for (const language of ['vi', 'en'] as const) {
    Object.assign(events[language], words.events?.[language]);
    Object.assign(works[language], words.work?.[language]);
  }
}

/** What to say of each kind of event, in the language of the person. */
export function useEventWords(): Readonly<Record<string, string>> {
  return events[useLanguage()];
}

/** What to say of a kind of work for later. */
export function workWord(kind: string, language: Language): string {
  return works[language][kind] ?? kind;
}
