import type { PartsOfPages } from '../../ui/parts.ts';
import { ActForm, Acts } from './acts.tsx';
import { Handling } from './handling.tsx';
import { PresentMany } from './present-many.tsx';

/** What routing shows of an incoming document: what may be done to it, and who handles it; and how many are presented at once. */
export const onIncoming = {
  acts: (document) => <Acts document={document} />,
  form: (document, name) => <ActForm document={document} name={name} />,
  handling: (document) => <Handling document={document} />,
  toPresent: (chosen, clear) => <PresentMany chosen={chosen} clear={clear} />,
} as const satisfies Partial<PartsOfPages['incoming-document']>;
