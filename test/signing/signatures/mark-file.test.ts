import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { formFields, rectangleOf } from '../../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDict, PDFName, PDFRawStream } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { parsePdf } from '../../../server/pdf-signatures/pdf/pdf-update.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { type Mark, markFile } from '../../../server/signing/signatures/mark-file.ts';
import { aTurnedPdf } from '../../support/odd-pdfs.ts';
import { judgeWithPyHanko } from '../../support/pyhanko.ts';
import {
  aDemoAuthority,
  agencyName,
  aLetterPdf,
  aSignedPdf,
  signed,
  signingTime,
  signWith,
} from '../../support/signing.ts';

const attachment: Mark = { kind: 'attachment', notation: '12/SNV-VP' };
const copy: Mark = { kind: 'copy', form: 'TRÍCH SAO', agency: agencyName };

async function marked(pdf: Uint8Array, mark: Mark): Promise<Uint8Array> {
  const { seal } = await aDemoAuthority();
  const { certificate, chain } = seal;
  return markFile(pdf, { mark, certificate, chain, signingTime, sign: signWith(seal) });
}

/** The lines that the first field of a file shows, read back through the font's own map of letters. */
async function shownTexts(pdf: Uint8Array): Promise<string[]> {
  const [field] = formFields(await parsePdf(pdf));
  const entry = (dict: PDFDict | undefined, ...keys: string[]): unknown =>
    keys.reduce<unknown>((at, key) => (at instanceof PDFDict ? at.lookup(PDFName.of(key)) : undefined), dict);
  const form = entry(field?.dict, 'AP', 'N');
  if (!(form instanceof PDFRawStream)) throw new Error('The field must have an appearance');
  const map = entry(form.dict, 'Resources', 'Font', 'F', 'ToUnicode');
  if (!(map instanceof PDFRawStream)) throw new Error('The font must say which letters it has');
  const pairs = inflateSync(map.contents)
    .toString('latin1')
    .matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})>/g);
  const letters = new Map(
    [...pairs].map(([, code, unit = '']) => [code, String.fromCharCode(Number.parseInt(unit, 16))]),
  );
  const lines = Buffer.from(form.contents)
    .toString('latin1')
    .matchAll(/<([0-9a-f]+)> Tj/g);
  return [...lines].map(([, hex = '']) => (hex.match(/.{4}/g) ?? []).map((code) => letters.get(code)).join(''));
}

describe('marking attachments and certified copies', () => {
  it('says whose attachment a file is and when it was signed, in the upper right corner of page 1', async () => {
    const pdf = await marked(await aLetterPdf({ pages: 2 }), attachment);
    const [field] = formFields(await parsePdf(pdf));
    if (field === undefined) throw new Error('The mark must have a field');
    const { x, y, width, height } = rectangleOf(field);
    expect(x + width).to.be.closeTo(595.28 - 14, 0.1);
    expect(y + height).to.be.closeTo(841.89 - 14, 0.1);
    expect(await shownTexts(pdf)).to.deep.equal(['12/SNV-VP', '05.11.2026 09:15:00 +07:00']);
  });

  it('says what kind of copy a file is and who made it', async () => {
    expect(await shownTexts(await marked(await aLetterPdf(), copy))).to.deep.equal([
      'TRÍCH SAO',
      agencyName,
      '05.11.2026 09:15:00 +07:00',
    ]);
  });

  it('is valid on plain, turned and already signed files, and never changes a signed byte', async () => {
    const { authority, leader } = await aDemoAuthority();
    const approved = await signed(await aLetterPdf(), leader, { field: 'approval', newField: {} });
    const bases = { plain: await aLetterPdf({ objectStreams: false }), turned: await aTurnedPdf(90), approved };
    const folder = mkdtempSync(join(tmpdir(), 'vanban-mark-'));
    try {
      const files: string[] = [];
      for (const [name, base] of Object.entries(bases)) {
        const pdf = await marked(base, copy);
        expect(Buffer.from(pdf).subarray(0, base.length).equals(Buffer.from(base)), name).to.equal(true);
        const trust = { anchors: [authority.root.certificate], intermediates: [] };
        const options = { trust, at: signingTime, softRevocation: true, changes: 'permitted' } as const;
        expect((await verifyPdf(pdf, options)).verdict, name).to.equal('valid');
        files.push(join(folder, name));
        writeFileSync(files.at(-1) ?? '', pdf);
      }
      const answers = await judgeWithPyHanko({ files, roots: [authority.root.certificate], at: signingTime });
      expect(answers.map(({ signatures }) => signatures.map(({ accepted }) => accepted))).to.deep.equal([
        [true],
        [true],
        [true, true],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }).timeout(60_000);

  it('does not stand on a certified document', async () => {
    const refused = await marked(await aSignedPdf(), attachment).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property('code', 'file-certified');
  });
});
