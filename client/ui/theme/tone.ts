/** What a colour says; always together with an icon and a word. */
export type Tone = 'good' | 'caution' | 'bad' | 'accent';
