import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from 'chai';
import { sealImage, signatureImage } from '../../../scripts/demo/images.ts';
import type { Rectangle } from '../../../server/pdf-signatures/pdf/page-geometry.ts';
import { formFields } from '../../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDict, PDFName, PDFStream } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { parsePdf } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { raiseLevel } from '../../../server/pdf-signatures/produce/raise-level.ts';
import type { Appearance } from '../../../server/pdf-signatures/produce/signer-text.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { renderTypst } from '../../../server/platform/render/render-child.ts';
import { demoServices } from '../../support/levels.ts';
import { aHybridPdf, aTurnedPdf } from '../../support/odd-pdfs.ts';
import { installPyHanko, judgeWithPyHanko } from '../../support/pyhanko.ts';
import {
  aDemoAuthority,
  agencyName,
  aLetterPdf,
  aPreparedPdf,
  aSealedPdf,
  aSignedPdf,
  leaderName,
  refilled,
  signed,
  signingTime,
} from '../../support/signing.ts';

/** A letter as the application writes them: Typst, PDF/A-2a, tagged. */
const aTypstPdf = (): Uint8Array =>
  renderTypst(
    `#set document(title: "Công văn")
     #set page(paper: "a4")
     #set text(font: "Tinos", size: 13pt, lang: "vi")
     Số: #h(13mm)/SNV-VP #h(1fr) _Sao Mai, ngày #h(8mm) tháng #h(8mm) năm 2026_
     #v(5cm)
     #align(right)[GIÁM ĐỐC #v(3cm) ${leaderName}]`,
    1_795_312_503,
  ).pdf;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

async function pictureOf(pdf: Uint8Array): Promise<Picture> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(Buffer.from(pdf));
    const page = await document.getPage(0).render({ scale: 2, render: 'bitmap', renderFormFields: true });
    return { width: page.width, height: page.height, data: Uint8Array.from(page.data) };
  } finally {
    library.destroy();
  }
}

/** How many pixels of a rectangle satisfy a test of their colour (red, green, blue). */
function count(
  { width, height, data }: Picture,
  box: Rectangle,
  test: (r: number, g: number, b: number) => boolean,
): number {
  let found = 0;
  for (let y = Math.floor(height - 2 * (box.y + box.height)); y < height - 2 * box.y; y += 1) {
    for (let x = Math.floor(2 * box.x); x < 2 * (box.x + box.width); x += 1) {
      const at = 4 * (y * width + x);
      if (test(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255)) found += 1;
    }
  }
  return found;
}

const isDark = (r: number, g: number, b: number): boolean => b + g + r < 300;
const isRed = (r: number, g: number, b: number): boolean => r > 150 && g < 110 && b < 110;
const isBlue = (r: number, g: number, b: number): boolean => b > 110 && r < 110 && g < 130;

describe('numbering and sealing a signed PDF', () => {
  let folder: string;
  let blue: Appearance;
  let red: Buffer;
  before(async function () {
    this.timeout(300_000);
    folder = mkdtempSync(join(tmpdir(), 'vanban-seal-'));
    blue = { kind: 'signature-image', png: await signatureImage(leaderName) };
    red = await sealImage(agencyName);
    await installPyHanko();
  });
  after(() => rmSync(folder, { recursive: true }));

  it('keeps both signatures valid, whatever the document was made with', async () => {
    const bases = {
      'object-streams': await aLetterPdf(),
      'classic-table': await aLetterPdf({ objectStreams: false, pages: 3 }),
      'pdf-a-2a': aTypstPdf(),
      hybrid: await aHybridPdf(),
      numbered: await aLetterPdf({ numbered: true }),
    };
    const files: string[] = [];
    for (const [name, base] of Object.entries(bases)) {
      const { pdf } = await aPreparedPdf({}, base);
      const values = name === 'numbered' ? {} : { number: '12', day: '05', month: '11' };
      for (const [kind, appearance] of [
        ['image', blue],
        ['text', undefined],
      ] as const) {
        const certified = await aSignedPdf(appearance === undefined ? { pdf } : { pdf, appearance });
        const sealed = await aSealedPdf({ pdf: certified, sealImage: red, values });
        expect(Buffer.from(sealed).subarray(0, certified.length).equals(certified), name).to.equal(true);
        files.push(join(folder, `${name}-${kind}.pdf`));
        writeFileSync(files.at(-1) ?? '', sealed);
      }
    }
    const { authority } = await aDemoAuthority();
    const judgements = await judgeWithPyHanko({ files, roots: [authority.root.certificate], at: signingTime });
    for (const { file, error, signatures } of judgements) {
      expect(error, file).to.equal(undefined);
      const all = { intact: true, valid: true, trusted: true, accepted: true, docmdpOk: true, stamped: false };
      expect(signatures, file).to.deep.equal([
        { field: 'leader', ...all, modification: 'FORM_FILLING' },
        { field: 'seal', ...all, modification: 'NONE' },
      ]);
    }
  }).timeout(60_000);

  it('keeps an initial, the leader and the seal valid when the initial certifies', async () => {
    const { authority, leader } = await aDemoAuthority();
    const drafter = await authority.issue({ purpose: 'person', commonName: 'Trần Quốc Đạt', keyType: 'p256' });
    const { pdf } = await aPreparedPdf({ initial: true });
    const initialled = await signed(pdf, drafter, { field: 'initial', certify: 2 });
    const file = join(folder, 'initial.pdf');
    writeFileSync(
      file,
      await aSealedPdf({ pdf: await signed(initialled, leader, { appearance: blue }), sealImage: red }),
    );
    const [judged] = await judgeWithPyHanko({ files: [file], roots: [authority.root.certificate], at: signingTime });
    expect(judged?.signatures.map(({ field, accepted }) => [field, accepted])).to.deep.equal([
      ['initial', true],
      ['leader', true],
      ['seal', true],
    ]);
  }).timeout(30_000);

  it('shows number and date in their places, the signature in blue and the seal in red over its left third', async () => {
    const { pdf, fields, signatureBox } = await aPreparedPdf();
    const certified = await aSignedPdf({ pdf, appearance: blue });
    const [before, after] = [
      await pictureOf(certified),
      await pictureOf(await aSealedPdf({ pdf: certified, sealImage: red })),
    ];
    for (const { name, rectangle } of fields) {
      if (name === 'leader' || name === 'seal') continue;
      expect(count(before, rectangle, isDark), `${name} before`).to.be.lessThan(5);
      expect(count(after, rectangle, isDark), `${name} after`).to.be.greaterThan(40);
    }
    const box = signatureBox.rectangle;
    const third = { ...box, width: box.width / 3 };
    expect(count(before, third, isBlue)).to.be.greaterThan(30);
    expect(count(after, { ...box, x: box.x + box.width / 3, width: (box.width * 2) / 3 }, isBlue)).to.be.greaterThan(
      100,
    );
    expect(count(before, third, isRed)).to.equal(0);
    expect(count(after, third, isRed)).to.be.greaterThan(100);
  }).timeout(30_000);

  it('looks the same on a page that is turned', async () => {
    const sealed = async (base: Uint8Array): Promise<Picture> => {
      const { pdf } = await aPreparedPdf({}, base);
      return pictureOf(await aSealedPdf({ pdf: await aSignedPdf({ pdf, appearance: blue }), sealImage: red }));
    };
    const upright = await sealed(await aLetterPdf());
    for (const angle of [90, 180, 270] as const) {
      const turned = await sealed(await aTurnedPdf(angle));
      expect([turned.width, turned.height], `${angle}`).to.deep.equal([upright.width, upright.height]);
      const differing = turned.data.filter((value, index) => Math.abs(value - (upright.data[index] ?? 0)) > 96).length;
      expect(differing, `${angle}`).to.be.lessThan(upright.data.length / 10_000);
    }
  }).timeout(60_000);

  it('sets a number that is wider than its place smaller instead of over its neighbours', async () => {
    const { pdf, fields } = await aPreparedPdf();
    const values = { number: '1234567/SY', day: '05', month: '11' };
    const picture = await pictureOf(await aSealedPdf({ pdf: await aSignedPdf({ pdf }), values }));
    const place = fields.find(({ name }) => name === 'number')?.rectangle ?? { x: 0, y: 0, width: 0, height: 0 };
    const colon = { ...place, x: place.x - 3, width: 2.5 };
    expect(count(picture, place, isDark)).to.be.greaterThan(40);
    expect(count(picture, colon, isDark)).to.be.lessThan(15);
  });

  it('leaves the size of every appearance as it was certified, which EU DSS insists on', async () => {
    const rectangle = { x: 100.014, y: 700.129, width: 33.333, height: 15.678 };
    const places = { number: { page: 0, rectangle }, leader: { page: 0, rectangle: { ...rectangle, y: 200.005 } } };
    const { pdf } = await aPreparedPdf({ places });
    const sizes = async (file: Uint8Array): Promise<string[]> => {
      const context = await parsePdf(file);
      return formFields(context).map(({ dict }) =>
        String(dict.lookup(PDFName.of('AP'), PDFDict).lookup(PDFName.of('N'), PDFStream).dict.get(PDFName.of('BBox'))),
      );
    };
    expect(await sizes(await aSealedPdf({ pdf: await aSignedPdf({ pdf }), sealImage: red }))).to.deep.equal(
      await sizes(pdf),
    );
  });

  it('stays valid to pyHanko when proof of time and validation data follow under the leader’s lock', async () => {
    const { authority } = await aDemoAuthority();
    const file = join(folder, 'archived.pdf');
    writeFileSync(file, await raiseLevel(await aSealedPdf({ pdf: await aSignedPdf() }), 'LTA', await demoServices()));
    const [judged] = await judgeWithPyHanko({ files: [file], roots: [authority.root.certificate], at: signingTime });
    expect(judged?.signatures.map(({ field, accepted, docmdpOk }) => [field, accepted, docmdpOk])).to.deep.equal([
      ['leader', true, true],
      ['seal', true, true],
    ]);
    expect(judged?.timestamps.every(({ accepted }) => accepted)).to.equal(true);
  }).timeout(30_000);

  it('refuses a value for a field the document does not have', async () => {
    const { pdf } = await aPreparedPdf({ numbered: true });
    const refused = await aSealedPdf({ pdf: await aSignedPdf({ pdf }) }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(DomainError).with.property('code', 'field-missing');
  });

  it('locks number and date: pyHanko refuses a file whose number was filled again after the seal', async () => {
    const { authority } = await aDemoAuthority();
    const file = join(folder, 'renumbered.pdf');
    writeFileSync(file, await refilled(await aSealedPdf(), { number: '99' }));
    const [judged] = await judgeWithPyHanko({ files: [file], roots: [authority.root.certificate], at: signingTime });
    expect(judged?.signatures.find(({ field }) => field === 'seal')?.accepted).to.equal(false);
  }).timeout(30_000);
});
