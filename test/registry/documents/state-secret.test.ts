import { expect } from 'chai';
import { DomainError } from '../../../server/platform/errors.ts';
import { isMarkedSecret, refuseStateSecret } from '../../../server/registry/documents/state-secret.ts';

describe('a degree of secrecy', () => {
  const marked = [
    'MẬT',
    'MẬT Báo cáo tình hình',
    '[Mật] Báo cáo',
    '(TỐI MẬT) Kế hoạch',
    'Tuyệt mật: kế hoạch',
    'TỐI MẬT KẾ HOẠCH NĂM 2026',
    '  MẬT - Kế hoạch',
    'MẬT'.normalize('NFD'),
    'ＭẬＴ: kế hoạch',
    '\u041cẬ\u0422 – kế hoạch',
    'M\u200bẬT: kế hoạch',
  ];
  for (const text of marked) it(`is seen in “${text}”`, () => expect(isMarkedSecret(text)).to.equal(true));

  const plain = [
    'Bảo vệ bí mật nhà nước',
    'MẬT KHẨU HỆ THỐNG',
    'Mật ong và sản phẩm',
    'Mật độ dân cư',
    'Về việc bảo vệ bí mật',
    'Tối mật độ',
    '',
  ];
  for (const text of plain) it(`is not seen in “${text}”`, () => expect(isMarkedSecret(text)).to.equal(false));

  it('keeps a document out, and says in which field it stands', () => {
    expect(() => refuseStateSecret({ subject: 'Kế hoạch', description: null })).not.to.throw();
    const refusal = () => refuseStateSecret({ subject: 'MẬT Kế hoạch', description: 'thường' });
    expect(refusal)
      .to.throw(DomainError)
      .with.deep.nested.property('details.fields', [
        { pointer: '/body/subject', code: 'state-secret', detail: 'begins with a degree of secrecy' },
      ]);
  });
});
