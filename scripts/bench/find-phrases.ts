import type { Dice } from '../fuzz/dice.ts';

/** So many different syllables a text is made of; folded, Vietnamese has no more in use. */
const SYLLABLES = 2_500;
const DRAWN_FROM = 65_536;
const WORDS_OF_A_PAGE = 150;
const MOST_PAGES = 20;

const starts = 'b c ch d g gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ');
const rimes =
  'a ac ach ai am an ang anh ao ap at au ay e ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac ' +
  'oach oai oam oan oang oanh oat oay oc oe oen oi om on ong op ot u ua uan uang uat uay uc ue ui uoc uoi uom uon uong uop uot uou up ut uu ' +
  'uy uya uych uyen uyet uynh uyt y yem yen yet yeu';

/** All of them, the one that stands most often first. */
const syllables = starts
  .flatMap((start, at) =>
    rimes.split(' ').map((rime, place) => ({ word: `${start}${rime}`, order: (at * 71 + place * 97) % 3_001 })),
  )
  .toSorted((one, other) => one.order - other.order || (one.word < other.word ? -1 : 1))
  .slice(0, SYLLABLES)
  .map(({ word }) => word);

/** The same, each as often as it stands in texts (Zipf: the n-th one n times more seldom than the first). */
const asTheyStand: readonly string[] = (() => {
  const weights = syllables.map((_, at) => 1 / (at + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return syllables.flatMap((word, at) => {
    const times = Math.max(1, Math.round(((weights[at] ?? 0) / all) * DRAWN_FROM));
    return Array.from({ length: times }, () => word);
  });
})();

/** So many words by how often they stand in texts. */
export function someWords(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => dice.pick(asTheyStand)).join(' ');
}

/** What a program recognised on one to twenty pages. */
export function aScannedText(dice: Dice): string {
  return someWords(dice, (1 + dice.below(MOST_PAGES)) * WORDS_OF_A_PAGE);
}

/** Words of which each stands in a tenth of all documents, and two that belong together in four. */
export const pairs = [
  ['zeng', 'wuong'],
  ['jien', 'fuyt'],
  ['zuop', 'wanh'],
  ['joeo', 'fien'],
  ['zinh', 'wuya'],
] as const;

/** What the document of this number says of them. */
export function pairWords(index: number): string {
  const [pair, which] = [Math.floor((index % 10) / 2), index % 2];
  const own = pairs[pair]?.[which] ?? '';
  // Two documents of each kind, incoming and outgoing, have the other one as well.
  return index < 20 ? ` khu ${own} ${pairs[pair]?.[1 - which] ?? ''}` : ` khu ${own}`;
}
