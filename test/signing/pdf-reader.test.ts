import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../server/platform/errors.ts';
import { isDictionary, isString, textOf } from '../../server/signing/pdf/pdf-objects.ts';
import { PdfReader } from '../../server/signing/pdf/pdf-reader.ts';

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
