import { expect } from 'chai';
import type { PageText } from '../../server/intake/page-text.ts';
import { readFields } from '../../server/intake/read-fields.ts';

/** What stands on a page: from the left edge, its height, the text, and the face where it is not the plain one. */
type Printed = readonly [x: number, y: number, text: string, font?: string];

function aPage(printed: readonly Printed[], page = 1): PageText {
  const pieces = printed.map(([x, y, text, font = 'plain']) => ({
    ...{ text, x, y, width: text.length * 6.5, size: 13, font, confidence: 1 },
  }));
  return { page, width: 595, height: 842, toPage: [1, 0, 0, 1, 0, 0], source: 'text', pieces };
}

const read = (...pages: readonly (readonly Printed[])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFields(
      pages.map((page, at) => aPage(page, at + 1)),
      [],
    ).map(({ name, value }) => [name, value]),
  );

const motto: readonly Printed[] = [
  [300, 780, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'bold'],
  [345, 762, 'Độc lập - Tự do - Hạnh phúc', 'bold'],
];

describe('fields of layouts that are not our own', () => {
  it('of the Party: another motto, a hyphen behind the number, T/M', () => {
    const found = read([
      [90, 780, 'TỈNH ỦY PHÚ THỌ', 'bold'],
      [330, 780, 'ĐẢNG CỘNG SẢN VIỆT NAM', 'bold'],
      [140, 764, '*'],
      [100, 740, 'Số 127-BC/TU'],
      [320, 740, 'Phú Thọ, ngày 05 tháng 3 năm 2026'],
      [265, 690, 'BÁO CÁO', 'bold'],
      [215, 670, 'kết quả công tác quý I', 'bold'],
      [80, 630, 'Thực hiện chương trình công tác năm 2026, Ban Thường vụ báo cáo như sau.'],
      [70, 300, 'Nơi nhận:'],
      [70, 284, '- Văn phòng Trung ương Đảng,'],
      [70, 268, '- Lưu Văn phòng Tỉnh ủy.'],
      [370, 300, 'T/M BAN THƯỜNG VỤ', 'bold'],
      [385, 282, 'PHÓ BÍ THƯ', 'bold'],
      [370, 200, 'Trần Thị Kim Oanh', 'bold'],
    ]);
    expect(found).to.include({
      ...{ codeNumber: '127', codeNotation: 'BC/TU', typeCode: 'bao-cao', issuedOn: '2026-03-05', place: 'Phú Thọ' },
      ...{ issuerName: 'Tỉnh ủy Phú Thọ', subject: 'kết quả công tác quý I', signerName: 'Trần Thị Kim Oanh' },
      signerPosition: 'T/M BAN THƯỜNG VỤ, PHÓ BÍ THƯ',
      toPlaces: 'Văn phòng Trung ương Đảng; Lưu Văn phòng Tỉnh ủy',
    });
  });

  it('of a law in Công báo: its running head is no number, its day stands at its end', () => {
    const found = read([
      [60, 812, '4       CÔNG BÁO/Số 567 + 568/Ngày 30-4-2021'],
      [110, 780, 'QUỐC HỘI', 'bold'],
      ...motto,
      [90, 740, 'Luật số: 73/2021/QH14'],
      [280, 690, 'LUẬT', 'bold'],
      [225, 672, 'PHÒNG, CHỐNG MA TÚY', 'bold'],
      [80, 640, 'Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;'],
      [80, 400, 'Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XIV,'],
      [60, 384, 'kỳ họp thứ 11 thông qua ngày 30 tháng 3 năm 2021.'],
      [360, 340, 'CHỦ TỊCH QUỐC HỘI', 'bold'],
      [370, 322, '(Đã ký)'],
      [350, 300, 'Nguyễn Thị Kim Ngân', 'bold'],
    ]);
    expect(found).to.include({
      ...{ codeNumber: '73', codeNotation: '2021/QH14', typeCode: 'luat', issuedOn: '2021-03-30' },
      ...{ issuerName: 'Quốc hội', subject: 'PHÒNG, CHỐNG MA TÚY', signerName: 'Nguyễn Thị Kim Ngân' },
    });
  });

  it('of two who issue together: both names, and who signs first to be looked at', () => {
    const page: readonly Printed[] = [
      [90, 780, 'BỘ NỘI VỤ -', 'bold'],
      [85, 764, 'BỘ TÀI CHÍNH', 'bold'],
      ...motto,
      [75, 740, 'Số: 03/2014/TTLT-BNV-BTC'],
      [330, 740, 'Hà Nội, ngày 12 tháng 8 năm 2014'],
      [230, 690, 'THÔNG TƯ LIÊN TỊCH', 'bold'],
      [215, 672, 'Hướng dẫn về biên chế', 'bold'],
      [90, 300, 'KT. BỘ TRƯỞNG', 'bold'],
      [370, 300, 'KT. BỘ TRƯỞNG', 'bold'],
      [95, 284, 'THỨ TRƯỞNG', 'bold'],
      [375, 284, 'THỨ TRƯỞNG', 'bold'],
      [90, 220, 'Trần Anh Tuấn', 'bold'],
      [370, 220, 'Lê Minh Hà', 'bold'],
      [60, 180, 'Nơi nhận:'],
      [60, 164, '- Lưu: VT.'],
    ];
    expect(read(page)).to.include({
      issuerName: 'Bộ Nội vụ - Bộ Tài chính',
      typeCode: 'thong-tu-lien-tich',
      signerName: 'Trần Anh Tuấn',
    });
    const signer = readFields([aPage(page)], []).find(({ name }) => name === 'signerName');
    expect(signer?.confidence).to.equal('look');
  });

  it('of a copy are those of the original, and that it is a copy is said', () => {
    const original: readonly Printed[] = [
      [90, 780, 'UBND TỈNH PHÚ THỌ'],
      [110, 764, 'SỞ NỘI VỤ', 'bold'],
      ...motto,
      [100, 740, 'Số: 12/TB-SNV'],
      [330, 740, 'Phú Thọ, ngày 12 tháng 8 năm 2026'],
      [90, 716, 'HỎA TỐC', 'bold'],
      [260, 690, 'THÔNG BÁO', 'bold'],
      [240, 672, 'Về việc nghỉ lễ', 'bold'],
      [60, 300, 'Nơi nhận:'],
      [60, 284, '- Lưu: VT.'],
      [390, 300, 'GIÁM ĐỐC', 'bold'],
      [370, 220, 'Lê Minh Hà', 'bold'],
    ];
    const copy: readonly Printed[] = [
      [260, 780, 'PHỤ LỤC I', 'bold'],
      [380, 500, 'SAO Y', 'bold'],
      [60, 480, 'Số: 7/SY-VP'],
      [380, 400, 'CHÁNH VĂN PHÒNG', 'bold'],
      [380, 340, 'Đỗ Văn Sao', 'bold'],
    ];
    expect(read(original, copy)).to.include({
      ...{ codeNumber: '12', issuerName: 'Sở Nội vụ', issuerParent: 'UBND tỉnh Phú Thọ', signerName: 'Lê Minh Hà' },
      ...{ copy: 'SAO Y', annexes: 'PHỤ LỤC I (tr. 2)', priority: '3' },
    });
  });

  it('whose number and day are left open, or were recognised badly, stay unread', () => {
    const head = (number: string, day: string): readonly Printed[] => [
      [90, 780, 'ỦY BAN NHÂN DÂN', 'bold'],
      [100, 764, 'XÃ TÂN SƠN', 'bold'],
      ...motto,
      [100, 740, `Số: ${number}/QĐ-UBND`],
      [330, 740, `Tân Sơn, ngày ${day} tháng 8 năm 2026`],
    ];
    const open = read(head('……', '…'));
    expect(open).to.include({ codeNotation: 'QĐ-UBND', issuerName: 'Ủy ban nhân dân xã Tân Sơn', place: 'Tân Sơn' });
    expect(open).not.to.have.any.keys('codeNumber', 'issuedOn');
    const scanned = aPage(head('127', '12'));
    const pieces = scanned.pieces.map((piece) => ({ ...piece, confidence: /\d/.test(piece.text) ? 0.4 : 0.9 }));
    const names = readFields([{ ...scanned, source: 'ocr', pieces }], []).map(({ name }) => name);
    expect(names)
      .to.include('issuerName')
      .and.not.include.members(['codeNumber'])
      .and.not.include.members(['issuedOn']);
  });

  it('are read of a sheet that lies askew, and where both columns come in one piece', () => {
    const askew = aPage([
      [60, 780, 'UBND TỈNH PHÚ THỌ        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      [60, 762, 'SỞ NỘI VỤ                        Độc lập - Tự do - Hạnh phúc'],
      [60, 740, 'Số: 912/SNV-VP            Phú Thọ, ngày 12 tháng 8 năm 2026'],
      [60, 722, 'V/v báo cáo tháng'],
      [200, 690, 'Kính gửi: Ủy ban nhân dân tỉnh'],
    ]);
    const pieces = askew.pieces.map((piece) => ({ ...piece, y: piece.y + piece.x * 0.012 }));
    const found = readFields([{ ...askew, pieces }], ['Sở Nội vụ']).map(({ name, value }) => [name, value]);
    expect(Object.fromEntries(found)).to.include({
      ...{ codeNumber: '912', codeNotation: 'SNV-VP', issuedOn: '2026-08-12', issuerName: 'Sở Nội vụ' },
      ...{ typeCode: 'cong-van', subject: 'báo cáo tháng', addressees: 'Ủy ban nhân dân tỉnh' },
    });
  });
});
