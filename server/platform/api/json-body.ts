import { DomainError } from '../errors.ts';

/** Bodies of JSON may be this long; files go as multipart. */
export const MOST_JSON_BYTES = 256 * 1024;
const MOST_DEPTH = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a JSON text strictly: UTF-8 without BOM (RFC 8259 §8.1), not nested deeper than 32, no member twice, no name that
 * JavaScript treats as its own, no minus zero. Refuses with `malformed-json`, `too-deep`, `duplicate-key`, `unknown-property` or
 * `out-of-range`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  inspect(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('malformed', 'malformed-json', 'The body is not JSON', { cause });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    const text = utf8.decode(bytes);
    if (text.startsWith('\ufeff')) throw new Error('byte order mark');
    return text;
  } catch (cause) {
    throw new DomainError('malformed', 'malformed-json', 'The body is not UTF-8 without a byte order mark', { cause });
  }
}

/**
 * One pass over the tokens before anything is built, so that depth and names are known without recursion. No alternative of the
 * pattern can fail late: a text that does not end is one token to the end, else looking for its end again and again takes minutes.
 */
function inspect(text: string): void {
  const names: (Set<string> | undefined)[] = [];
  let previous = '';
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+/gs)) {
    const [piece] = token;
    if (piece === '{') names.push(new Set());
    else if (piece === '[') names.push(undefined);
    else if (piece === '}' || piece === ']') names.pop();
    else if (piece === ':' && previous.startsWith('"')) checkName(previous, names.at(-1));
    else if (/^-0(?:\.0*)?(?:e[+-]?\d+)?$/i.test(piece)) throw minusZero();
    if (names.length > MOST_DEPTH)
      throw new DomainError('malformed', 'too-deep', `JSON is nested deeper than ${MOST_DEPTH}`);
    previous = piece;
  }
}

/** No field has a use for it, and once stored it is not what was signed: JSON writes it as 0. */
function minusZero(): DomainError {
  return new DomainError('invalid', 'out-of-range', 'Minus zero is no value of any field');
}

function checkName(quoted: string, known: Set<string> | undefined): void {
  const name = readName(quoted);
  if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
    throw new DomainError('invalid', 'unknown-property', `${name} is not a property`);
  }
  if (known?.has(name))
    throw new DomainError('malformed', 'duplicate-key', `${name.slice(0, 60)} stands twice in one object`);
  known?.add(name);
}

function readName(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch (cause) {
    throw new DomainError('malformed', 'malformed-json', 'The body is not JSON', { cause });
  }
}
