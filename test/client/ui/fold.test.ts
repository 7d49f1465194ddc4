import { expect } from 'chai';
import { fold } from '../../../client/ui/fold.ts';

describe('words compared without diacritics', () => {
  it('finds Đặng Thanh Tùng by dang thanh tung', () => {
    expect(fold('Đặng Thanh Tùng')).to.equal('dang thanh tung');
  });

  it('is the same for composed and decomposed letters', () => {
    expect(fold('Ủy ban'.normalize('NFD'))).to.equal(fold('Ủy ban'.normalize('NFC')));
  });
});
