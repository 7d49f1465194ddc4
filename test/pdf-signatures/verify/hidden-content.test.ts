import { expect } from 'chai';
import { png, sealImage } from '../../../scripts/demo/images.ts';
import { type Rectangle, toPage, viewOf } from '../../../server/pdf-signatures/pdf/page-geometry.ts';
import { type FormField, pagesOf } from '../../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDocument } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { name, openUpdate, type PdfUpdate } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { addSignatureField } from '../../../server/pdf-signatures/produce/new-field.ts';
import { beginInUpdate } from '../../../server/pdf-signatures/produce/sign-pdf.ts';
import { completeSignature } from '../../../server/pdf-signatures/produce/signature-value.ts';
import type { VerificationReport } from '../../../server/pdf-signatures/verification.ts';
import { explain } from '../../../server/pdf-signatures/verify/explain.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { aBoxedPdf, aTurnedPdf } from '../../support/odd-pdfs.ts';
import {
  aDemoAuthority,
  agencyName,
  aLetterPdf,
  aSealedPdf,
  signed,
  signingTime,
  signWith,
} from '../../support/signing.ts';

/** As the reader sees the letter: over its only sentence, and where nothing stands. */
const overText: Rectangle = { x: 200, y: 632, width: 120, height: 22 };
const freeSpace: Rectangle = { x: 90, y: 400, width: 120, height: 120 };

const opaque = (...colour: [number, number, number]): Uint8Array =>
  png(4, 2, Buffer.alloc(32, Buffer.of(...colour, 255)));
const paper = opaque(255, 255, 255);

/** The letter drawn as a whole, as programs do that put files together. */
async function aDrawnLetter(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const [letter] = await document.embedPdf(await aLetterPdf());
  if (letter === undefined) return expect.fail('the letter has no page');
  document.addPage([595.28, 841.89]).drawPage(letter);
  return document.save();
}

const turned = (angle: 90 | 180 | 270) => {
  const [width, height] = angle === 180 ? [595.28, 841.89] : [841.89, 595.28];
  const view = viewOf([0, 0, width, height], angle);
  return { pdf: () => aTurnedPdf(angle), place: (rectangle: Rectangle) => toPage(view, rectangle) };
};
const asSeen = (rectangle: Rectangle): Rectangle => rectangle;
const files = {
  'with object streams': { pdf: () => aLetterPdf(), place: asSeen },
  'without object streams': { pdf: () => aLetterPdf({ objectStreams: false }), place: asSeen },
  'as a form that its page draws': { pdf: aDrawnLetter, place: asSeen },
  'cut to its crop box': { pdf: () => aBoxedPdf({ crop: [20, 20, 575, 820] }), place: asSeen },
  'turned by 90°': turned(90),
  'turned by 180°': turned(180),
  'turned by 270°': turned(270),
};

describe('what a later signature hides', () => {
  const verified = async (pdf: Uint8Array): Promise<VerificationReport> => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    return await verifyPdf(pdf, { trust, at: signingTime, softRevocation: true, changes: 'permitted' });
  };
  const words = ({ signatures }: VerificationReport) =>
    signatures.map(({ verdict, reasons }) => `${verdict} ${reasons.includes('signature-hides-content')}`).join(', ');
  const hidden = 'unclear true, valid false';
  const kept = 'valid false, valid false';
  /** Signed by one, and then by another whom the same roots vouch for, with a picture at this place. */
  const signedTwice = async (pdf: Uint8Array, rectangle: Rectangle, image: Uint8Array) => {
    const { leader, seal } = await aDemoAuthority();
    const newField = { place: { page: 0, rectangle } };
    const appearance = { kind: 'seal-image', png: image } as const;
    const first = await signed(pdf, leader, { field: 'Nguoi_ky', newField: {} });
    return await verified(await signed(first, seal, { field: 'Co_quan', newField, appearance }));
  };

  for (const [how, { pdf, place }] of Object.entries(files)) {
    it(`leaves open what was signed before, on a page ${how}; a picture beside the text does not`, async () => {
      expect(words(await signedTwice(await pdf(), place(overText), paper))).to.equal(hidden);
      expect(words(await signedTwice(await pdf(), place(freeSpace), paper))).to.equal(kept);
    });
  }

  it('is hidden by any bright colour, and the sentence names field and page', async () => {
    const report = await signedTwice(await aLetterPdf(), overText, opaque(255, 255, 0));
    expect(words(report)).to.equal(hidden);
    expect(explain(report, 'en').whole.why).to.contain('signature added in the field “Co_quan” (page 1)');
  });

  it('is nothing under a seal, which lets the letters be read', async () => {
    expect(words(await signedTwice(await aLetterPdf(), overText, await sealImage(agencyName)))).to.equal(kept);
    const house = await aSealedPdf({ sealImage: await sealImage(agencyName) });
    expect((await verified(house)).verdict).to.equal('valid');
  });

  /** The second signature made by hand, so that its field may be what ours never is. */
  const signedByHand = async (first: Uint8Array, shape: (update: PdfUpdate, field: FormField) => void) => {
    const { certificate, chain, ...key } = (await aDemoAuthority()).seal;
    const update = await openUpdate(first);
    shape(update, addSignatureField(update, 'Co_quan', undefined));
    const appearance = { kind: 'seal-image', png: paper } as const;
    const begun = await beginInUpdate(update, { field: 'Co_quan', certificate, chain, signingTime, appearance });
    const value = await signWith({ certificate, chain, ...key })(begun.signedAttributes);
    return await verified(completeSignature(first, begun, value));
  };
  const at = (update: PdfUpdate, field: FormField, { x, y, width, height }: Rectangle) =>
    field.dict.set(name('Rect'), update.context.obj([x, y, x + width, y + height]));

  it('leaves open a certified file too, in which a visible field is only told', async () => {
    const { leader } = await aDemoAuthority();
    const certified = await signed(await aLetterPdf(), leader, { field: 'Nguoi_ky', newField: {}, certify: 2 });
    for (const [place, verdicts] of [
      [overText, hidden],
      [freeSpace, kept],
    ] as const) {
      const report = await signedByHand(certified, (update, field) => at(update, field, place));
      expect(words(report)).to.equal(verdicts);
      expect(report.signatures[0]?.reasons).to.include('fields-added-after-certification');
    }
  });

  it('is looked for on every page on which the same widget lies', async () => {
    const { leader } = await aDemoAuthority();
    const first = await signed(await aLetterPdf({ pages: 2 }), leader, { field: 'Nguoi_ky', newField: {} });
    // Where the second page ends with its recipients, the first one is empty.
    const beside: Rectangle = { x: 85, y: 300, width: 120, height: 60 };
    for (const [pages, verdicts] of [
      [[0], kept],
      [[0, 1], hidden],
    ] as const) {
      const report = await signedByHand(first, (update, field) => {
        at(update, field, beside);
        for (const page of pages.slice(1)) {
          const { dict, ref } = pagesOf(update.context)[page] ?? expect.fail();
          dict.set(name('Annots'), update.context.obj([field.ref]));
          update.change(ref);
        }
      });
      expect(words(report)).to.equal(verdicts);
    }
  });
});
