import { z } from 'zod';
import type { Language } from './language.ts';

/* A character that a text may not hold is often one that nobody sees: it is named by its number, its line and its field. */

const place = z.object({
  line: z.number(),
  codePoint: z.string(),
  character: z.string().optional(),
  pointer: z.string().optional(),
});

const fields: Readonly<Record<Language, readonly (readonly [start: string, name: string])[]>> = {
  vi: [
    ['/body/subject', 'Trích yếu'],
    ['/body/letter/body', 'Nội dung'],
    ['/body/letter/addressees', 'Kính gửi'],
    ['/body/letter/copies', 'Nơi nhận thêm'],
    ['/body/recipients', 'Nơi nhận'],
  ],
  en: [
    ['/body/subject', 'Subject'],
    ['/body/letter/body', 'Text'],
    ['/body/letter/addressees', 'To'],
    ['/body/letter/copies', 'Further copies'],
    ['/body/recipients', 'Recipients'],
  ],
};

const titles: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'unprintable-character': { vi: 'Có ký tự không in được', en: 'A character cannot be printed' },
  'forbidden-character': { vi: 'Có ký tự ẩn không dùng được', en: 'A hidden character cannot be used' },
};

/** What to say of a character that was refused, by the code of the refusal and where it stands; undefined for any other code. */
export function characterWords(
  code: string,
  where: unknown,
  language: Language,
): { readonly title: string; readonly detail: string } | undefined {
  const title = titles[code]?.[language];
  if (title === undefined) return undefined;
  const found = place.safeParse(where).data;
  if (!found) {
    const detail = { vi: 'Xoá ký tự lạ rồi gõ lại thay vì dán.', en: 'Remove it and type it instead of pasting.' };
    return { title, detail: `${title}. ${detail[language]}` };
  }
  const { line, codePoint, character = '', pointer = '' } = found;
  const field = fields[language].find(([start]) => pointer.startsWith(start))?.[1];
  const sign = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `“${character}” (${codePoint})` : codePoint;
  const detail =
    language === 'vi'
      ? `${field === undefined ? 'Dòng' : `${field}, dòng`} ${line}: ký tự ${sign}. Xoá hoặc thay bằng chữ rồi thử lại.`
      : `${field === undefined ? 'Line' : `${field}, line`} ${line}: character ${sign}. Remove or replace it, then try again.`;
  return { title, detail };
}
