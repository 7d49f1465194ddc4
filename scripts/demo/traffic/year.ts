import type { DemoClock } from '../demo-clock.ts';
import type { DemoBook, DemoGroup, DemoLetter, DemoPaper } from './model.ts';
import { fromOutside } from './outside.ts';
import { fromSkhcnEarlier } from './skhcn/earlier.ts';
import { fromSkhcnLately } from './skhcn/lately.ts';
import { fromSnvEarlier } from './snv/earlier.ts';
import { fromSnvLately } from './snv/lately.ts';
import { fromThanhBinhEarlier } from './thanhbinh/earlier.ts';
import { fromThanhBinhLately } from './thanhbinh/lately.ts';
import { fromUbndEarlier } from './ubnd/earlier.ts';
import { fromUbndLately } from './ubnd/lately.ts';

/** On this working day, counted back from the last one, the demo begins. */
export const FIRST_DAY = 246;

const letters: readonly DemoLetter[] = [
  ...fromUbndEarlier,
  ...fromSnvEarlier,
  ...fromSkhcnEarlier,
  ...fromThanhBinhEarlier,
  ...fromUbndLately,
  ...fromSnvLately,
  ...fromSkhcnLately,
  ...fromThanhBinhLately,
];

/** Books that agencies keep beside the general one, from the first day on. */
export const books: readonly DemoBook[] = [
  { at: 'snv', title: 'Sổ quyết định', takes: { what: 'types', typeCodes: ['quyet-dinh'] } },
  { at: 'ubnd', title: 'Sổ quyết định, chỉ thị', takes: { what: 'types', typeCodes: ['quyet-dinh', 'chi-thi'] } },
];

/** Groups of recipients, from the first day on. */
export const groups: readonly DemoGroup[] = [
  { at: 'snv', name: 'Các cơ quan trong tỉnh', of: ['ubnd', 'skhcn', 'thanhbinh'] },
];

/** The letters of the year with the months and years of their days in their words. */
export function lettersBy(clock: DemoClock): DemoLetter[] {
  const tell = (words: string, ago: number) => told(words, clock.dayOf(ago));
  return letters.map((letter) => {
    const { ago, subject, body, answers } = letter;
    const answered = letters.find((other) => other.subject === answers);
    return {
      ...letter,
      subject: tell(subject, ago),
      body: tell(body, ago),
      ...(answered && { answers: tell(answered.subject, answered.ago) }),
    };
  });
}

/** The papers of the year. */
export const papers: readonly DemoPaper[] = fromOutside;

/** `{month}`, `{quarter}`, `{year}` and `{nextYear}` as they are on a day. */
function told(words: string, day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const values = { month, quarter: Math.ceil(month / 3), year, nextYear: year + 1 };
  return words.replaceAll(/\{(month|quarter|year|nextYear)\}/g, (_, name: keyof typeof values) => String(values[name]));
}
