import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { nestingOf, refuseDeepNesting } from '../../../server/pdf-signatures/pdf/drawing-nesting.ts';
import { PDFDocument, PDFName } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { DomainError } from '../../../server/platform/errors.ts';

const depthOf = (content: string) => nestingOf(Buffer.from(content, 'latin1'));

describe('how deep the drawing of a page is nested', () => {
  it('counts what is saved and not restored yet', () => {
    expect(depthOf('')).to.equal(0);
    expect(depthOf('q q Q q Q Q')).to.equal(2);
    expect(depthOf('q\nq/F1 12 Tf[(a)]TJ Q Q q')).to.equal(2);
    expect(depthOf('Q Q Q q')).to.equal(1);
  });

  it('passes over strings, names, comments and the bytes of images', () => {
    expect(depthOf('(q \\( q (q) q) Tj q')).to.equal(1);
    expect(depthOf('% q q q\nq')).to.equal(1);
    expect(depthOf('/q /Q gs q')).to.equal(1);
    expect(depthOf('BI /W 1 ID q q q q EI q')).to.equal(1);
  });

  it('adds what the forms on a page save, and follows one that draws itself once', async () => {
    const document = await PDFDocument.create();
    const { context } = document;
    const form = (depth: number, inner?: ReturnType<typeof context.register>) =>
      context.flateStream('q '.repeat(depth), {
        Type: 'XObject',
        Subtype: 'Form',
        ...(inner ? { Resources: { XObject: { Inner: inner } } } : {}),
      });
    const inner = context.register(form(100));
    const outer = context.register(form(100, inner));
    const page = document.addPage();
    const draw = (content: string, drawn = outer) => {
      page.node.set(PDFName.of('Contents'), context.register(context.flateStream(content)));
      page.node.set(PDFName.of('Resources'), context.obj({ XObject: { Form: drawn } }));
    };
    draw('q '.repeat(50));
    refuseDeepNesting(context);
    draw('q '.repeat(60));
    expect(() => refuseDeepNesting(context)).to.throw(DomainError, 'nested too deep');
    const itself = context.nextRef();
    context.assign(itself, form(200, itself));
    draw('q', itself);
    refuseDeepNesting(context);
  });

  it('refuses pages that unpack to more than anybody draws', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage();
    const bytes = deflateSync(Buffer.alloc(65 * 1024 * 1024, 0x20), { level: 1 });
    const bomb = document.context.stream(bytes, { Filter: 'FlateDecode' });
    page.node.set(PDFName.of('Contents'), document.context.register(bomb));
    expect(() => refuseDeepNesting(document.context)).to.throw(DomainError, 'more than the limit');
  });
});
