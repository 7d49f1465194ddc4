import { deflateSync } from 'node:zlib';
import type { Attack } from './attacks.ts';
import { appendUpdate, aTarget, type Target, type Update, withKeys } from './pdf-bytes.ts';

const bomb = (name: string, update: (target: Target) => Update): Attack => ({
  class: 'bomb',
  name,
  make: ({ certified }) => appendUpdate(certified, update(aTarget(certified))),
});

/** Files built to loop or to grow: they must end in a report like all others. */
export const exhaustingAttacks: readonly Attack[] = [
  bomb('a cross-reference that continues in itself', (t) => ({
    objects: { [t.root]: withKeys(t.dictionary(t.root), {}) },
    trailer: { Prev: String(t.bytes.length + 1) },
  })),
  bomb('a page tree that contains itself', (t) => {
    const pages = t.dictionary(t.root).entries.get('Pages');
    const number = typeof pages === 'object' && pages !== null && 'number' in pages ? pages.number : 0;
    return { objects: { [number]: `<</Type /Pages /Kids [${number} 0 R ${number} 0 R] /Count 2>>` } };
  }),
  bomb('fields that contain themselves', (t) => ({
    objects: {
      [t.form]: withKeys(t.dictionary(t.form), { Fields: `[${t.size} 0 R]` }),
      [t.size]: `<</T (a) /Kids [${t.size} 0 R ${t.size} 0 R]>>`,
    },
  })),
  bomb('a field tree nested 1,000 deep', (t) => ({
    objects: {
      [t.form]: withKeys(t.dictionary(t.form), { Fields: `[${t.size} 0 R]` }),
      ...Object.fromEntries(
        Array.from({ length: 1_000 }, (_, depth) => [t.size + depth, `<</T (a) /Kids [${t.size + depth + 1} 0 R]>>`]),
      ),
    },
  })),
  bomb('arrays nested 100,000 deep', (t) => ({
    objects: { [t.root]: withKeys(t.dictionary(t.root), { X: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }) },
  })),
  bomb('references that lead in a circle', (t) => ({
    objects: {
      [t.root]: withKeys(t.dictionary(t.root), { AcroForm: `${t.size} 0 R` }),
      [t.size]: `${t.size + 1} 0 R`,
      [t.size + 1]: `${t.size} 0 R`,
    },
  })),
  bomb('an object stream that grows to a hundred megabytes', (t) => {
    const container = [...t.view.numbers()]
      .map((number) => t.view.entry(number))
      .find((entry) => entry?.type === 'compressed');
    if (container?.type !== 'compressed') throw new Error('The letter has no object stream');
    return { objects: { [container.container]: growing('/Type /ObjStm /N 1 /First 4 ') } };
  }),
  bomb('a security store whose list grows to a hundred megabytes', (t) => ({
    objects: {
      [t.root]: withKeys(t.dictionary(t.root), { DSS: `<</Certs [${t.size} 0 R]>>` }),
      [t.size]: growing(''),
    },
  })),
];

/** A stream of a hundred kilobytes that decodes to a hundred megabytes. */
function growing(keys: string): string {
  const zeros = deflateSync(Buffer.alloc(100 * 1024 * 1024)).toString('latin1');
  return `<<${keys}/Filter /FlateDecode /Length ${zeros.length}>>\nstream\n${zeros}\nendstream`;
}
