import { Fragment } from 'react';
import { markedParts } from './marked-parts.ts';

/** A text in which the words that were searched stand out. */
export function Marked({ text, words }: { readonly text: string; readonly words: string }) {
  return markedParts(text, words).map(({ text: part, isFound, at }) =>
    isFound ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>,
  );
}
