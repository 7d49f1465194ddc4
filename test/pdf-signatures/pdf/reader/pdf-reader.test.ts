import { expect } from 'chai';
import fc from 'fast-check';
import { isDictionary, isString, textOf } from '../../../../server/pdf-signatures/pdf/reader/pdf-objects.ts';
import { PdfReader } from '../../../../server/pdf-signatures/pdf/reader/pdf-reader.ts';
import { DomainError } from '../../../../server/platform/errors.ts';

const read = (text: string) => new PdfReader(Buffer.from(text, 'latin1')).value();

describe('Reading PDF syntax', () => {
  it('reads numbers, names and references', () => {
    expect(read('-12.5 ')).to.equal(-12.5);
    expect(read('+7')).to.equal(7);
    expect(read('.5')).to.equal(0.5);
    expect(read('/A#20B')).to.deep.equal({ kind: 'name', name: 'A B' });
    expect(read('12 0 R')).to.deep.equal({ kind: 'reference', number: 12, generation: 0 });
    expect(read('[12 0 13]')).to.deep.equal([12, 0, 13]);
  });

  it('reads every number as it is written, short or long', () => {
    const digits = (least: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: 18 });
    fc.assert(
      fc.property(
        fc.constantFrom('', '-', '+'),
        digits(1),
        fc.constantFrom('', '.'),
        digits(0),
        (sign, whole, point, part) => {
          const written = sign + whole + point + (point === '' ? '' : part);
          expect(read(written)).to.equal(Number.parseFloat(written));
          expect(read(`${written} `)).to.equal(Number.parseFloat(written));
        },
      ),
    );
    for (const wrong of ['1.2.3', '1a', '.', '-', '1-2-3']) expect(() => read(wrong)).to.throw(DomainError);
  });

  it('reads every name as it is written, whatever names were read before', () => {
    const spelling = fc.string({ unit: fc.constantFrom(...'AZ0#éÿ'), maxLength: 40 });
    const decoded = (text: string): string =>
      text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    fc.assert(
      fc.property(fc.array(spelling, { maxLength: 50 }), (names) => {
        const wanted = names.map((name) => ({ kind: 'name', name: decoded(name) }));
        expect(read(`[${names.map((name) => `/${name}`).join(' ')}]`)).to.deep.equal(wanted);
      }),
    );
  });

  it('leaves the bytes of a text as they are', () => {
    const value = read('<FEFF00540101>');
    expect(isString(value) && [textOf(value), textOf(value)]).to.deep.equal(['Tā', 'Tā']);
  });

  it('reads strings with nested brackets, escapes and line ends', () => {
    const value = read('(a(b)c\\)\\101\\\r\nd)');
    expect(isString(value) && textOf(value)).to.equal('a(b)c)Ad');
  });

  it('reads hexadecimal strings with white space and an odd digit', () => {
    const value = read('<48 65 6C 7>');
    expect(isString(value) && textOf(value)).to.equal('Help');
  });

  it('reads Vietnamese text in UTF-16 and UTF-8', () => {
    const utf16 = `FEFF${Buffer.from('Số', 'utf16le').swap16().toString('hex')}`;
    const utf8 = `EFBBBF${Buffer.from('Số').toString('hex')}`;
    for (const hex of [utf16, utf8]) {
      const value = read(`<${hex}>`);
      expect(isString(value) && textOf(value)).to.equal('Số');
    }
  });

  it('remembers that a key stands twice', () => {
    const value = read('<</A 1 /B 2 /A 3>>');
    expect(isDictionary(value) && value.duplicateKeys).to.deep.equal(['A']);
  });

  it('knows where in the bytes a string stands', () => {
    const value = read('  <00ff>  ');
    expect(value).to.include({ start: 2, end: 8 });
  });

  it('refuses what is nested absurdly deep', () => {
    expect(() => read('['.repeat(5_000))).to.throw(DomainError, 'nested');
  });

  it('reads or refuses any bytes, and always ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          new PdfReader(Buffer.from(bytes)).value();
        } catch (error) {
          expect(error).to.be.instanceOf(DomainError);
        }
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});
