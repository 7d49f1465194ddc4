/** Where a character stands in a text, and what it is called: for words to a person who cannot see it. */
export interface CharacterPlace {
  /** The first line is 1. */
  readonly line: number;
  readonly character: string;
  /** Its number in Unicode, `U+F0B7`. */
  readonly codePoint: string;
}

/** The character at an index of a text, a lone half of a pair as itself. */
export function placeOf(text: string, index: number): CharacterPlace {
  const code = text.codePointAt(index) ?? 0;
  return {
    line: text.slice(0, index).split(/\r\n?|[\n\v\f\u2028\u2029]/).length,
    character: String.fromCodePoint(code),
    codePoint: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
  };
}
