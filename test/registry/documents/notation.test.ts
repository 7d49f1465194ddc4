import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../server/platform/errors.ts';
import { codeForms, codeOf, joinCode, notationOf, parseCode } from '../../../server/registry/documents/notation.ts';
import { incomingFields } from '../../../server/registry/incoming/contract.ts';
import {
  type DocumentType,
  documentType,
  documentTypes,
  incomingTypes,
  typeNameOf,
} from '../../../server/registry/registers/document-type.ts';

const typeOf = (code: string): DocumentType => {
  const type = documentType(code);
  if (!type) throw new Error(code);
  return type;
};
const symbol = fc.stringMatching(/^[A-ZĐ]{1,8}$/);

describe('types of documents', () => {
  it('are the 29 of Nghị định 30/2020, each with its own code and abbreviation', () => {
    expect(documentTypes).to.have.length(29);
    expect(new Set(documentTypes.map(({ code }) => code))).to.have.property('size', 29);
    const abbreviated = documentTypes.filter(({ abbreviation }) => abbreviation !== '');
    expect(new Set(abbreviated.map(({ abbreviation }) => abbreviation))).to.have.property('size', 27);
  });

  it('have a name; any other type needs one of its own', () => {
    expect(typeNameOf('quyet-dinh', null)).to.equal('Quyết định');
    expect(typeNameOf('khac', 'Nghị định')).to.equal('Nghị định');
    expect(typeNameOf('thong-tu', 'Công văn'), 'the name of a known code is its own').to.equal('Thông tư');
    expect(() => typeNameOf('khac', null))
      .to.throw(DomainError)
      .with.property('code', 'unknown-type');
  });
});

describe('types of documents that come in', () => {
  it('are the 29 and those of the law, which are drafted and numbered elsewhere', () => {
    const names = incomingTypes.map(({ name }) => name);
    expect(names).to.include.members(['Luật', 'Nghị định', 'Thông tư', 'Thông tư liên tịch', 'Pháp lệnh', 'Công văn']);
    expect(new Set(names)).to.have.property('size', names.length);
    expect(new Set(incomingTypes.map(({ code }) => code))).to.have.property('size', names.length);
    expect(documentType('nghi-dinh')).to.equal(undefined);
  });

  it('show how their number is written, and that is how it is read and fits its fields', () => {
    const forms = incomingTypes.flatMap(({ form }) => form ?? []);
    expect(forms).to.have.length.above(8);
    for (const form of forms) {
      const { codeNumber, codeNotation } = parseCode(`Số: ${form}`);
      expect(joinCode({ codeNumber, codeNotation })).to.equal(form);
      expect(incomingFields.shape.codeNumber.parse(codeNumber)).to.equal(codeNumber);
      expect(incomingFields.shape.codeNotation.parse(codeNotation)).to.equal(codeNotation);
    }
  });
});

describe('number and symbol', () => {
  it('of a named type bear the type and the agency', () => {
    expect(codeOf(15, notationOf(typeOf('quyet-dinh'), 'BNV', 'VP'))).to.equal('15/QĐ-BNV');
    expect(codeOf(3, notationOf(typeOf('quy-dinh'), 'SNV', undefined))).to.equal('03/QyĐ-SNV');
  });

  it('of a công văn and a thư công bear the agency and the drafting unit', () => {
    expect(codeOf(5, notationOf(typeOf('cong-van'), 'BNV', 'VP'))).to.equal('05/BNV-VP');
    expect(codeOf(12, notationOf(typeOf('thu-cong'), 'UBND', 'VX'))).to.equal('12/UBND-VX');
  });

  it('of a công văn need a drafting unit', () =>
    expect(() => notationOf(typeOf('cong-van'), 'BNV', undefined))
      .to.throw(DomainError)
      .with.property('code', 'unit-required'));

  it('are read from what converters of old fonts write', () => {
    const way = { codeNumber: '12', codeNotation: 'QĐ-UBND' };
    for (const text of [
      'Số: 12/QÐ-UBND',
      'Số 12∕QƉ–UBND',
      '12／ＱĐ－ＵＢＮＤ',
      '12/QĐ\u00adUBND',
      '12/Q\u0110-U\u0412ND',
    ]) {
      expect(parseCode(text), text).to.deep.equal(way);
    }
  });

  it('show a notation without number while there is none', () =>
    expect(codeOf(undefined, 'BNV-VP')).to.equal('…/BNV-VP'));

  it('never hold a space, and give back their parts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documentTypes),
        symbol,
        symbol,
        fc.integer({ min: 1, max: 99_999 }),
        (type, agency, unit, number) => {
          const notation = notationOf(type, ` ${agency}`, `${unit} `);
          const code = codeOf(number, notation);
          expect(code).to.match(/^\S+$/);
          const parsed = parseCode(code);
          expect(Number(parsed.codeNumber)).to.equal(number);
          expect(parsed.codeNotation).to.equal(notation);
          expect(joinCode(parsed)).to.equal(code);
        },
      ),
    );
  });
});

describe('a code as it stands on paper', () => {
  const cases: [string, string | null, string | null][] = [
    ['2243/PCCC&CNCH-P6', '2243', 'PCCC&CNCH-P6'],
    ['Số: 45/2020/NĐ-CP', '45', '2020/NĐ-CP'],
    ['số 05 / BNV - VP', '05', 'BNV-VP'],
    ['12a/TB-UBND', '12a', 'TB-UBND'],
    ['07', '07', null],
    ['Không số', null, 'Không số'],
    ['  ', null, null],
  ];
  for (const [text, codeNumber, codeNotation] of cases) {
    it(`is read from “${text}”`, () => expect(parseCode(text)).to.deep.equal({ codeNumber, codeNotation }));
  }

  it('of the Party has a hyphen behind its number, and comes out as it went in', () => {
    const party = { codeNumber: '127', codeNotation: 'QĐ/TU' };
    expect(parseCode('Số 127-QĐ/TU')).to.deep.equal(party);
    expect(joinCode(party)).to.equal('127-QĐ/TU');
    expect(joinCode({ codeNumber: '45', codeNotation: '2020/NĐ-CP' })).to.equal('45/2020/NĐ-CP');
  });

  it('is empty when the paper has none', () => expect(joinCode({ codeNumber: null, codeNotation: null })).to.equal(''));

  it('never makes reading fail', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => void parseCode(text)));
  });

  it('is found with and without a leading zero', () => {
    expect(codeForms('05/BNV-VP')).to.deep.equal(['05/BNV-VP', '5/BNV-VP']);
    expect(codeForms('5/BNV-VP')).to.deep.equal(['5/BNV-VP', '05/BNV-VP']);
    expect(codeForms('15/QĐ-BNV')).to.deep.equal(['15/QĐ-BNV']);
  });
});
