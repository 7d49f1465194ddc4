import { expect } from 'chai';
import { type LetterContent, letterForm } from '../../../../server/registry/outgoing/letter/letter-form.ts';
import { anOutgoingDocument, aRecipient } from '../../../support/registry.ts';

const at = new Date('2026-12-31T17:30:00Z');
const issuer = { name: 'Sở Nội vụ', parentName: 'Ủy ban nhân dân tỉnh Sao Mai', place: 'Sao Mai', unitSymbol: 'VP' };
const aLetter = (over: Partial<LetterContent> = {}): LetterContent => ({
  ...anOutgoingDocument({ recipients: [aRecipient({ name: 'Sở Tài chính' }), aRecipient({ name: 'Sở Y tế' })] }),
  letter: { addressees: [], body: 'Căn cứ Nghị định số 30/2020/NĐ-CP;\n\nĐề nghị phối hợp./.\n', copies: [] },
  ...over,
});
const dataOf = (over: Partial<LetterContent> = {}, from = issuer) => letterForm(aLetter(over), from, at).data;

describe('the printed form of a letter', () => {
  it('of a công văn has V/v, the recipients after Kính gửi, and one text', () => {
    const { template, data } = letterForm(aLetter(), issuer, at);
    expect(template).to.equal('cong-van');
    expect(data).to.deep.include({
      agency: 'SỞ NỘI VỤ',
      parentAgency: 'ỦY BAN NHÂN DÂN TỈNH SAO MAI',
      aboutLine: 'V/v Gửi, nhận văn bản điện tử',
      notation: 'SNV-VP',
      addressees: ['Sở Tài chính', 'Sở Y tế'],
      distribution: ['Như trên;', 'Lưu: VT, VP.'],
      capacity: ['GIÁM ĐỐC'],
      signer: 'Trần Văn Bình',
    });
    expect(data.paragraphs).to.deep.equal([
      { text: 'Căn cứ Nghị định số 30/2020/NĐ-CP;' },
      { text: 'Đề nghị phối hợp./.' },
    ]);
  });

  it('names a unit of the agency at its foot, and after Kính gửi only where it goes to nobody else', () => {
    const unit = aRecipient({ kind: 'unit', unitId: 'van-phong', name: 'Văn phòng' });
    const district = aRecipient({ agencyId: 'thanh-binh', name: 'UBND huyện Thanh Bình', unit: 'Phòng Nội vụ' });
    expect(dataOf({ recipients: [unit, district] })).to.deep.include({
      addressees: ['UBND huyện Thanh Bình (Phòng Nội vụ)'],
      distribution: ['Như trên;', 'Văn phòng;', 'Lưu: VT, VP.'],
    });
    expect(dataOf({ recipients: [unit] })).to.deep.include({ addressees: ['Văn phòng'] });
  });

  it('leaves number, day and month empty, and takes the year of Vietnam', () => {
    expect(dataOf()).to.include({ year: 2027 });
    expect(dataOf()).not.to.have.any.keys('number', 'day', 'month');
  });

  it('of a named type has its name, its grounds apart, and the recipients at its foot', () => {
    const { template, data } = letterForm(aLetter({ typeCode: 'bao-cao', typeName: 'Báo cáo' }), issuer, at);
    expect(template).to.equal('named-type');
    expect(data).to.deep.include({
      typeName: 'BÁO CÁO',
      bases: ['Căn cứ Nghị định số 30/2020/NĐ-CP;'],
      paragraphs: [{ text: 'Đề nghị phối hợp./.' }],
      addressees: [],
      distribution: ['Sở Tài chính;', 'Sở Y tế;', 'Lưu: VT, VP.'],
    });
    expect(data).not.to.have.property('decides');
  });

  it('of a decision says who decides', () => {
    const decision = { typeCode: 'quyet-dinh', typeName: 'Quyết định' };
    expect(dataOf(decision)).to.include({ authority: 'GIÁM ĐỐC SỞ NỘI VỤ', decides: 'QUYẾT ĐỊNH:' });
    const { signer } = anOutgoingDocument();
    const deputy = { ...signer, capacity: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'] };
    expect(dataOf({ ...decision, signer: deputy })).to.include({ authority: 'GIÁM ĐỐC SỞ NỘI VỤ' });
    const collective = { ...signer, capacity: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'] };
    const committee = { ...issuer, name: 'Ủy ban nhân dân huyện Thanh Bình' };
    expect(dataOf({ ...decision, signer: collective }, committee)).to.include({
      authority: 'ỦY BAN NHÂN DÂN HUYỆN THANH BÌNH',
    });
  });

  it('says what its writer says of addressees and copies', () => {
    const letter = { addressees: ['Các sở, ban, ngành'], body: 'a', copies: ['UBND tỉnh (b/c);', 'Lãnh đạo Sở.'] };
    expect(dataOf({ letter })).to.deep.include({
      addressees: ['Các sở, ban, ngành'],
      distribution: ['Như trên;', 'UBND tỉnh (b/c);', 'Lãnh đạo Sở;', 'Lưu: VT, VP.'],
    });
  });

  it('shows urgency, an own V/v, and the title of one who has no capacity', () => {
    expect([0, 1, 2, 3].map((priority) => dataOf({ priority }).urgency)).to.deep.equal([
      undefined,
      'urgent',
      'very-urgent',
      'flash',
    ]);
    for (const typed of ['V/v họp giao ban', 'Về việc họp giao ban', 'họp giao ban'])
      expect(dataOf({ subject: typed })).to.include({ aboutLine: 'V/v họp giao ban' });
    const { signer } = anOutgoingDocument();
    expect(dataOf({ signer: { ...signer, capacity: [], title: 'Chánh Văn phòng' } })).to.deep.include({
      capacity: ['CHÁNH VĂN PHÒNG'],
    });
    expect(letterForm(aLetter(), { ...issuer, parentName: null, unitSymbol: undefined }, at).data).to.deep.include({
      parentAgency: undefined,
      distribution: ['Như trên;', 'Lưu: VT.'],
    });
  });
});
