import type { Attack } from './attacks.ts';
import { appendUpdate, aTarget, streamText, type Target, type Update, withKeys } from './pdf-bytes.ts';
import { aTrap } from './prepared-traps.ts';

const evil = streamText('BT /F1 24 Tf 90 600 Td (Forged) Tj ET');

const onCertified = (kind: Attack['class'], name: string, update: (target: Target) => Update): Attack => ({
  class: kind,
  name,
  make: ({ certified }) => appendUpdate(certified, update(aTarget(certified))),
});

const onSealed = (kind: Attack['class'], name: string, update: (target: Target) => Update): Attack => ({
  class: kind,
  name,
  make: ({ sealed }) => appendUpdate(sealed, update(aTarget(sealed))),
});

const pageWith = (target: Target, changes: Record<string, string | undefined>): Record<number, string> => ({
  [target.page]: withKeys(target.dictionary(target.page), changes),
});
const rootWith = (target: Target, changes: Record<string, string | undefined>): Record<number, string> => ({
  [target.root]: withKeys(target.dictionary(target.root), changes),
});
const formWith = (target: Target, changes: Record<string, string | undefined>): Record<number, string> => ({
  [target.form]: withKeys(target.dictionary(target.form), changes),
});
const fieldWith = (
  target: Target,
  name: string,
  changes: Record<string, string | undefined>,
): Record<number, string> => ({
  [target.field(name)]: withKeys(target.dictionary(target.field(name)), changes),
});

/** Incremental Saving: an update says what the signer never saw. */
const incremental: Attack[] = [
  onCertified('ISA', 'a page with other contents', (t) => ({
    objects: { ...pageWith(t, { Contents: `${t.size} 0 R` }), [t.size]: evil },
  })),
  onSealed('ISA', 'a page with other contents, after the seal', (t) => ({
    objects: { ...pageWith(t, { Contents: `${t.size} 0 R` }), [t.size]: evil },
  })),
  onCertified('ISA', 'the content stream overwritten in place', (t) => ({ objects: { [contentsOf(t)]: evil } })),
  onCertified('ISA', 'a page with other resources', (t) => ({ objects: pageWith(t, { Resources: '<<>>' }) })),
  onCertified('ISA', 'a page cropped', (t) => ({ objects: pageWith(t, { CropBox: '[0 0 10 10]' }) })),
  onCertified('ISA', 'a page turned', (t) => ({ objects: pageWith(t, { Rotate: '180' }) })),
  onCertified('ISA', 'a catalog with another page tree', (t) => ({
    objects: {
      ...rootWith(t, { Pages: `${t.size} 0 R` }),
      [t.size]: `<</Type /Pages /Kids [${t.size + 1} 0 R] /Count 1>>`,
      [t.size + 1]: `<</Type /Page /Parent ${t.size} 0 R /MediaBox [0 0 595 842] /Contents ${t.size + 2} 0 R>>`,
      [t.size + 2]: evil,
    },
  })),
  onCertified('ISA', 'a script that runs when the file opens', (t) => ({
    objects: rootWith(t, { OpenAction: '<</S /JavaScript /JS (app.alert\\(1\\))>>' }),
  })),
  onCertified('ISA', 'layers switched', (t) => ({ objects: rootWith(t, { OCProperties: '<</OCGs [] /D <<>>>>' }) })),
  onCertified('ISA', 'names added', (t) => ({ objects: rootWith(t, { Names: '<</JavaScript <</Names []>>>>' }) })),
  onCertified('ISA', 'another root', (t) => ({
    objects: { [t.size]: withKeys(t.dictionary(t.root), {}) },
    trailer: { Root: `${t.size} 0 R` },
  })),
  onCertified('ISA', 'an XFA form over the fields', (t) => ({ objects: formWith(t, { XFA: '(xfa)' }) })),
  onCertified('ISA', 'appearances to be made anew by the viewer', (t) => ({
    objects: formWith(t, { NeedAppearances: 'true' }),
  })),
  onCertified('ISA', 'objects in the bytes that the cross-reference does not list', (t) => ({
    objects: pageWith(t, { Contents: 'null' }),
    unlisted: [t.page],
  })),
  onCertified('ISA', 'a catalog whose key stands twice', (t) => ({
    objects: { [t.root]: withKeys(t.dictionary(t.root), {}).replace(/>>$/, '/Pages null>>') },
  })),
  {
    class: 'ISA',
    name: 'bytes behind the end of the file',
    make: ({ certified }) => Buffer.concat([certified, Buffer.from('\n9 0 obj\n(x)\nendobj\n')]),
  },
  {
    class: 'ISA',
    name: 'an update without cross-reference and trailer',
    make: ({ certified }) =>
      Buffer.concat([certified, Buffer.from(`${aTarget(certified).page} 0 obj\n<<>>\nendobj\n%%EOF\n`)]),
  },
  {
    class: 'ISA',
    name: 'an update whose cross-reference skips the signed revision',
    make: ({ certified }) => {
      const [first] = [
        ...Buffer.from(certified)
          .toString('latin1')
          .matchAll(/startxref\s+(\d+)/g),
      ];
      const target = aTarget(certified);
      return appendUpdate(certified, { objects: rootWith(target, {}), trailer: { Prev: first?.[1] ?? '0' } });
    },
  },
];

/** Evil Annotation Attack: annotations cover the text of a certified document. */
const annotations: Attack[] = ['FreeText', 'Stamp', 'Square', 'Redact', 'Text'].map((subtype) =>
  onCertified('EAA', `an annotation ${subtype} over the text`, (t) => ({
    objects: {
      ...pageWith(t, { Annots: annotsWith(t, t.size) }),
      [t.size]: `<</Type /Annot /Subtype /${subtype} /Rect [80 600 500 660] /Contents (Forged) /F 4>>`,
    },
  })),
);

/** An annotation smuggled into the field list, where a reader of fields sees none. */
const smuggled: Attack[] = [
  onCertified('EAA', 'an annotation that is listed among the fields', (t) => {
    const { objects } = newField(t, '');
    const annotation = `<</Type /Annot /Subtype /FreeText /Rect [80 600 500 660] /F 4 /AP <</N ${t.size + 1} 0 R>>>>`;
    return { objects: { ...objects, [t.size]: annotation } };
  }),
];

/** Sneaky Signature Attack: a signature field that shows something and signs nothing, or is signed by nobody. */
const sneaky: Attack[] = [
  onCertified('SSA', 'a new visible signature field without a signature', (t) => newField(t, '')),
  onCertified('SSA', 'a new signature field with an empty signature', (t) => newField(t, '/V <</Type /Sig>>')),
  onCertified('SSA', 'a new signature field with a copied signature', (t) => {
    const value = t.dictionary(t.field('leader')).entries.get('V');
    const number = typeof value === 'object' && value !== null && 'number' in value ? value.number : 0;
    return newField(t, `/V ${number} 0 R`);
  }),
  onCertified('SSA', 'a new text field', (t) => newField(t, '/V (Forged)', 'Tx')),
  onCertified('SSA', 'a prepared seal field with a look and no signature', (t) => ({
    objects: {
      ...fieldWith(t, 'seal', { V: `<</Type /Sig /SubFilter /ETSI.CAdES.detached>>`, AP: `<</N ${t.size} 0 R>>` }),
      [t.size]: evil,
    },
  })),
];

/** Signatures and fields taken away. */
const removals: Attack[] = [
  onCertified('removal', "the signature's value taken out of its field", (t) => ({
    objects: fieldWith(t, 'leader', { V: undefined }),
  })),
  onSealed('removal', "the seal's value taken out of its field", (t) => ({
    objects: fieldWith(t, 'seal', { V: undefined }),
  })),
  onCertified('removal', 'the form emptied', (t) => ({ objects: formWith(t, { Fields: '[]' }) })),
  {
    class: 'removal',
    name: 'the only field taken out of the form, though it stays on its page',
    make: async () => {
      const trap = await aTrap({ contents: '4 0 R' });
      return appendUpdate(trap, { objects: rootWith(aTarget(trap), { AcroForm: '<</Fields [] /SigFlags 3>>' }) });
    },
  },
  onCertified('removal', 'the form taken out of the catalog', (t) => ({
    objects: rootWith(t, { AcroForm: undefined }),
  })),
  onCertified('removal', 'the signed field freed', (t) => ({ objects: rootWith(t, {}), freed: [t.field('leader')] })),
  onCertified('removal', 'the signed field turned into a text field', (t) => ({
    objects: fieldWith(t, 'leader', { FT: '/Tx' }),
  })),
  onCertified('removal', 'the signed field renamed', (t) => ({ objects: fieldWith(t, 'leader', { T: '(other)' }) })),
  onCertified('removal', 'the signature dictionary overwritten', (t) => {
    const value = t.dictionary(t.field('leader')).entries.get('V');
    const number = typeof value === 'object' && value !== null && 'number' in value ? value.number : 0;
    return { objects: { [number]: withKeys(t.dictionary(number), { Reference: undefined }) } };
  }),
  onSealed('removal', 'the number refilled after the locked seal', (t) => ({
    objects: { ...fieldWith(t, 'number', { V: '(99)', AP: `<</N ${t.size} 0 R>>` }), [t.size]: evil },
  })),
];

function contentsOf(target: Target): number {
  const contents = target.dictionary(target.page).entries.get('Contents');
  const first = Array.isArray(contents) ? contents[0] : contents;
  return typeof first === 'object' && first !== null && 'number' in first ? first.number : 0;
}

function annotsWith(target: Target, number: number): string {
  const annotations = target.view.get(target.dictionary(target.page), 'Annots');
  const kept = (Array.isArray(annotations) ? annotations : []).map((item) => `${item.number} 0 R`);
  return `[${[...kept, `${number} 0 R`].join(' ')}]`;
}

function newField(target: Target, value: string, type = 'Sig'): Update {
  const number = target.size;
  const fields = target.view.get(target.dictionary(target.form), 'Fields');
  const kept = (Array.isArray(fields) ? fields : []).map((item) => `${item.number} 0 R`);
  return {
    objects: {
      ...formWith(target, { Fields: `[${[...kept, `${number} 0 R`].join(' ')}]` }),
      ...pageWith(target, { Annots: annotsWith(target, number) }),
      [number]: `<</FT /${type} /T (sneaky) /Type /Annot /Subtype /Widget /Rect [80 600 500 660] /F 4 /P ${target.page} 0 R /AP <</N ${number + 1} 0 R>> ${value}>>`,
      [number + 1]: evil,
    },
  };
}

export const savingAttacks: readonly Attack[] = [...incremental, ...annotations, ...smuggled, ...sneaky, ...removals];
