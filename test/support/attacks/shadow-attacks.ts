import { isDictionary, isReference, isStream } from '../../../server/pdf-signatures/pdf/reader/pdf-objects.ts';
import type { Attack } from './attacks.ts';
import { appendUpdate, aTarget, streamText, type Target, type Update, withKeys } from './pdf-bytes.ts';
import { aTrap } from './prepared-traps.ts';

const evil = streamText('BT /F1 24 Tf 90 600 Td (Forged) Tj ET');

const shadow = (name: string, update: (target: Target) => Update): Attack => ({
  class: 'shadow',
  name,
  make: ({ certified }) => appendUpdate(certified, update(aTarget(certified))),
});

/** Numbers of the objects that have a property, in the newest revision. */
function numbersWhere(target: Target, holds: (number: number) => boolean): number[] {
  return [...target.view.numbers()].filter(holds).sort((a, b) => a - b);
}

const typed = (target: Target, type: string): number[] =>
  numbersWhere(target, (number) => {
    const value = target.view.object(number);
    const dictionary = isStream(value) ? value.dictionary : value;
    if (!isDictionary(dictionary)) return false;
    const name = dictionary.entries.get('Type');
    return typeof name === 'object' && name !== null && 'name' in name && name.name === type;
  });

const firstFont = (target: Target): number => {
  const [font] = typed(target, 'Font');
  if (font === undefined) throw new Error('The letter has no font');
  return font;
};

/** Shadow attacks: hide, replace, or both, with parts that were there when the signer looked. */
export const shadowAttacks: readonly Attack[] = [
  shadow('a font replaced', (t) => ({
    objects: { [firstFont(t)]: '<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>' },
  })),
  shadow('a font freed', (t) => ({ objects: { [t.root]: withKeys(t.dictionary(t.root), {}) }, freed: [firstFont(t)] })),
  shadow('the page freed', (t) => ({ objects: { [t.root]: withKeys(t.dictionary(t.root), {}) }, freed: [t.page] })),
  shadow('a stream that hides the page overwritten by nothing', (t) => {
    const contents = t.dictionary(t.page).entries.get('Contents');
    const first = Array.isArray(contents) ? contents[0] : contents;
    return { objects: { [isReference(first) ? first.number : 0]: streamText('') } };
  }),
  shadow("the signed field's appearance replaced", (t) => ({
    objects: {
      [t.field('leader')]: withKeys(t.dictionary(t.field('leader')), { AP: `<</N ${t.size} 0 R>>` }),
      [t.size]: evil,
    },
  })),
  shadow("the signed field's appearance stream overwritten in place", (t) => {
    const appearance = t.dictionary(t.field('leader')).entries.get('AP');
    const normal = isDictionary(appearance) ? appearance.entries.get('N') : undefined;
    return { objects: { [isReference(normal) ? normal.number : 0]: evil } };
  }),
  shadow('the signed field moved over the text', (t) => ({
    objects: { [t.field('leader')]: withKeys(t.dictionary(t.field('leader')), { Rect: '[0 0 595 842]' }) },
  })),
  shadow('an empty prepared field stretched over the page', (t) => ({
    objects: { [t.field('number')]: withKeys(t.dictionary(t.field('number')), { Rect: '[0 0 595 842]' }) },
  })),
  shadow('a prepared field that shows something without a value', (t) => ({
    objects: {
      [t.field('number')]: withKeys(t.dictionary(t.field('number')), { AP: `<</N ${t.size} 0 R>>` }),
      [t.size]: evil,
    },
  })),
  shadow('a prepared field filled and covered by no later signature', (t) => ({
    objects: {
      [t.field('number')]: withKeys(t.dictionary(t.field('number')), { V: '(99)', AP: `<</N ${t.size} 0 R>>` }),
      [t.size]: evil,
    },
  })),
  shadow('a cross-reference entry that points at another object', (t) => ({
    objects: { [t.page]: withKeys(t.dictionary(t.page), {}) },
    offsets: { [t.page]: 15 },
  })),
  shadow('a widget taken off its page', (t) => ({
    objects: { [t.page]: withKeys(t.dictionary(t.page), { Annots: '[]' }) },
  })),
  shadow('the document information used to hide nothing but a dictionary', (t) => ({
    objects: { [t.size]: '<</Title (x)>>', [t.root]: withKeys(t.dictionary(t.root), { Lang: '(en)' }) },
    trailer: { Info: `${t.size} 0 R` },
  })),
  shadow('a prepared field hidden', (t) => ({
    objects: { [t.field('number')]: withKeys(t.dictionary(t.field('number')), { F: '2' }) },
  })),
  shadow('an empty signature field with the look of a signature', (t) => ({
    objects: {
      [t.field('seal')]: withKeys(t.dictionary(t.field('seal')), { AP: `<</N ${t.size} 0 R>>` }),
      [t.size]: evil,
    },
  })),
  shadow('the annotations of the page in another order', (t) => {
    const annotations = t.view.get(t.dictionary(t.page), 'Annots');
    const turned = (Array.isArray(annotations) ? annotations : []).toReversed().map((item) => `${item.number} 0 R`);
    return { objects: { [t.page]: withKeys(t.dictionary(t.page), { Annots: `[${turned.join(' ')}]` }) } };
  }),
  shadow('a trailer whose root stands twice', (t) => ({
    objects: { [t.root]: withKeys(t.dictionary(t.root), {}) },
    trailer: { ID: '[<00> <00>] /Root 1 0 R' },
  })),
  {
    class: 'shadow',
    name: 'an object that the signed page mentions and only the update defines',
    make: async () => {
      const signedFile = await aTrap({ contents: '[4 0 R 50 0 R]' });
      return appendUpdate(signedFile, { objects: { 50: evil } });
    },
  },
  {
    class: 'shadow',
    name: 'a signed cross-reference entry that points behind the signed bytes',
    make: async () => {
      const { length } = await aTrap({ contents: '[4 0 R 6 0 R]', ahead: 1 });
      const signedFile = await aTrap({ contents: '[4 0 R 6 0 R]', ahead: length });
      const update = appendUpdate(signedFile, { objects: { 6: evil, 40: 'null' }, unlisted: [6] });
      if (update.toString('latin1', length, length + 7) !== '6 0 obj')
        throw new Error('The trap does not meet its object');
      return update;
    },
  },
  {
    class: 'shadow',
    name: 'an object stream overwritten',
    make: ({ certified }) => {
      const target = aTarget(certified);
      const [container] = typed(target, 'ObjStm');
      if (container === undefined) throw new Error('The letter has no object stream');
      const stream = streamText('1 0 null ', '/Type /ObjStm /N 1 /First 4 ');
      return appendUpdate(certified, { objects: { [container]: stream } });
    },
  },
];
