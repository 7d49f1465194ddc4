import { expect } from 'chai';
import { isArray, isDictionary, isReference } from '../../../server/pdf-signatures/pdf/reader/pdf-objects.ts';
import type { VerificationReport, VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { explain, isOriginal } from '../../../server/pdf-signatures/verify/explain.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { verificationView } from '../../../server/signing/verification/verification-of.ts';
import {
  appendUpdate,
  aTarget,
  streamText,
  type Target,
  type Update,
  withKeys,
} from '../../support/attacks/pdf-bytes.ts';
import { aForm, aSignedForm, filledByPdfLib } from '../../support/filled-forms.ts';
import {
  aDemoAuthority,
  agencyName,
  aSealedPdf,
  aSignedPdf,
  leaderName,
  refilled,
  signed,
} from '../../support/signing.ts';

/** An appearance with these operators. */
const drawn = (operators: string): string =>
  streamText(
    operators,
    '/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources <</Font <</Helv <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>>> /ExtGState <</Clear <</ca 0>>>>>> ',
  );

const look = (text: string, around = ''): string =>
  drawn(`/Tx BMC q ${around} BT /Helv 12 Tf 0 g 2 5 Td (${text}) Tj ET Q EMC`);

/** The widget of a field, which pdf-lib writes as an object of its own below it. */
function widgetOf(target: Target, name: string): number {
  const kids = target.view.get(target.dictionary(target.field(name)), 'Kids');
  const [first] = isArray(kids) ? kids : [];
  return isReference(first) ? first.number : target.field(name);
}

type Keys = Readonly<Record<string, string | undefined>>;

const withKey = (target: Target, number: number, changes: Keys): Record<number, string> => ({
  [number]: withKeys(target.dictionary(number), changes),
});

const fieldWith = (target: Target, name: string, { V, ...look }: Keys): Record<number, string> => ({
  ...withKey(target, target.field(name), { V }),
  ...withKey(target, widgetOf(target, name), look),
});

/** A value with an appearance of its own, as iText, PDFBox and Acrobat write it. */
/** Letters that are all there, in this order, and are not what one sees of `12000`. */
const unlikeShown: Readonly<Record<string, string>> = {
  'letters drawn from right to left': drawn('BT /Helv 12 Tf 0 g 40 5 Td (1) Tj -30 0 Td (2) Tj 10 0 Td (000) Tj ET'),
  'letters moved back by a gap': drawn('BT /Helv 12 Tf 0 g 40 5 Td [(1) 1500 (2) -500 (000)] TJ ET'),
  'letters in the colour of the paper': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj 1 g (000) Tj ET'),
  'letters in that colour by its other names': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj 1 1 1 rg (000) Tj ET'),
  'letters in white ink': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj 0 0 0 0 k (000) Tj ET'),
  'letters in the colour of their ground': drawn('0.2 g 0 0 200 20 re f BT /Helv 12 Tf 0.2 g 2 5 Td (12000) Tj ET'),
  'letters in a colour that is not told': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj /Cs cs 1 scn (000) Tj ET'),
  'letters outside the field': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj 0 90 Td (000) Tj ET'),
  'letters too small to be seen': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj /Helv 0.1 Tf (000) Tj ET'),
  'letters pressed flat': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj 0 Tz (000) Tj ET'),
  'letters made small by a matrix': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj 0.01 0 0 0.01 20 5 Tm (000) Tj ET'),
  'letters outside by another matrix': drawn(
    'BT /Helv 12 Tf 0 g 2 5 Td (12) Tj ET 1 0 0 1 500 0 cm BT 2 5 Td (000) Tj ET',
  ),
  'letters cut away': drawn('0 0 14 20 re W n BT /Helv 12 Tf 0 g 2 5 Td (12000) Tj ET'),
  'letters outside the box that is kept': drawn(
    'BT /Helv 12 Tf 0 g 2 5 Td (12) Tj ET q 0 0 1 1 re W n Q Q BT 400 5 Td (000) Tj ET',
  ),
  'letters fitted into a smaller place': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12000) Tj ET').replace(
    '[0 0 200 20]',
    '[0 0 900 900]',
  ),
  'letters of a layer that is off': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj /OC /Off BDC (000) Tj EMC ET'),
  'letters that let all through': drawn('BT /Helv 12 Tf 0 g 2 5 Td (12) Tj /Clear gs (000) Tj ET'),
};

const withLook = (target: Target, name: string, value: string, shown = look(value)): Record<number, string> => ({
  ...fieldWith(target, name, { V: `(${value})`, AP: `<</N ${target.size} 0 R>>` }),
  [target.size]: shown,
});

function lookOf(target: Target, name: string): number {
  const looks = target.view.get(target.dictionary(widgetOf(target, name)), 'AP');
  const normal = isDictionary(looks) ? looks.entries.get('N') : undefined;
  return isReference(normal) ? normal.number : 0;
}

describe('Fields filled after a signature', () => {
  let options: VerifyOptions;
  let form: Uint8Array;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
    form = await aForm({ amount: 'Nam tram' });
  });

  const judged = (pdf: Uint8Array): Promise<VerificationReport> => verifyPdf(pdf, options);
  const filledBy = async (update: (target: Target) => Update, request: Parameters<typeof aSignedForm>[0] = {}) => {
    const pdf = await aSignedForm({ form, ...request });
    return judged(appendUpdate(pdf, update(aTarget(pdf))));
  };

  const fillings: Readonly<Record<string, (target: Target) => Update>> = {
    'a value and its look': (t) => ({ objects: withLook(t, 'so_tien', 'Chin tram') }),
    'a value, and the look drawn anew in its place': (t) => ({
      objects: { ...fieldWith(t, 'so_tien', { V: '(Chin tram)' }), [lookOf(t, 'so_tien')]: look('Chin tram') },
    }),
    'a value alone, for readers to draw': (t) => ({
      objects: {
        ...fieldWith(t, 'so_tien', { V: '(Chin tram)', AP: undefined }),
        [t.form]: withKeys(t.dictionary(t.form), { NeedAppearances: 'true' }),
      },
    }),
    'a value alone, its old look left behind for readers to draw anew': (t) => ({
      objects: {
        ...fieldWith(t, 'so_tien', { V: '(Chin tram)' }),
        [t.form]: withKeys(t.dictionary(t.form), { NeedAppearances: 'true' }),
      },
    }),
    'letters written with their codes': (t) => ({
      objects: withLook(
        t,
        'so_tien',
        'Chin tram',
        look('Chin \\164ram', '0.9 g 0 0 200 20 re f 0 G 0.5 0.5 199 19 re S'),
      ),
    }),
    'a look within a look': (t) => ({
      objects: {
        ...fieldWith(t, 'so_tien', { V: '(Chin tram)', AP: `<</N ${t.size} 0 R>>` }),
        [t.size]: streamText(
          '/FRM Do',
          `/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources <</XObject <</FRM ${t.size + 1} 0 R>>>> `,
        ),
        [t.size + 1]: look('Chin tram'),
      },
    }),
    'a field deep in the tree': (t) => ({ objects: withLook(t, 'noi.dung', 'Hai dong chu') }),
    'a value alone, the look left as it was signed': (t) => ({
      objects: fieldWith(t, 'so_tien', { V: '(Chin tram)' }),
    }),
    'the value taken out': (t) => ({
      objects: { ...fieldWith(t, 'so_tien', { V: '()', AP: `<</N ${t.size} 0 R>>` }), [t.size]: look('') },
    }),
  };

  for (const [what, update] of Object.entries(fillings)) {
    for (const [signature, request] of Object.entries({ certified: { certify: 2 }, approved: {} } as const)) {
      it(`are valid as far as signed, and said: ${what} (${signature})`, async () => {
        const report = await filledBy(update, request);
        expect(report.verdict).to.equal('filled');
        expect(report.signatures[0]).to.include({ verdict: 'filled', coverage: 'earlier-revision' });
        const [change] = report.allowedChanges;
        expect(change?.field).to.be.oneOf(['so_tien', 'noi.dung']);
        expect(change?.signedBy).to.deep.equal([]);
        expect(isOriginal(report)).to.equal(false);
      });
    }
  }

  it('are said in words: which field, from what to what, and that nobody signed it', async () => {
    const report = await filledBy((t) => ({ objects: withLook(t, 'so_tien', 'Chin tram') }), { certify: 2 });
    const { whole } = explain(report, 'vi');
    expect(whole.word).to.equal('Hợp lệ, có điền thêm sau khi ký');
    expect(whole.why).to.contain('“so_tien” từ “Nam tram” thành “Chin tram” (trang 1). Không ai ký phần điền này.');
    expect(whole.whatToDo).to.contain('không dùng như bản chính');
    expect(explain(report, 'en').whole.why).to.contain('Nobody signed what was filled in.');
    const view = verificationView(report);
    expect(view).to.include({ verdict: 'filled', isOriginal: false });
    expect(view.allowedChanges[0]).to.deep.include({
      field: 'so_tien',
      before: 'Nam tram',
      value: 'Chin tram',
      signedBy: [],
    });
    expect(view.signatures[0]).to.include({ indication: 'TOTAL-PASSED', subIndication: null });
  });

  it('by a program that draws them itself are read from its own fonts, in every kind of field', async () => {
    const kinds: Readonly<Record<string, Parameters<typeof filledByPdfLib>[1]>> = {
      so_tien: (fields) => fields.getTextField('so_tien').setText('Chin tram trieu dong'),
      'noi.dung': (fields) =>
        fields.getTextField('noi.dung').setText('Mot dong\nhai dong, rat dai de phai xuong dong tiep theo'),
      'ma.so': (fields) => fields.getTextField('ma.so').setText('AB12345'),
      dong_y: (fields) => fields.getCheckBox('dong_y').check(),
      hinh_thuc: (fields) => fields.getRadioGroup('hinh_thuc').select('dien-tu'),
      don_vi: (fields) => fields.getDropdown('don_vi').select('So Tai chinh'),
    };
    for (const [name, fill] of Object.entries(kinds)) {
      const report = await judged(await filledByPdfLib(await aSignedForm({ form, certify: 2 }), fill));
      expect(report.verdict, `${name} ${JSON.stringify(report.signatures[0]?.changesAfter)}`).to.equal('filled');
      expect(report.allowedChanges.map(({ field }) => field)).to.deep.equal([name]);
    }
  });

  it('may bring a font into the resources of the form', async () => {
    const report = await filledBy((t) => {
      const resources = t.view.get(t.dictionary(t.form), 'DR');
      const fonts = isDictionary(resources) ? resources.entries.get('Font') : undefined;
      const held = isReference(fonts) ? fonts.number : 0;
      const grown = held > 0 ? { [held]: withKeys(t.dictionary(held), { TT0: `${t.size + 1} 0 R` }) } : {};
      const font = '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>';
      return { objects: { ...withLook(t, 'so_tien', 'Chin tram'), ...grown, [t.size + 1]: font } };
    });
    expect(report.verdict).to.equal('filled');
  });

  it('and signed by somebody later are said with that name, and still are no original', async () => {
    const { seal } = await aDemoAuthority();
    const first = await aSignedForm({ form, certify: 2 });
    const filled = appendUpdate(first, { objects: withLook(aTarget(first), 'so_tien', 'Chin tram') });
    const report = await judged(await signed(filled, seal, { field: 'Co_quan', newField: {} }));
    // Who adds a signature in a field that nobody prepared leaves the verdict open in the document flow.
    expect(report.signatures[0]?.reasons).to.include('fields-filled-as-permitted');
    const permitted = await verifyPdf(await signed(filled, seal, { field: 'Co_quan', newField: {} }), {
      ...options,
      changes: 'permitted',
    });
    expect(permitted.verdict).to.equal('filled');
    expect(permitted.allowedChanges[0]?.signedBy).to.deep.equal([agencyName]);
    expect(explain(permitted, 'vi').whole.why).to.contain(`Phần điền này do ${agencyName} ký sau đó.`);
  });

  const misleading: Readonly<Record<string, (target: Target) => Update>> = {
    'a look that says something else': (t) => ({ objects: withLook(t, 'so_tien', 'Chin tram', look('Mot ty')) }),
    'a look that says more': (t) => ({ objects: withLook(t, 'so_tien', 'Chin tram', look('Chin tram ty')) }),
    'letters drawn as curves': (t) => ({
      objects: withLook(t, 'so_tien', 'Chin tram', look('Chin tram', '0 0 m 1 1 2 2 3 3 c f')),
    }),
    'letters drawn of many lines': (t) => ({
      objects: withLook(t, 'so_tien', 'Chin tram', look('Chin tram', `0 0 m ${'1 1 l '.repeat(70)} f`)),
    }),
    'a picture instead': (t) => ({
      objects: withLook(
        t,
        'so_tien',
        'Chin tram',
        streamText(
          '/Im Do',
          `/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources <</XObject <</Im ${t.size + 1} 0 R>>>> `,
        ),
      ),
    }),
    'white paint over the text': (t) => ({
      objects: withLook(
        t,
        'so_tien',
        'Chin tram',
        look('Chin tram')
          .replace('Q EMC', '1 g 0 0 200 20 re f Q EMC')
          .replace(/Length \d+/, 'Length 100'),
      ),
    }),
    'text that is not shown': (t) => ({ objects: withLook(t, 'so_tien', 'Chin tram', look('Chin tram', '3 Tr')) }),
    'a font that says nothing of its letters': (t) => ({
      objects: withLook(
        t,
        'so_tien',
        'Chin tram',
        look('Chin tram').replace('/BaseFont /Helvetica', '/BaseFont /ZapfDingbats'),
      ),
    }),
    ...Object.fromEntries(
      Object.entries(unlikeShown).map(([what, drawn]) => [
        what,
        (t: Target): Update => ({ objects: withLook(t, 'so_tien', '12000', drawn) }),
      ]),
    ),
    'a field made one for passwords': (t) => ({
      objects: {
        ...withLook(t, 'so_tien', 'Chin', look('****')),
        ...withKey(t, t.field('so_tien'), { V: '(Chin)', Ff: String((1 << 31) | (1 << 13)) }),
      },
    }),
    'a field hidden as it is filled': (t) => ({
      objects: {
        ...fieldWith(t, 'so_tien', { V: '(Chin)', AP: `<</N ${t.size} 0 R>>`, F: '2' }),
        [t.size]: look('Chin'),
      },
    }),
    'a colour of the paper for readers to draw in': (t) => ({
      objects: {
        ...fieldWith(t, 'so_tien', { V: '(Chin)', AP: undefined, DA: '(/Helv 12 Tf 1 g)' }),
        ...withKey(t, t.form, { NeedAppearances: 'true' }),
      },
    }),
    'a box that looks on and says off': (t) => ({
      objects: fieldWith(t, 'dong_y', { V: '/Off', AS: `/${onState(t)}` }),
    }),
    'a box with a new picture': (t) => {
      const on = onState(t);
      const changed = fieldWith(t, 'dong_y', { V: `/${on}`, AS: `/${on}`, AP: `<</N <</${on} ${t.size} 0 R>>>>` });
      return { objects: { ...changed, [t.size]: look('Forged') } };
    },
  };

  for (const [what, update] of Object.entries(misleading)) {
    it(`that show something else than they say leave the verdict open: ${what}`, async () => {
      const report = await filledBy(update, { certify: 2 });
      expect(report.verdict, JSON.stringify(report.signatures[0]?.changesAfter)).to.equal('unclear');
    });
  }

  const forbidden: Readonly<Record<string, readonly [(target: Target) => Update, Parameters<typeof aSignedForm>[0]]>> =
    {
      'a certification that allows nothing': [(t) => ({ objects: withLook(t, 'so_tien', 'X') }), { certify: 1 }],
      'a lock on the field': [
        (t) => ({ objects: withLook(t, 'so_tien', 'X') }),
        { lock: { action: 'include', fields: ['so_tien'] } },
      ],
      'a lock on its parent': [
        (t) => ({ objects: withLook(t, 'noi.dung', 'X') }),
        { lock: { action: 'include', fields: ['noi'] } },
      ],
      'a lock on all but others': [
        (t) => ({ objects: withLook(t, 'so_tien', 'X') }),
        { lock: { action: 'exclude', fields: ['ma.so'] } },
      ],
      'a page changed with it': [
        (t) => ({
          objects: { ...withLook(t, 'so_tien', 'X'), [t.page]: withKeys(t.dictionary(t.page), { Rotate: '90' }) },
        }),
        { certify: 2 },
      ],
      'a new text field with it': [
        (t) => {
          const fields = t.view.get(t.dictionary(t.form), 'Fields');
          const kept = (isArray(fields) ? fields : []).filter(isReference).map(({ number }) => `${number} 0 R`);
          return {
            objects: {
              ...withLook(t, 'so_tien', 'X'),
              ...withKey(t, t.form, { Fields: `[${kept.join(' ')} ${t.size + 1} 0 R]` }),
              [t.size + 1]: '<</FT /Tx /T (moi) /V (Forged) /Type /Annot /Subtype /Widget /Rect [0 0 9 9]>>',
            },
          };
        },
        { certify: 2 },
      ],
      'looks to be drawn anew where nothing was filled': [
        (t) => ({ objects: withKey(t, t.form, { NeedAppearances: 'true' }) }),
        { certify: 2 },
      ],
    };

  for (const [what, [update, request]] of Object.entries(forbidden)) {
    it(`are a forbidden change against ${what}`, async () => {
      expect((await filledBy(update, request)).verdict).to.equal('invalid');
    });
  }

  describe('in a document of this system', () => {
    it('that hold number and date and are sealed are the original', async () => {
      const report = await judged(await aSealedPdf());
      expect(report.verdict).to.equal('valid');
      expect(isOriginal(report)).to.equal(true);
      expect(report.allowedChanges.map(({ field, signedBy }) => [field, signedBy])).to.deep.equal([
        ['number', [agencyName]],
        ['day', [agencyName]],
        ['month', [agencyName]],
      ]);
    });

    it('that hold a number which nobody sealed are no original', async () => {
      const report = await judged(await refilled(await aSignedPdf(), { number: '99' }));
      expect(report.verdict).to.equal('filled');
      expect(isOriginal(report)).to.equal(false);
      expect(explain(report, 'vi').whole.why).to.contain('số được điền “99” (trang 1). Không ai ký phần điền này.');
      expect(report.signatures[0]?.signer.commonName).to.equal(leaderName);
    });

    it('are refused once the seal has locked them', async () => {
      expect((await judged(await refilled(await aSealedPdf(), { number: '99' }))).verdict).to.equal('invalid');
    });
  });
});

/** The name of the state in which the box is on. */
function onState(target: Target): string {
  const looks = target.view.get(target.dictionary(widgetOf(target, 'dong_y')), 'AP');
  const normal = isDictionary(looks) ? target.view.get(looks, 'N') : null;
  const states = isDictionary(normal) ? [...normal.entries.keys()] : [];
  return states.find((state) => state !== 'Off') ?? '';
}
