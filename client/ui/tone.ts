/** What a colour says; always together with an icon and a word (UX §3). */
export type Tone = 'good' | 'caution' | 'bad' | 'accent';
