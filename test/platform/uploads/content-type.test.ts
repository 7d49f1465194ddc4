import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { PDFDocument } from '../../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { DomainError } from '../../../server/platform/errors.ts';
import { matchesExtension, sniffBytes, sniffFile } from '../../../server/platform/uploads/content-type.ts';
import { aZip, officeParts } from '../../support/archives.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const text = (content: string): Buffer => Buffer.from(content, 'utf8');

describe('content type', () => {
  let pdf: Uint8Array;

  before(async () => {
    const document = await PDFDocument.create();
    document.addPage();
    pdf = await document.save();
  });

  it('knows a PDF, also behind a byte order mark or blank lines', async () => {
    expect(await sniffBytes(pdf)).to.equal('application/pdf');
    expect(await sniffBytes(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), pdf]))).to.equal('application/pdf');
    expect(await sniffBytes(Buffer.concat([text('\r\n\r\n'), pdf]))).to.equal('application/pdf');
  });

  it('knows a PDF whose header stands anywhere in its first 1,024 bytes, behind the lines of a printer or a report writer', async () => {
    const lines = [
      'PRNTJOB 0001 \0\u0001\u0002',
      '\u001b%-12345X@PJL JOB\r\n',
      'Date: Wed, 18 Nov 2026\r\n\r\n',
      'x'.repeat(1_023),
    ];
    for (const before of lines) {
      const file = Buffer.concat([Buffer.from(before, 'latin1'), pdf]);
      expect(await sniffBytes(file), before.slice(0, 20)).to.equal('application/pdf');
    }
    for (const length of [1, 16, 128, 1_019, 1_020, 1_023])
      expect(await sniffBytes(Buffer.concat([Buffer.alloc(length, 65), pdf])), String(length)).to.equal(
        'application/pdf',
      );
    expect(await sniffBytes(Buffer.concat([Buffer.alloc(1_024, 65), pdf]))).to.equal(undefined);
    expect(await sniffBytes(text(`a line\n%PDF-1.7\nnothing more`))).to.equal(undefined);
  });

  it('does not take a page, a script, a program or a picture in XML for a PDF', async () => {
    const impostors = [
      '<!doctype html><html></html>',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'alert(1)',
      'MZ\u0090\0',
      '',
    ];
    for (const content of impostors) expect(await sniffBytes(text(content)), content).to.equal(undefined);
  });

  it('takes no file for a PDF that is something else as well', async () => {
    expect(await sniffBytes(Buffer.concat([text('<html><script>1</script>\n'), pdf]))).to.equal(undefined);
    expect(await sniffBytes(Buffer.concat([pdf, aZip(['evil.js'])]))).to.equal(undefined);
    expect(await sniffBytes(Buffer.concat([aZip(['word/document.xml']), pdf]))).to.equal(undefined);
    const others = [
      'MZ\u0090\0',
      '\u007fELF',
      '#!/bin/sh\n',
      'GIF89a',
      '%!PS-Adobe\n',
      '{\\rtf1',
      'RIFF',
      '\n\n MZ',
      'Rar!',
    ];
    const markup = ['<svg xmlns="">', 'plain words, then <ScRiPt>', '\n<?xml version="1.0"?>', 'a</b>', '<!--'];
    for (const before of [...others, ...markup])
      expect(await sniffBytes(Buffer.concat([Buffer.from(before, 'latin1'), pdf])), before).to.equal(undefined);
    expect(await sniffBytes(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pdf]))).to.equal('image/png');
  });

  it('takes a PDF that carries a zip inside for a PDF', async () => {
    expect(await sniffBytes(Buffer.concat([pdf, aZip(['annex.txt']), text('\n%%EOF\n')]))).to.equal('application/pdf');
  });

  it('tells Word and Excel files from other zips', async () => {
    expect(await sniffBytes(aZip(officeParts('word/document.xml')))).to.equal(docx);
    const workbook = officeParts('xl/workbook.xml', { type: 'spreadsheetml.sheet.main+xml' });
    expect(await sniffBytes(aZip(workbook, 'a comment'))).to.equal(xlsx);
    expect(await sniffBytes(aZip(['word/document.xml']))).to.equal(undefined);
    expect(await sniffBytes(aZip(['readme.txt']))).to.equal(undefined);
  });

  it('knows old Office files and pictures by their first bytes', async () => {
    const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await sniffBytes(ole)).to.equal('application/x-ole-storage');
    expect(await sniffBytes(Buffer.from('89504e470d0a1a0a', 'hex'))).to.equal('image/png');
    expect(await sniffBytes(Buffer.from('ffd8ffe0', 'hex'))).to.equal('image/jpeg');
    expect(await sniffBytes(Buffer.from('49492a00', 'hex'))).to.equal('image/tiff');
    expect(await sniffBytes(Buffer.from('4d4d002a', 'hex'))).to.equal('image/tiff');
  });

  it('never fails on broken bytes', async () => {
    const valid = aZip(officeParts('word/document.xml'));
    const told = (bytes: Uint8Array) =>
      sniffBytes(bytes).catch((error: unknown) => (error instanceof DomainError ? error.code : error));
    const damage = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { maxLength: 20 }), fc.uint8Array({ maxLength: 40 }), async (changes, tail) => {
        const broken = Buffer.from(valid);
        for (const [at, byte] of changes) broken[at] = byte;
        const codes = ['bad-archive', 'archive-too-large', 'file-has-password'];
        expect([undefined, docx, ...codes]).to.include(await told(Buffer.concat([broken, tail])));
        expect(await sniffBytes(tail)).to.not.equal('application/pdf');
      }),
    );
  });

  it('reads the same from a file as from memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vanban-sniff-'));
    try {
      const contents = [pdf, aZip(officeParts('word/document.xml')), text('<html>'), Buffer.alloc(0)];
      for (const [index, content] of contents.entries()) {
        const path = join(folder, String(index));
        await writeFile(path, content);
        expect(await sniffFile(path)).to.equal(await sniffBytes(content));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('compares the extension with the content', () => {
    expect(matchesExtension('Công văn.PDF', 'application/pdf')).to.equal(true);
    expect(matchesExtension('report.docx', 'application/x-ole-storage')).to.equal(false);
    expect(matchesExtension('scan.jpeg', 'image/jpeg')).to.equal(true);
    expect(matchesExtension('no-extension', 'application/pdf')).to.equal(true);
  });
});
