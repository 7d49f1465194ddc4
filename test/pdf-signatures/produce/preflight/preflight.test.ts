import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontkit from '@cantoo/fontkit';
import { expect } from 'chai';
import {
  decodePDFRawStream,
  degrees,
  type PDFContext,
  PDFDict,
  PDFDocument,
  type PDFFont,
  PDFName,
  type PDFPage,
  PDFRawStream,
  rgb,
  StandardFonts,
  TextRenderingMode,
} from '../../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { preflight } from '../../../../server/pdf-signatures/produce/preflight/preflight.ts';
import {
  type PreflightBounds,
  preflightBounds,
} from '../../../../server/pdf-signatures/produce/preflight/preflight-finding.ts';
import { sayFinding } from '../../../../server/pdf-signatures/produce/preflight/preflight-texts.ts';
import { renderTypst } from '../../../../server/platform/render/render-child.ts';
import { aLetterPdf, aPreparedPdf, aSealedPdf, leaderName, refilled, signingTime } from '../../../support/signing.ts';

interface Draft {
  readonly document: PDFDocument;
  readonly page: PDFPage;
  readonly font: PDFFont;
}

/** A one-page file with one honest line, and what a test puts beside it. */
async function aFile(change: (draft: Draft) => unknown): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  page.drawText('Kinh gui cac co quan', { x: 60, y: 700, size: 13, font });
  await change({ document, page, font });
  return document.save();
}

const found = async (change: (draft: Draft) => unknown): Promise<string[]> =>
  (await preflight(await aFile(change))).map(({ code, page, detail }) =>
    [code, page, detail].filter(Boolean).join(' '),
  );

const tinos = (): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'));

describe('Looking into a document before it is signed', () => {
  it('finds nothing in honest documents, prepared, sealed or written by Typst', async () => {
    const typst = renderTypst(
      `#set document(title: "Công văn")\n#set text(font: "Tinos", lang: "vi")\nSố: 12/SNV-VP, Sở Nội vụ đề nghị báo cáo. ${leaderName}`,
      signingTime.getTime() / 1000,
    ).pdf;
    const { pdf } = await aPreparedPdf({ initial: true });
    for (const [name, file] of Object.entries({ typst, pdf, sealed: await aSealedPdf(), letter: await aLetterPdf() }))
      expect(await preflight(file), name).to.deep.equal([]);
  }).timeout(60_000);

  it('names scripts and actions that reach out', async () => {
    const codes = await found(({ document, page }) => {
      document.addJavaScript('start', 'app.alert(1)');
      const launch = document.context.obj({ Type: 'Action', S: 'Launch' });
      const link = document.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 10, 10], A: launch });
      page.node.set(PDFName.of('Annots'), document.context.obj([document.context.register(link)]));
    });
    expect(codes).to.include('script').and.to.include('active-content 1');
  });

  it('names layers that are off or change in print', async () => {
    const codes = await found(({ document }) => {
      const layer = document.context.register(document.context.obj({ Type: 'OCG', Name: document.context.obj('x') }));
      const print = document.context.obj({ Event: 'Print', OCGs: [layer], Category: ['Print'] });
      const properties = { OCGs: [layer], D: { OFF: [layer], AS: [print] } };
      document.catalog.set(PDFName.of('OCProperties'), document.context.obj(properties));
    });
    expect(codes).to.deep.equal(['hidden-layer', 'changing-layer']);
  });

  it('finds text that is white, invisible, covered or beside the page, and says which', async () => {
    const codes = await found(({ page, font }) => {
      page.drawText('chu trang', { x: 60, y: 600, size: 12, font, color: rgb(1, 1, 1) });
      page.drawText('chu an', { x: 60, y: 560, size: 12, font, renderMode: TextRenderingMode.Invisible });
      page.drawText('bi che', { x: 60, y: 520, size: 12, font });
      page.drawRectangle({ x: 50, y: 510, width: 200, height: 30, color: rgb(1, 1, 1) });
      page.drawText('ngoai trang', { x: 60, y: 900, size: 12, font });
    });
    expect(codes).to.have.members([
      'text-unseen 1 chu trang',
      'text-unseen 1 chu an',
      'text-unseen 1 bi che',
      'text-off-page 1 ngoai trang',
    ]);
  });

  it('finds the part of a line that is covered, beside the page or cut off, and letters too small to be read', async () => {
    const line = 'Chi theo du toan, va giao them nam tram trieu dong cho ong A';
    const parts: Record<string, (draft: Draft) => void> = {
      'text-unseen, covered from the middle': ({ page, font }) => {
        page.drawText(line, { x: 60, y: 600, size: 12, font });
        page.drawRectangle({ x: 160, y: 590, width: 300, height: 30, color: rgb(1, 1, 1) });
      },
      'text-unseen, a sum of three figures covered': ({ page, font }) => {
        page.drawText('Chi tat ca 900 trieu dong', { x: 60, y: 600, size: 12, font });
        const left = 60 + font.widthOfTextAtSize('Chi tat ca ', 12);
        page.drawRectangle({ x: left - 1, y: 590, width: 22, height: 30, color: rgb(1, 1, 1) });
      },
      'text-off-page, running over the edge': ({ page, font }) =>
        page.drawText(line, { x: 450, y: 600, size: 12, font }),
      'text-unseen, on a turned page': ({ page, font }) => {
        page.setRotation(degrees(90));
        page.drawText(line, { x: 100, y: 300, size: 12, font, rotate: degrees(90) });
        page.drawRectangle({ x: 80, y: 400, width: 40, height: 300, color: rgb(1, 1, 1) });
      },
      'text-unseen, tiny': ({ page, font }) => page.drawText(line, { x: 60, y: 600, size: 0.7, font }),
    };
    for (const [what, draw] of Object.entries(parts)) {
      const [code] = what.split(',');
      expect(await found(draw), what)
        .to.have.length(1)
        .and.to.satisfy(([said = '']: string[]) => said.startsWith(`${code} 1`));
    }
  }).timeout(60_000);

  it('does not mind how far apart words and letters stand', async () => {
    const codes = await found(({ document, page, font }) => {
      const key = page.node.newFontDictionary('F', font.ref);
      const lines = [0, 6, 14, 30].flatMap((gap, index) => [
        `q BT ${key} 12 Tf ${gap} Tw 60 ${600 - 40 * index} Td (De nghi bao cao tinh hinh gui) Tj ET Q`,
        `q BT ${key} 12 Tf ${gap / 3} Tc 60 ${580 - 40 * index} Td (QUYET DINH so mot hai ba ill) Tj ET Q`,
        `q BT ${key} 12 Tf ${100 + 4 * gap} Tz 60 ${400 - 40 * index} Td (WWWWWW iiiiii lllll) Tj ET Q`,
      ]);
      const stream = document.context.flateStream(lines.join('\n'));
      page.node.addContentStream(document.context.register(stream));
    });
    expect(codes).to.deep.equal([]);
  });

  it('says where on the page the hidden text stands, also on a turned page', async () => {
    for (const angle of [0, 90]) {
      const findings = await preflight(
        await aFile(({ page, font }) => {
          page.setRotation(degrees(angle));
          page.drawText('chu trang', { x: 60, y: 600, size: 12, font, color: rgb(1, 1, 1) });
        }),
      );
      const [{ x = 0, y = 0, width = 0, height = 0 } = {}] = findings.map(({ rectangle }) => rectangle);
      expect(x).to.be.closeTo(60, 2);
      expect(y).to.be.closeTo(600, 3);
      expect(width).to.be.within(40, 60);
      expect(height).to.be.within(6, 12);
    }
  });

  it('does not mind white letters on a dark ground, nor turned pages', async () => {
    const codes = await found(({ document, page, font }) => {
      page.drawRectangle({ x: 50, y: 590, width: 300, height: 30, color: rgb(0, 0, 0.4) });
      page.drawText('tieu de bang', { x: 60, y: 600, size: 12, font, color: rgb(1, 1, 1) });
      const turned = document.addPage([595, 842]);
      turned.setRotation(degrees(90));
      turned.drawText('trang ngang', { x: 300, y: 400, size: 12, font });
    });
    expect(codes).to.deep.equal([]);
  });

  it('names files inside and drawings over the page', async () => {
    const codes = await found(async ({ document, page }) => {
      await document.attach(Buffer.from('x'), 'an.exe', { mimeType: 'application/octet-stream' });
      const note = document.context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [10, 10, 50, 50] });
      page.node.set(PDFName.of('Annots'), document.context.obj([document.context.register(note)]));
    });
    expect(codes).to.have.members(['embedded-file an.exe', 'annotation 1 FreeText']);
  });

  it('finds no script in a file that was prepared: whatever acts by itself was taken out', async () => {
    const acting = await aFile(({ document, page }) => {
      document.addJavaScript('start', 'app.alert(1)');
      const launch = document.context.obj({ Type: 'Action', S: 'Launch' });
      document.catalog.set(PDFName.of('OpenAction'), document.context.register(launch));
      page.node.set(PDFName.of('AA'), document.context.obj({ O: { S: 'JavaScript', JS: 'x' } }));
    });
    const { pdf, notes } = await aPreparedPdf({}, acting);
    expect(notes).to.include('acting-content-removed');
    expect(await preflight(pdf)).to.deep.equal([]);
    expect((await aPreparedPdf()).notes).not.to.include('acting-content-removed');
  });

  it('names fields that lie over each other', async () => {
    const codes = await found(({ document, page }) => {
      for (const [name, x] of [
        ['tien', 60],
        ['tong', 80],
      ] as const)
        document.getForm().createTextField(name).addToPage(page, { x, y: 400, width: 60, height: 20 });
    });
    expect(codes).to.include('fields-overlap 1 tien, tong');
  });

  it('finds a font whose letters mean others than they show', async () => {
    const honest = await aFile(async ({ document, page }) => {
      document.registerFontkit(fontkit);
      const font = await document.embedFont(tinos(), { subset: false });
      page.drawText('10 triệu', { x: 60, y: 300, size: 12, font });
    });
    expect(await preflight(honest)).to.deep.equal([]);
    const document = await PDFDocument.load(honest);
    for (const [ref, object] of document.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.lookup(PDFName.of('Subtype')) !== PDFName.of('Type0')) continue;
      const map = object.lookup(PDFName.of('ToUnicode'));
      if (!(map instanceof PDFRawStream)) throw new Error('The font must say which letters it has');
      const text = Buffer.from(decodePDFRawStream(map).decode()).toString('latin1');
      const lying = document.context.stream(text.replace(/<0031>/g, '<0039>'));
      object.set(PDFName.of('ToUnicode'), document.context.register(lying));
      document.context.assign(ref, object);
    }
    const findings = await preflight(await document.save());
    expect(findings.map(({ code, detail }) => `${code} ${detail}`)).to.deep.equal([
      'font-lies Tinos-Regular-2000: 1 → 9',
    ]);
  });

  it('takes one shape of two letters for either of them', async () => {
    const file = await aFile(async ({ document, page }) => {
      document.registerFontkit(fontkit);
      const font = await document.embedFont(tinos(), { subset: false });
      page.drawText('10 triệu', { x: 60, y: 300, size: 12, font });
    });
    const document = await PDFDocument.load(file);
    for (const [, object] of document.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.lookup(PDFName.of('Subtype')) !== PDFName.of('Type0')) continue;
      const map = object.lookup(PDFName.of('ToUnicode'));
      if (!(map instanceof PDFRawStream)) throw new Error('The font must say which letters it has');
      const text = Buffer.from(decodePDFRawStream(map).decode()).toString('latin1');
      expect(text).to.match(/> ?<018f>/i);
      const cyrillic = text.replace(/> ?<018f>/i, '> <04D8>');
      object.set(PDFName.of('ToUnicode'), document.context.register(document.context.stream(cyrillic)));
    }
    expect(await preflight(await document.save())).to.deep.equal([]);
  });

  it('tells of updates planted in a file that nobody signed yet', async () => {
    const { pdf } = await aPreparedPdf();
    const findings = await preflight(await refilled(pdf, { number: '99' }));
    expect(findings).to.deep.equal([{ code: 'earlier-revisions', detail: '1' }]);
  });

  it('finds hidden text on the last of many pages', async () => {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    for (let page = 1; page <= 150; page += 1) {
      const text = page === 120 || page === 150 ? { color: rgb(1, 1, 1) } : {};
      document.addPage([200, 100]).drawText(`trang ${page}`, { x: 20, y: 40, size: 12, font, ...text });
    }
    const findings = await preflight(await document.save());
    expect(findings.map(({ code, page }) => [code, page])).to.deep.equal([
      ['text-unseen', 120],
      ['text-unseen', 150],
    ]);
  });

  it('never gives the all-clear for what a bound kept it from: each bound has its finding', async () => {
    const bounds: PreflightBounds = { ...preflightBounds };
    const threePages = async ({ document, font }: Draft): Promise<void> => {
      for (const text of ['hai', 'ba']) document.addPage([595, 842]).drawText(text, { x: 60, y: 700, size: 13, font });
    };
    const nested = (context: PDFContext, levels: number): PDFDict =>
      context.obj(levels === 0 ? {} : { K: nested(context, levels - 1) });
    const beyond: Readonly<Record<keyof PreflightBounds, readonly [Partial<PreflightBounds>, Uint8Array, string]>> = {
      pages: [{ pages: 1 }, await aFile(threePages), 'pages-not-looked-at 2–3'],
      milliseconds: [{ milliseconds: 0 }, await aFile(threePages), 'pages-not-looked-at 1–3'],
      pixels: [{ pixels: 200_000 }, await aFile(threePages), 'pages-not-looked-at 1–3'],
      fontBytes: [{ fontBytes: 100 }, await aLetterPdf(), 'font-not-looked-at'],
      depth: [
        { depth: 5 },
        await aFile(({ document }) => document.catalog.set(PDFName.of('Deep'), nested(document.context, 8))),
        'objects-not-looked-at',
      ],
      findings: [
        { findings: 2 },
        await aFile(({ page, font }) => {
          for (const y of [100, 140, 180]) page.drawText(`chu ${y}`, { x: 60, y, size: 12, font, color: rgb(1, 1, 1) });
        }),
        'more-findings 1',
      ],
    };
    for (const [bound, [over, file, expected]] of Object.entries(beyond)) {
      const findings = await preflight(file, { ...bounds, ...over });
      const said = findings.map(({ code, detail }) => [code, detail].filter(Boolean).join(' '));
      expect(
        said.some((words) => words.startsWith(expected)),
        `${bound}: ${said.join('; ')}`,
      ).to.equal(true);
      expect(await preflight(file), bound).to.not.deep.include({ code: expected.split(' ')[0] });
    }
  }).timeout(30_000);

  it('names what nobody may sign before all else, when there is more than is listed', async () => {
    const file = await aFile(({ document, page, font }) => {
      for (let y = 40; y < 680; y += 5) page.drawText(`an ${y}`, { x: 60, y, size: 3, font, color: rgb(1, 1, 1) });
      document.addJavaScript('start', 'app.alert(1)');
    });
    const findings = await preflight(file);
    expect(findings).to.have.length(101);
    expect(findings[0]?.code).to.equal('script');
    expect(findings.at(-1)).to.deep.equal({ code: 'more-findings', detail: '29' });
  });

  it('names a link that shows a picture of its own', async () => {
    const codes = await found(({ document, page }) => {
      const { context } = document;
      const picture = context.register(
        context.stream('0 g 0 0 9 9 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9] }),
      );
      const plain = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 10, 10] });
      const drawn = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [10, 10, 50, 50], AP: { N: picture } });
      page.node.set(PDFName.of('Annots'), context.obj([plain, drawn].map((one) => context.register(one))));
    });
    expect(codes).to.deep.equal(['annotation 1 Link']);
  });

  it('says each finding in both languages', () => {
    const rectangle = { x: 60, y: 600, width: 40, height: 8 };
    expect(sayFinding({ code: 'text-unseen', page: 2, detail: 'mật', rectangle })).to.deep.equal({
      code: 'text-unseen',
      refused: false,
      page: 2,
      rectangle,
      what: { vi: 'Có chữ không nhìn thấy được “mật”', en: 'There is text that cannot be seen “mật”' },
      why: {
        vi: 'Người đọc không thấy chữ này nhưng nó nằm trong nội dung sẽ ký.',
        en: 'Readers do not see it, but it is part of what is signed.',
      },
    });
  });
});
