import { expect } from 'chai';
import {
  emptyValues,
  type FormReading,
  registerSchema,
  withRead,
} from '../../../../../../client/features/registry/incoming/register/register-fields.ts';
import { issuerOf } from '../../../../../../client/ui/forms/issuer.ts';

const agencies = [{ id: 'skhcn', name: 'Sở Khoa học và Công nghệ' }];

function read(name: FormReading['name'], value: string): FormReading {
  return { name, value, confidence: 'sure', page: 1, box: null };
}

describe('The fields of a registration', () => {
  it('take what was read from the page', () => {
    const filled = withRead(
      emptyValues(),
      [
        read('codeNumber', '912'),
        read('issuerName', 'SỞ KHOA HỌC VÀ CÔNG NGHỆ'),
        read('signerName', 'Đặng Thanh Tùng'),
      ],
      new Set(),
      agencies,
    );
    expect(filled).to.deep.include({
      codeNumber: '912',
      issuer: { agencyId: 'skhcn', name: 'Sở Khoa học và Công nghệ' },
    });
    expect(filled.signer).to.deep.equal({ position: null, fullName: 'Đặng Thanh Tùng' });
  });

  it('keep what the clerk has typed', () => {
    const values = { ...emptyValues(), subject: 'Gõ tay' };
    expect(withRead(values, [read('subject', 'Đọc được')], new Set(['subject']), agencies).subject).to.equal('Gõ tay');
  });

  it('take an issuer outside the directory by its name alone', () => {
    expect(issuerOf('Công ty Cổ phần Minh Trí', agencies)).to.deep.equal({
      agencyId: null,
      name: 'Công ty Cổ phần Minh Trí',
    });
  });

  it('want a type of the 29, or a name for another', () => {
    const values = {
      ...emptyValues(),
      issuedOn: '2026-11-16',
      issuer: { agencyId: null, name: 'Chính phủ' },
      subject: 'Về công tác văn thư',
      uploadId: 'a',
    };
    const messages = (given: object) => registerSchema.safeParse(given).error?.issues.map(({ message }) => message);
    expect(messages(values)).to.deep.equal(['unknown-type']);
    expect(messages({ ...values, typeCode: 'khac', typeName: 'Nghị định' })).to.equal(undefined);
    expect(messages({ ...values, typeCode: 'cong-van' })).to.equal(undefined);
  });

  it('say that no type was chosen together with everything else that is missing', () => {
    const paths = registerSchema.safeParse(emptyValues()).error?.issues.map(({ path }) => path[0]);
    expect(paths).to.include.members(['typeCode', 'subject', 'issuedOn', 'issuer']);
  });
});
