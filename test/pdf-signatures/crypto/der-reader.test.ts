import { expect } from 'chai';
import fc from 'fast-check';
import { derChildren, derContent, derOid, derTime, readDer } from '../../../server/pdf-signatures/crypto/der-reader.ts';
import { DomainError } from '../../../server/platform/errors.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('Reading DER', () => {
  it('reads a sequence and its parts in place', () => {
    const parts = derChildren(readDer(hex('30 06 02 01 05 02 01 06')));
    expect(parts.map((part) => derContent(part)[0])).to.deep.equal([5, 6]);
  });

  it('reads object identifiers and times', () => {
    expect(derOid(readDer(hex('06 09 2a 86 48 86 f7 0d 01 07 02')))).to.equal('1.2.840.113549.1.7.2');
    expect(derOid(readDer(hex('06 03 55 04 03')))).to.equal('2.5.4.3');
    const time = Buffer.concat([hex('17 0d'), Buffer.from('261105021500Z')]);
    expect(derTime(readDer(time)).toISOString()).to.equal('2026-11-05T02:15:00.000Z');
  });

  it('reads an indefinite length, as one building of signing software writes', () => {
    const value = readDer(hex('30 80 02 01 05 00 00 ff'));
    expect(derChildren(value)).to.have.length(1);
    expect(value.end).to.equal(7);
  });

  it('refuses lengths that are not minimal, run past the end, or are nested without end', () => {
    expect(() => readDer(hex('04 81 01 00'))).to.throw(DomainError, 'minimal');
    expect(() => readDer(hex('04 05 00'))).to.throw(DomainError, 'past');
    expect(() => readDer(Buffer.alloc(4_000, hex('30 80')))).to.throw(DomainError);
  });

  it('reads or refuses any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          derChildren(readDer(Buffer.from(bytes)));
        } catch (error) {
          expect(error).to.be.instanceOf(DomainError);
        }
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});
