import { expect } from 'chai';
import { readRecipientTable } from '../../../server/exchange/recipients/read-recipient-table.ts';
import { recipientTable } from '../../../server/exchange/recipients/recipient-table.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { plainCell } from '../../../server/platform/text/csv.ts';
import { aRecipient } from '../../support/registry.ts';

const known = {
  agencies: [
    { agencyId: 'so-tai-chinh', code: 'H99.14', name: 'Sở Tài chính', otherNames: ['000.00.14.H99'] },
    { agencyId: null, code: 'H99.40', name: 'Sở Y tế', otherNames: ['H99.41', 'Sở Lao động'] },
    { agencyId: null, code: 'H99.51', name: 'UBND xã Tân An', otherNames: [] },
    { agencyId: null, code: 'H99.52', name: 'UBND xã Tân An', otherNames: [] },
  ],
  units: [{ id: 'van-phong', name: 'Văn phòng', symbol: 'VP' }],
};
const read = (...lines: string[]) => readRecipientTable(lines.join('\n'), known);
const refusal = (...lines: string[]) => {
  try {
    return read(...lines).length;
  } catch (error) {
    return error instanceof DomainError ? error.code : error;
  }
};

describe('a table of recipients', () => {
  it('names agencies by code before name, former ones too, own units, and others outside the directory', () => {
    const rows = read(
      'Mã định danh,Tên nơi nhận,Đơn vị nhận,Số bản giấy,Lý do gửi giấy,Loại,Địa chỉ',
      'H99.14,Tài chính,Phòng Ngân sách,2,Bản vẽ,,',
      ',so lao dong,,,,,',
      ',Văn phòng,,,,Đơn vị trong cơ quan,',
      ',Công ty Minh Trí,,,,,',
      ',Ông Nguyễn Văn An,,,,Cá nhân,"Số 5, Lê Lợi"',
    );
    expect(rows.map(({ line, state }) => [line, state])).to.deep.equal([
      ...[
        [2, 'known'],
        [3, 'known'],
        [4, 'known'],
        [5, 'outside'],
        [6, 'outside'],
      ],
    ]);
    const [finance, health, office, company, person] = rows.map(({ recipient }) => recipient);
    expect(finance).to.include({ agencyId: 'so-tai-chinh', code: null, name: 'Sở Tài chính', unit: 'Phòng Ngân sách' });
    expect(finance).to.include({ paperCopies: 2, paperReason: 'Bản vẽ' });
    expect(health).to.include({ kind: 'agency', agencyId: null, code: 'H99.40', name: 'Sở Y tế', paperCopies: 0 });
    expect(office).to.include({ kind: 'unit', unitId: 'van-phong' });
    expect(company).to.include({ kind: 'organisation', name: 'Công ty Minh Trí', paperCopies: 1 });
    expect(person).to.include({ kind: 'person', address: 'Số 5, Lê Lợi' });
  });

  it('says of a row that it names nobody who is known, one of several, the same twice, or cannot be read', () => {
    const rows = read(
      'Tên nơi nhận;Mã định danh;Loại;Số bản giấy',
      'Sở mới;;Cơ quan;',
      'Sở mới;H99.77;;',
      'UBND xã Tân An;;;',
      'Sở Y tế;;;',
      'Sở Y tế;H99.41;;',
      'Minh Trí;;Hội;',
      'Minh Trí;;;rất nhiều',
    );
    expect(rows.map(({ state }) => state)).to.deep.equal([
      ...['unknown', 'unknown', 'ambiguous', 'known', 'double', 'unfit', 'unfit'],
    ]);
    expect(rows[2]?.candidates.map(({ code }) => code)).to.deep.equal(['H99.51', 'H99.52']);
  });

  it('is refused with other columns, without a row, with too many, and with a quote that never ends', () => {
    expect(refusal('Nơi nhận', 'Sở Y tế')).to.equal('table-unfit');
    expect(refusal('Địa chỉ', 'Sở Y tế')).to.equal('table-unfit');
    expect(refusal('Tên nơi nhận,Tên nơi nhận', 'Sở Y tế,')).to.equal('table-unfit');
    expect(refusal('Tên nơi nhận')).to.equal('table-unfit');
    expect(refusal('')).to.equal('table-unfit');
    expect(refusal('Tên nơi nhận', '"Sở Y tế')).to.equal('table-unfit');
    expect(refusal('Tên nơi nhận', ...Array.from({ length: 501 }, (_, place) => `Xã ${place}`))).to.equal(
      'too-many-recipients',
    );
    expect(refusal('Tên nơi nhận', ...Array.from({ length: 500 }, (_, place) => `Xã ${place}`))).to.equal(500);
  });

  it('is read again as it was written, and no spreadsheet reckons a cell of it', () => {
    const written = [
      aRecipient({ kind: 'agency', agencyId: 'so-tai-chinh', name: 'Sở Tài chính', paperCopies: 0 }),
      aRecipient({ kind: 'organisation', name: '=HYPERLINK("x")', address: '+84, "Lê Lợi"' }),
    ];
    const table = recipientTable(written.map((one, place) => (place === 0 ? { ...one, codeShown: 'H99.14' } : one)));
    expect(table.startsWith('\ufeffLoại,Mã định danh,')).to.equal(true);
    expect(table).to.include(`"'=HYPERLINK(""x"")"`);
    expect(
      table
        .split('\r\n')
        .flatMap((line) => line.split(','))
        .filter((cell) => /^"?[=+\-@]/.test(cell)),
    ).to.deep.equal([]);
    const again = readRecipientTable(table, known).map(({ recipient }) => recipient);
    expect(again).to.deep.equal(written);
    expect(plainCell("'nháy")).to.equal("'nháy");
  });
});
