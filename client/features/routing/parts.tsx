import type { PartsOfPages } from '../../ui/parts.ts';
import { ActForm, Acts } from './acts.tsx';
import { Handling } from './handling.tsx';

/** What routing shows of an incoming document: what may be done to it, and who handles it. */
export const onIncoming = {
  acts: (document) => <Acts document={document} />,
  form: (document, name) => <ActForm document={document} name={name} />,
  handling: (document) => <Handling document={document} />,
} as const satisfies Partial<PartsOfPages['incoming-document']>;
