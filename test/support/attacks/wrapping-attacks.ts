import type { Attack } from './attacks.ts';
import { lastSignature, patched } from './pdf-bytes.ts';

/** Universal Signature Forgery: something the verifier needs is missing, empty or of another type. */
const forgedRanges: Readonly<Record<string, string>> = {
  'an empty ByteRange': '/ByteRange []',
  'a ByteRange of zeros': '/ByteRange [0 0 0 0]',
  'a null ByteRange': '/ByteRange null',
  'a ByteRange that is a name': '/ByteRange /x',
  'a ByteRange of one pair': '/ByteRange [0 99]',
  'a negative ByteRange': '/ByteRange [-1 5 9 9]',
  'a ByteRange of reals': '/ByteRange [0. 1. 2. 3.]',
  'no ByteRange': '/ByteRangf [0 1 2 3]',
  'a ByteRange beyond all numbers': '/ByteRange [0 1 99999999999 1]',
};

const forgedContents: Readonly<Record<string, string>> = {
  'empty Contents': '<>',
  'Contents of zeros': `<${'00'.repeat(200)}>`,
  'null Contents': 'null',
  'Contents that are a name': '/x',
  'Contents that are a literal string': '(x)',
  'Contents that are a reference': '1 0 R',
  'Contents with half a DER value': '<3082>',
};

const universal: Attack[] = [
  ...Object.entries(forgedRanges).map(
    ([name, text]): Attack => ({
      class: 'USF',
      name,
      make: ({ certified }) => {
        const { rangeStart, rangeEnd } = lastSignature(certified);
        return patched(certified, rangeStart, rangeEnd, text);
      },
    }),
  ),
  ...Object.entries(forgedContents).map(
    ([name, text]): Attack => ({
      class: 'USF',
      name,
      make: ({ certified }) => {
        const { gapStart, gapEnd } = lastSignature(certified);
        return patched(certified, gapStart, gapEnd, text);
      },
    }),
  ),
  {
    class: 'USF',
    name: 'a SubFilter nobody knows',
    make: ({ certified }) => replaced(certified, '/ETSI.CAdES.detached', '/ETSI.CAdES.detachet'),
  },
];

const replaced = (pdf: Uint8Array, from: string, to: string): Buffer => {
  const at = Buffer.from(pdf).indexOf(from);
  return patched(pdf, at, at + from.length, to);
};

/** Signature Wrapping: the signed bytes stay in the file, but not where a reader looks. */
const wrapping: Attack[] = [
  {
    class: 'SWA',
    name: 'a second ByteRange in the gap, the signed end moved behind forged objects',
    make: ({ certified }) => wrapped(certified, (a, b, c) => ` /ByteRange [0 ${a} ${b} ${c}]`),
  },
  {
    class: 'SWA',
    name: 'the signed end moved behind forged objects, the ByteRange as it was',
    make: ({ certified }) => wrapped(certified, () => ''),
  },
  {
    class: 'SWA',
    name: 'objects inside the gap, the value shortened',
    make: ({ certified }) => {
      const { gapStart, gapEnd } = lastSignature(certified);
      const hex = Buffer.from(certified)
        .toString('latin1', gapStart, gapEnd - 1)
        .replace(/(00)+$/, '');
      return patched(certified, gapStart, gapEnd, `${hex}> /Injected (objects of the forger)`);
    },
  },
  {
    class: 'SWA',
    name: 'a comment inside the gap',
    make: ({ certified }) => {
      const { gapEnd } = lastSignature(certified);
      return patched(certified, gapEnd - 12, gapEnd, '>%forged');
    },
  },
];

/** Grows the gap: value, a text of the forger, padding; then the old end of the file at its new place. */
function wrapped(pdf: Uint8Array, range: (a: number, b: number, c: number) => string): Buffer {
  const { gapStart, gapEnd, end } = lastSignature(pdf);
  const growth = 4_096;
  const hex = Buffer.from(pdf)
    .toString('latin1', gapStart, gapEnd)
    .replace(/(00)+>$/, '>');
  const injected = `${hex}${range(gapStart, gapEnd + growth, end - gapEnd)}\n%`;
  const gap = Buffer.from(injected.padEnd(gapEnd - gapStart + growth, ' '), 'latin1');
  return Buffer.concat([pdf.subarray(0, gapStart), gap, pdf.subarray(gapEnd)]);
}

export const wrappingAttacks: readonly Attack[] = [...universal, ...wrapping];
